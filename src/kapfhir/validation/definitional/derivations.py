"""A Questionnaire that is derived from another one keeps what that one says of its items (`questionnaire-derived`).

Source: https://hl7.org/fhir/R5/questionnaire-definitions.html#Questionnaire.derivedFrom and the extension
questionnaire-derivationType, whose `extends` and `compliesWith` bind, and whose `inspiredBy` does not.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, is_number, listed, text_of, value_of
from kapfhir.wire import Path

__all__ = ["check"]

TYPE = "http://hl7.org/fhir/StructureDefinition/questionnaire-derivationType"
BINDING = ("extends", "compliesWith")


def check(frame: Frame, form: Json, path: Path) -> Iterator[Finding]:
    """By each Questionnaire that it is derived from, where it says how."""
    given, beside = form.get("derivedFrom"), form.get("_derivedFrom")
    if not isinstance(given, list) or not isinstance(beside, list):
        return
    named = {(url, _how(more)) for url, more in zip(given, beside, strict=False) if isinstance(url, str)}
    for url, how in sorted(named):
        if how not in BINDING:
            continue
        base = frame.library.find("Questionnaire", url)
        if base is None:
            frame.unchecked.add("forms that are derived from others that are not here")
        else:
            items = {text_of(item, "linkId"): item for _, item in _items(base, ())}
            yield from _compared(form, path, items, is_closed=how == "compliesWith")


def _how(beside: Any) -> str:
    found = (extension for _, extension in listed(beside, "extension") if extension.get("url") == TYPE)
    return next((text_of(one.get("valueCoding"), "code") for one in found), "")


def _items(form: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    """Every item, in no order."""
    ahead: list[tuple[Path, Json]] = [(path, form)]
    while ahead:
        place, node = ahead.pop()
        inside = [((*place, "item", index), item) for index, item in listed(node, "item")]
        yield from inside
        ahead += inside


def _compared(form: Json, path: Path, items: dict[str, Json], *, is_closed: bool) -> Iterator[Finding]:
    for place, item in _items(form, path):
        base = items.get(text_of(item, "linkId"))
        if base is not None:
            yield from _of_item(base, item, place)
        elif is_closed:
            yield _wrong(place, "the other Questionnaire has no such item")


def _of_item(base: Json, item: Json, path: Path) -> Iterator[Finding]:
    if item.get("type", base.get("type")) != base.get("type"):
        yield _wrong((*path, "type"), "the item has the type that it has in the other Questionnaire")
    if item.get("repeats") is True and base.get("repeats") is not True:
        yield _wrong((*path, "repeats"), "the item does not repeat in the other Questionnaire")
    if base.get("required") is True and item.get("required") is False:
        yield _wrong((*path, "required"), "the item is required in the other Questionnaire")
    longest, length = base.get("maxLength"), item.get("maxLength")
    if is_number(longest) and is_number(length) and length > longest:
        yield _wrong((*path, "maxLength"), "the answer is no longer than in the other Questionnaire")
    options = {_option(option) for _, option in listed(base, "answerOption")}
    for index, option in listed(item, "answerOption") if options else ():
        if _option(option) not in options:
            yield _wrong((*path, "answerOption", index), "the item has no such option in the other Questionnaire")


def _option(option: Json) -> tuple[str, str]:
    """Its type and its value; of a Coding what it means."""
    kind, value = value_of(option)
    return kind, repr((value.get("system"), value.get("code")) if isinstance(value, dict) else value)


def _wrong(path: tuple[Any, ...], text: str) -> Finding:
    return Finding(path, "business-rule", "questionnaire-derived", text)
