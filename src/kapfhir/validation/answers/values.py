"""One answer: its type, the options it is chosen from, the limits it keeps.

The circumstances are those of HL7's validator: where a choice is open, a text passes in place of an option; where no
options are given, any answer of a type passes that an option may have.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from kapfhir.validation.answers.forms import CODED, Item
from kapfhir.validation.answers.patterns import how_long, matches
from kapfhir.validation.answers.quantities import decimals, quantity
from kapfhir.validation.answers.walk import Walk
from kapfhir.validation.patterns import fullmatch
from kapfhir.validation.shapes import is_number, text_of

__all__ = ["Said", "value"]

Said = tuple[str, str, str]  # issue type, rule, sentence
CODING = ("Coding", "String", "Integer", "Date", "Time")
TYPES = {
    "boolean": ("Boolean",), "decimal": ("Decimal",), "integer": ("Integer",), "date": ("Date",),
    "dateTime": ("DateTime",), "time": ("Time",), "string": ("String",), "text": ("String",), "url": ("Uri",),
    "attachment": ("Attachment",), "reference": ("Reference",), "quantity": ("Quantity",),
    **dict.fromkeys(CODED, CODING),
}  # fmt: skip
_URL = fullmatch(r"(?:[^#]*/)?([A-Z][A-Za-z]+)/[A-Za-z0-9.-]{1,64}(?:/_history/[A-Za-z0-9.-]{1,64})?")
TOLD = {kind: kind[0].lower() + kind[1:] for kind in ("Boolean", "Decimal", "Integer", "Date", "DateTime", "Time",
                                                      "String", "Uri")}  # fmt: skip
A_STEP = 50  # of a pattern's are one of ours
MOST = 10  # that a sentence lists
CHOSEN = frozenset({"Integer", "Date", "Time", "String"})  # what is compared to the options as it stands


def value(walk: Walk, item: Item, kind: str, given: Any) -> Iterator[Said]:
    """What is wrong with an answer of this type; of a value that only an extension stands for, the type alone."""
    expected = TYPES.get(item.type)
    if expected is None:
        return
    if kind not in expected:
        told = "Coding or string" if item.is_open else TOLD.get(expected[0], expected[0])
        yield "structure", "questionnaire-type", f"an answer of the type {told} is expected"
    elif given is not None:
        if item.options and kind in CHOSEN and not (item.is_open and kind == "String"):
            yield from _option(item, kind, given)
        elif item.options and kind == "Coding" and isinstance(given, dict):
            yield from _option(item, kind, (text_of(given, "system"), text_of(given, "code")))
        if kind in LIMITED and (item.limits or kind == "Reference"):
            yield from LIMITED[kind](walk, item, given)


def _option(item: Item, kind: str, given: Any) -> Iterator[Said]:
    offered = item.options.values.get(kind, ()) if item.options else ()
    if isinstance(given, dict | list) or given not in offered:
        yield "code-invalid", "questionnaire-option", "one of the options that the Questionnaire offers is expected"


# --- limits ------------------------------------------------------------------------------------------------------


def _limit(text: str) -> Said:
    return "business-rule", "questionnaire-limit", text


def _number(_: Walk, item: Item, given: Any) -> Iterator[Said]:
    if not is_number(given):
        return
    least, most, places = (item.limits.get(name) for name in ("minValue", "maxValue", "maxDecimalPlaces"))
    if is_number(least) and given < least:
        yield _limit(f"at least {_written(least)} is expected")
    if is_number(most) and given > most:
        yield _limit(f"at most {_written(most)} is expected")
    if type(places) is int and decimals(given) > places:
        yield _limit(f"at most {places} decimal places are expected")


def _written(number: float) -> str:
    """A number of the Questionnaire as it stands there."""
    return str(getattr(number, "text", number))


def _moment(_: Walk, item: Item, given: Any) -> Iterator[Said]:
    at, least, most = (_begin(text) for text in (given, item.limits.get("minValue"), item.limits.get("maxValue")))
    if at and least and at < least:
        yield _limit("it is before the first that the Questionnaire allows")
    if at and most and at > most:
        yield _limit("it is after the last that the Questionnaire allows")


def _begin(text: Any) -> str:
    """When a date, a month or a year begins, as a text that sorts; of a time with an offset, the moment in UTC."""
    if not isinstance(text, str):
        return ""
    if text[2:3] == ":":
        return text
    try:
        if "T" in text:
            return datetime.fromisoformat(text).astimezone(UTC).isoformat()
        return f"{date.fromisoformat((text + '-01-01')[:10]).isoformat()}T00:00:00"
    except (ValueError, OverflowError):
        return ""


def _text(walk: Walk, item: Item, given: Any) -> Iterator[Said]:
    if not isinstance(given, str) or item.type in CODED:
        return
    least, most, pattern = (item.limits.get(name) for name in ("minLength", "maxLength", "regex"))
    if is_number(least) and len(given) < least:
        yield _limit(f"at least {least} characters are expected")
    if isinstance(most, int) and most and len(given) > most:
        yield _limit(f"at most {most} characters are expected")
    if isinstance(pattern, str):
        steps = how_long(pattern, len(given))
        matched = matches(pattern, given) if steps is not None and walk.effort.affords(steps // A_STEP) else None
        if matched is None:
            walk.frame.unchecked.add("regular expressions of a Questionnaire")
        elif not matched:
            yield _limit("it has not the form that the Questionnaire asks for")


def _reference(walk: Walk, item: Item, given: Any) -> Iterator[Said]:
    allowed = [kind for kind in item.limits.get("referenceResource", ()) if isinstance(kind, str)]
    given = text_of(given, "reference")
    kind = text_of(walk.frame.known.get(given), "resourceType") or ((found := _URL(given)) and found[1])
    if kind and kind not in (allowed or walk.frame.types.resources):
        told = ", ".join(allowed[:MOST]) or "a type of resource"
        yield "structure", "questionnaire-type", f"a reference to {told} is expected"


def _attachment(_: Walk, item: Item, given: Any) -> Iterator[Said]:
    kinds = [kind for kind in item.limits.get("mimeType", ()) if isinstance(kind, str)]
    most, data = item.limits.get("maxSize"), text_of(given, "data")
    if kinds and not any(_is_kind(text_of(given, "contentType"), kind) for kind in kinds):
        yield _limit(f"an attachment of the type {', '.join(kinds[:MOST])} is expected")
    if is_number(most) and len(data) * 3 // 4 - data.count("=") > most:
        yield _limit("the attachment is larger than the Questionnaire allows")


def _is_kind(given: str, allowed: str) -> bool:
    return given == allowed or (allowed.endswith("/*") and given.startswith(allowed[:-1]))


def _quantity(walk: Walk, item: Item, given: Any) -> Iterator[Said]:
    return map(_limit, quantity(walk.frame, item.limits, given))


LIMITED: dict[str, Callable[[Walk, Item, Any], Iterator[Said]]] = {
    "Integer": _number, "Decimal": _number, "Date": _moment, "DateTime": _moment, "Time": _moment, "String": _text,
    "Reference": _reference, "Attachment": _attachment, "Quantity": _quantity,
}  # fmt: skip
