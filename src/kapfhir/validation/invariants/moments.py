"""Dates and times of any precision, compared as FHIRPath does: https://hl7.org/fhirpath/N1/#comparison."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

__all__ = ["at_most", "may_be_at_most"]

_MOMENT = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?", re.ASCII
).fullmatch
EARLIEST, LATEST = timedelta(hours=14), timedelta(hours=12)  # offsets from UTC, east and west
DATE = 3  # fields of a date


def at_most(start: Any, end: Any) -> bool | None:
    """`start <= end`; empty where the precisions leave it open; None also where one is no moment."""
    first, second = _fields(start), _fields(end)
    if first is None or second is None:
        return None
    for one, other in zip(first, second, strict=False):
        if one != other:
            return one < other
    return len(first) == len(second)  # of a date and a time on it nobody knows: empty, so it does not hold


def may_be_at_most(start: Any, end: Any) -> bool | None:
    """`start.lowBoundary() <= end.highBoundary()`."""
    first, second = _bound(start, False), _bound(end, True)
    return None if first is None or second is None else first <= second


def _fields(value: Any) -> tuple[int | Decimal, ...] | None:
    """Year, month, day, hour, minute, seconds, in UTC, as far as they are given."""
    found = _MOMENT(value) if isinstance(value, str) else None
    if found is None:
        return None
    if not found[4]:
        return tuple(int(part) for part in found.groups()[:DATE] if part)
    moment = _utc(found)
    if moment is None:
        return None
    seconds = Decimal(found[6] + found[7]) if found[7] else int(found[6])
    return moment.year, moment.month, moment.day, moment.hour, moment.minute, seconds


def _utc(found: "re.Match[str]") -> datetime | None:
    """The minute, in UTC; None where there is no such one."""
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    sign = -1 if found[8][0] == "-" else 1
    offset = timedelta() if found[8] == "Z" else sign * timedelta(hours=int(found[8][1:3]), minutes=int(found[8][4:]))
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC) - offset
    except (ValueError, OverflowError):
        return None


def _bound(value: Any, high: bool) -> tuple[datetime, Decimal] | None:
    """The earliest or the latest moment that is meant, as a minute in UTC and the seconds in it."""
    found = _MOMENT(value) if isinstance(value, str) else None
    if found is None:
        return None
    if found[4]:
        minute = _utc(found)
        return None if minute is None else (minute, Decimal(found[6] + (found[7] or (".999" if high else ""))))
    year, month, day = (int(part) if part else None for part in found.groups()[:DATE])
    try:
        if not high:
            return datetime(year or 0, month or 1, day or 1, tzinfo=UTC) - EARLIEST, Decimal()
        after = _next(year or 0, month, day)
        return after + LATEST - timedelta(minutes=1), Decimal("59.999")
    except (ValueError, OverflowError):
        return None


def _next(year: int, month: int | None, day: int | None) -> datetime:
    """The first moment after a year, a month or a day."""
    if day:
        return datetime(year, month or 1, day, tzinfo=UTC) + timedelta(days=1)
    if month:
        return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return datetime(year + 1, 1, 1, tzinfo=UTC)
