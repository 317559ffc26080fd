"""A value beside `minValue[x]` or `maxValue[x]`: numbers, dates and times, amounts in any units of UCUM.

A Duration limits a date by the time that is now: as the least it is so long ago, as the most so far ahead.
Source: https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.minValue_x_.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from kapfhir.terminology import UCUM
from kapfhir.validation.shapes import is_number

__all__ = ["compared"]

MONTHS = {"a": 12, "mo": 1}
TIMES = {"wk": 604_800.0, "d": 86_400.0, "h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001}  # in seconds


def compared(value: Any, bound: Any, sign: int) -> int | None:
    """-1, 0 or 1; None where they cannot be compared. `sign` is 1 where the bound is the least, -1 where the most.

    Raises:
        ValueError: amounts in units that do not fit each other.
    """
    if isinstance(bound, dict) and isinstance(value, dict):
        return _quantities(value, bound)
    if isinstance(bound, dict) and isinstance(value, str):
        limit = _from_now(bound, sign)
        return None if limit is None else _dates(value, limit)
    if isinstance(bound, str) and isinstance(value, str):
        return _dates(value, bound)
    if is_number(bound) and is_number(value):
        try:
            one, other = (Decimal(str(getattr(number, "text", number))) for number in (value, bound))
        except InvalidOperation:  # an exponent without end
            return None
        return (one > other) - (one < other)
    return None


def _quantities(value: dict[str, Any], bound: dict[str, Any]) -> int | None:
    if (value.get("system"), value.get("code")) == (bound.get("system"), bound.get("code")):
        return compared(value.get("value"), bound.get("value"), 0)
    codes = (value.get("code"), bound.get("code"))
    numbers = is_number(value.get("value")) and is_number(bound.get("value"))
    if value.get("system") != UCUM or bound.get("system") != UCUM or not numbers:
        return None
    from kapfhir.validation.terminology import conversion  # noqa: PLC0415  # few amounts are in another unit

    one, other = (code if isinstance(code, str) else "" for code in codes)
    return conversion.compared(value["value"], one, bound["value"], other)


def _dates(value: str, bound: str) -> int | None:
    """As far as both tell; a time only beside a time, with or without its offset."""
    if "T" in value and "T" in bound:
        try:
            one, other = datetime.fromisoformat(value), datetime.fromisoformat(bound)
            return (one > other) - (one < other)
        except (ValueError, TypeError):
            return None
    both = min(len(value.partition("T")[0]), len(bound.partition("T")[0]))
    return (value[:both] > bound[:both]) - (value[:both] < bound[:both])


def _from_now(duration: dict[str, Any], sign: int) -> str | None:
    """The time that is so long ago, or so far ahead; None where that is no time at all."""
    unit, amount, now = duration.get("code"), duration.get("value"), datetime.now(UTC)
    if duration.get("system") != UCUM or not isinstance(unit, str) or not is_number(amount):
        return None
    try:
        if unit in TIMES:
            return (now - sign * timedelta(seconds=TIMES[unit] * float(amount))).isoformat()
        if unit in MONTHS:
            years, month = divmod(now.year * 12 + now.month - 1 - sign * int(amount * MONTHS[unit]), 12)
            return now.replace(year=years, month=month + 1, day=min(now.day, 28)).isoformat()
    except (ValueError, OverflowError):
        return None
    return None
