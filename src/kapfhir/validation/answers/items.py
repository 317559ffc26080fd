"""The items of a response, walked beside those of its Questionnaire.

Source: https://hl7.org/fhir/R4/questionnaireresponse.html#link; severities and circumstances are those
of HL7's validator. What is missing is an error in a response that is completed or amended, else a warning.
"""

from collections.abc import Iterator

from kapfhir.validation import bindings
from kapfhir.validation.answers.enabling import Stack, is_enabled, steps
from kapfhir.validation.answers.forms import CODED, Item
from kapfhir.validation.answers.values import value
from kapfhir.validation.answers.walk import Walk
from kapfhir.validation.document import Finding
from kapfhir.validation.shapes import Json, listed, text_of, value_of
from kapfhir.wire import Path

__all__ = ["items"]

Instances = list[tuple[Path, Json]]


def items(walk: Walk, expected: dict[str, Item], node: Json, path: Path, stack: Stack) -> Iterator[Finding]:
    """The items in a response, in an item or in an answer."""
    if not walk.effort.affords(1 + len(expected)):
        return
    found: dict[str, Instances] = {}
    last = 0
    for index, item in listed(node, "item"):
        place, link = (*path, "item", index), text_of(item, "linkId")
        known = expected.get(link)
        if known is None:
            yield from _astray(walk, link, item, place, stack)
            continue
        if known.place < last:
            yield Finding(place, "structure", "questionnaire-order", "items stand in the order of the Questionnaire")
        last = known.place
        found.setdefault(link, []).append((place, item))
    for link, question in expected.items():
        yield from _question(walk, question, found.get(link, []), path, stack)


def _astray(walk: Walk, link: str, item: Json, path: Path, stack: Stack) -> Iterator[Finding]:
    elsewhere = walk.form.every.get(link)
    if elsewhere:
        yield Finding(path, "structure", "questionnaire-item", "the Questionnaire has this item in another place")
        if walk.effort.affords(1):
            yield from _one(walk, elsewhere, item, path, (*stack, (elsewhere, item)), is_asked=True)
    elif link:
        yield Finding((*path, "linkId"), "not-found", "questionnaire-item", "the Questionnaire has no such item")


def _question(walk: Walk, item: Item, instances: Instances, path: Path, stack: Stack) -> Iterator[Finding]:
    if not walk.effort.affords(len(instances) + steps(item, walk.answers, walk.response)):
        return
    enabled = is_enabled(walk.form, item, stack, walk.answers, walk.response)
    if enabled is None:
        walk.frame.unchecked.add("enableWhen by an expression")
    if not instances and enabled and item.required:
        yield _missing(walk, path)
    if len(instances) > 1 and not item.repeats:
        yield Finding(instances[1][0], "invalid", "questionnaire-repeats", "this item does not repeat")
    for place, node in instances:
        if enabled is False and ("answer" in node or "item" in node):
            text = "this item is not asked after the other answers"
            yield Finding(place, "invalid", "questionnaire-enabled", text)
        yield from _one(walk, item, node, place, (*stack, (item, node)), is_asked=enabled is True)


def _missing(walk: Walk, path: Path) -> Finding:
    severity = "error" if walk.strict else "warning"
    return Finding(path, "required", "questionnaire-required", "an item that is required has no answer", severity)


def _one(walk: Walk, item: Item, node: Json, path: Path, stack: Stack, *, is_asked: bool) -> Iterator[Finding]:
    """One item as it stands, and what is in it."""
    text = text_of(node, "text")
    if text and text != item.text:
        told = "a text, where it is repeated, is that of the Questionnaire"
        yield Finding((*path, "text"), "invalid", "questionnaire-text", told)
    answers = [*listed(node, "answer")]
    if not answers and is_asked and item.required and item.type != "group":
        yield _missing(walk, path)
    yield from _how_many(item, len(answers), path)
    for index, answer in answers:
        yield from _answer(walk, item, answer, len(answers), (*path, "answer", index))
    yield from _inside(walk, item, node, path, stack)


def _how_many(item: Item, count: int, path: Path) -> Iterator[Finding]:
    least, most = item.limits.get("minOccurs"), item.limits.get("maxOccurs")
    if count > 1 and not item.repeats:
        yield Finding((*path, "answer", 1), "invalid", "questionnaire-repeats", "one answer is expected")
    elif type(most) is int and count > most:
        yield Finding(path, "structure", "questionnaire-repeats", f"at most {most} answers are expected")
    if type(least) is int and count < least:
        yield Finding(path, "structure", "questionnaire-repeats", f"at least {least} answers are expected")


def _inside(walk: Walk, item: Item, node: Json, path: Path, stack: Stack) -> Iterator[Finding]:
    """Items stand in a group, or under the answer to a question."""
    answers = [*listed(node, "answer")]
    if item.type in ("group", "display", "question") and answers:
        text = f"an item of the type {item.type} has no answer"
        yield Finding((*path, "answer"), "structure", "questionnaire-type", text)
    if item.type == "group":
        if item.required and not any(listed(node, "item")):
            yield Finding(path, "required", "questionnaire-required", "a group that is required has no items")
        yield from items(walk, item.items, node, path, stack)
        return
    if "item" in node:
        text = "items under a question stand in its answer; under a text that is displayed there are none"
        yield Finding((*path, "item"), "structure", "questionnaire-type", text)
    for index, answer in answers:
        yield from items(walk, item.items, answer, (*path, "answer", index), stack)


# --- an answer ---------------------------------------------------------------------------------------------------


def _answer(walk: Walk, item: Item, answer: Json, count: int, path: Path) -> Iterator[Finding]:
    kind, given = value_of(answer)
    if not kind or item.type == "display" or not walk.effort.affords(item.listed):
        return
    place = (*path, f"value{kind}") if given is not None else path
    for code, rule, text in value(walk, item, kind, given):
        yield Finding(place, code, rule, text)
    if kind == "Coding" and item.type in CODED and isinstance(given, dict):
        pair = text_of(given, "system"), text_of(given, "code")
        if count > 1 and item.options and pair in item.options.exclusive:
            text = "this answer goes with no other"
            yield Finding(place, "business-rule", "questionnaire-option", text)
        if item.value_set and not item.options:
            yield from _of_value_set(walk, item.value_set, *pair, place)
    elif kind == "String" and item.value_set and item.type not in CODED:
        yield from _of_value_set(walk, item.value_set, None, str(given), place)
    elif kind == "Quantity" and isinstance(url := item.limits.get("unitValueSet"), str):
        yield from _of_value_set(walk, url, text_of(given, "system"), text_of(given, "code"), place)


def _of_value_set(walk: Walk, url: str, system: str | None, code: str, path: Path) -> Iterator[Finding]:
    """Of a code, or of a text, which has no system and may be a code of any."""
    found = walk.value_sets.get(url)
    asked = system != "" and (found is None or walk.effort.affords(walk.size(found)))
    if not asked:
        held = None
    elif system is None:
        held = bindings.holds_text(walk.frame, found or url, code)
    else:
        held = bindings.holds(walk.frame, found or url, system, code)
    if held is None:
        walk.frame.unchecked.add("answers by value set")
    elif not held:
        text = "a code of the value set that the Questionnaire names is expected"
        yield Finding(path, "code-invalid", "questionnaire-option", text)
