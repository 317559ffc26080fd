"""enableWhen: whether a question is asked, after the answers to others.

Source: https://hl7.org/fhir/R4/questionnaire.html#enableWhen. Which answers count: those inside the nearest
item that holds both questions, in the very repetition in which the question stands.
"""

from collections.abc import Iterator
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from kapfhir.validation.answers.forms import Condition, Form, Item
from kapfhir.validation.shapes import Json, is_number, listed, text_of, value_of

__all__ = ["Given", "given", "is_enabled", "steps"]

# of each item of a response, by its identity, and of the response: the answers to a question in it
Given = dict[tuple[int, str], list[tuple[str, Any]]]
OPERATORS = {"=": eq, "!=": ne, ">": gt, "<": lt, ">=": ge, "<=": le}
Stack = tuple[tuple[Item, Json], ...]  # the items around, outermost first, and their definitions


def given(form: Form, response: Json) -> Given:
    """The answers to all questions that a condition asks for."""
    found: Given = {}
    if form.asked:
        for around, item in _items(response, (id(response),)):
            link = text_of(item, "linkId")
            if link in form.asked:
                values = [value_of(answer) for _, answer in listed(item, "answer")]
                for one in (*around, id(item)):
                    found.setdefault((one, link), []).extend(values)
    return found


def _items(node: Json, around: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Json]]:
    for _, item in listed(node, "item"):
        yield around, item
        within = (*around, id(item))
        yield from _items(item, within)
        for _, answer in listed(item, "answer"):
            yield from _items(answer, within)


def is_enabled(form: Form, item: Item, stack: Stack, answers: Given, response: Json) -> bool | None:
    """Whether the question is asked; None where an expression decides it, which is not evaluated here."""
    if item.by_expression:
        return None
    if not item.conditions:
        return True
    held = (_holds(form, item, condition, stack, answers, response) for condition in item.conditions)
    if item.behaviour == "any" or len(item.conditions) == 1:
        return any(held)
    return all(held) if item.behaviour == "all" else True


def steps(item: Item, answers: Given, response: Json) -> int:
    """How many answers its conditions may have to be compared with."""
    return sum(len(answers.get((id(response), condition.question), ())) for condition in item.conditions)


def _holds(form: Form, item: Item, condition: Condition, stack: Stack, answers: Given, response: Json) -> bool:
    target = form.every.get(condition.question)
    around = _shared(item, target) if target else None
    place = next((node for one, node in stack if one is around), None) if around else response
    found = answers.get((id(place), condition.question), []) if target and place is not None else []
    if condition.operator == "exists":
        return condition.expected is bool(found)
    return any(_compares(kind, value, condition) for kind, value in found)


def _shared(item: Item, target: Item) -> Item | None:
    """The nearest item that holds both, or the target itself where the question stands in it."""
    above = set()
    one = item.parent
    while one is not None:
        above.add(id(one))
        one = one.parent
    held: Item | None = target
    while held is not None and id(held) not in above:
        held = held.parent
    return held


def _compares(kind: str, value: Any, condition: Condition) -> bool:
    compare = OPERATORS.get(condition.operator)
    if compare is None or kind != condition.kind or value is None:
        return False
    pair = _comparable(kind, value, condition.expected)
    if pair is None:
        return False
    ordered = condition.operator in ("=", "!=") or not isinstance(pair[0], tuple | bool)
    return ordered and bool(compare(*pair))


def _comparable(kind: str, value: Any, expected: Any) -> tuple[Any, Any] | None:
    """The two as values that Python compares; None where they are none of their type."""
    if kind == "Coding":
        system, code = text_of(expected, "system"), text_of(expected, "code")
        return (text_of(value, "system") if system else "", text_of(value, "code")), (system, code)
    if kind == "Quantity":
        value, expected = (one.get("value") if isinstance(one, dict) else None for one in (value, expected))
    if kind == "Reference":
        return (text_of(value, "reference"),), (text_of(expected, "reference"),)
    same = isinstance(value, str) and isinstance(expected, str)
    same = same or (isinstance(value, bool) and isinstance(expected, bool))
    return (value, expected) if same or (is_number(value) and is_number(expected)) else None
