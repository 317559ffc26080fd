"""A Quantity that answers: between the least and the most, in a unit that is offered.

Amounts in different units of UCUM are converted where that is a matter of a factor; else it is named as not checked.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.terminology import UCUM
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, is_number, text_of

__all__ = ["decimals", "quantity"]

UNFIT = "its unit cannot be compared to that of its limit"
BOUNDS = (("minQuantity", -1, "below the least"), ("maxQuantity", 1, "above the most"))


def decimals(number: Any) -> int:
    """The decimal places of a number as it is written."""
    mantissa, _, exponent = str(getattr(number, "text", number)).lower().partition("e")
    places = len(mantissa.partition(".")[2])
    return places - int(exponent) if exponent else places


def quantity(frame: Frame, limits: Json, given: Any) -> Iterator[str]:
    """What is wrong with it, as sentences."""
    if not isinstance(given, dict) or not is_number(given.get("value")):
        return
    for name, sign, told in BOUNDS:
        if isinstance(bound := limits.get(name), dict) and is_number(bound.get("value")):
            yield from _bounded(frame, bound, given, sign, told)
    places = limits.get("maxDecimalPlaces")
    if type(places) is int and decimals(given["value"]) > places:
        yield f"at most {places} decimal places are expected"
    units = [unit for unit in limits.get("unitOption", ()) if isinstance(unit, dict)]
    if units and not any(_is_unit(given, unit) for unit in units):
        yield "a unit that the Questionnaire offers is expected"


def _bounded(frame: Frame, bound: Json, given: Json, sign: int, told: str) -> Iterator[str]:
    unit, wanted = _unit(given), _unit(bound)
    if not all(unit + wanted):
        yield "it has no coded unit, or its limit has none: the two cannot be compared"
    elif unit == wanted:
        if (given["value"] - bound["value"]) * sign > 0:
            yield f"it is {told} that the Questionnaire allows"
    elif unit[0] == wanted[0] == UCUM:
        yield from _converted(frame, bound, given, sign, told)
    else:
        yield UNFIT


def _converted(frame: Frame, bound: Json, given: Json, sign: int, told: str) -> Iterator[str]:
    from kapfhir.validation.terminology import conversion  # noqa: PLC0415  # few amounts are in another unit

    try:
        order = conversion.compared(given["value"], given["code"], bound["value"], bound["code"])
    except ValueError:
        yield UNFIT
        return
    if order is None:
        frame.unchecked.add("limits in another unit")
    elif order * sign > 0:
        yield f"it is {told} that the Questionnaire allows"


def _unit(given: Json) -> tuple[str, str]:
    return text_of(given, "system"), text_of(given, "code")


def _is_unit(given: Json, offered: Json) -> bool:
    if any(_unit(given)):
        return _unit(given) == _unit(offered)
    return text_of(given, "unit") in {text_of(offered, "display"), text_of(offered, "code")} - {""}
