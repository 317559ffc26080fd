"""The values a clinic's record is made of: keys, texts, numbers with their digits, dates as far as known, instants."""

import datetime
import decimal
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kapfhir import wire
from kapfhir.identity import NONE

__all__ = [
    "CodeText", "Count", "Day", "Id", "Instant", "Number", "PartialDate", "Text", "Uri", "YesNo", "instant_text",
    "local_times",
]  # fmt: skip

MAX_DIGITS = 18  # what FHIR asks every reader of a decimal to keep: https://hl7.org/fhir/R4/datatypes.html#decimal


def broken(rule: str, text: str) -> PydanticCustomError:
    """A rule of ours that a value breaks. The text holds no value."""
    return PydanticCustomError(rule.replace("-", "_"), text)


# --- texts -------------------------------------------------------------------------------------------------------

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _text(value: str) -> str:
    if _CONTROL.search(value):
        raise broken("text", "control characters are not allowed")
    return value


def _id(value: str) -> str:
    if value == NONE:
        raise broken("id", "'-' alone is reserved; give the clinic's own key")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_text)]
CodeText = Annotated[  # https://hl7.org/fhir/R4/datatypes.html#code
    str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^\S+( \S+)*$"), AfterValidator(_text)
]


def _uri(value: str) -> str:
    """What follows urn:oid: and urn:uuid: has a form: https://hl7.org/fhir/R4/datatypes.html#primitive."""
    if value.startswith("urn:oid:") and not _OID.fullmatch(value):
        raise broken("uri", "an OID is expected behind urn:oid:")
    if value.startswith("urn:uuid:") and not _UUID.fullmatch(value):
        raise broken("uri", "a UUID in lower case is expected behind urn:uuid:")
    return value


_OID = re.compile(r"urn:oid:[0-2](\.(0|[1-9][0-9]*))+")
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Uri = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s|]+$"), AfterValidator(_uri)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.\-]{1,64}$"), AfterValidator(_id)]
YesNo = StrictBool
Count = Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]

# --- numbers -----------------------------------------------------------------------------------------------------


def _number(value: Any) -> decimal.Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, decimal.Decimal)):
        raise broken("number", "a number is expected")
    text = value.text if isinstance(value, wire.Decimal) else str(value)
    number = decimal.Decimal(text)
    if not number.is_finite():
        raise broken("number", "a finite number is expected")
    plain = format(number, "f")
    if len(plain.strip("-").replace(".", "")) > MAX_DIGITS:
        raise broken("number", f"at most {MAX_DIGITS} digits")
    return decimal.Decimal(plain)


Number = Annotated[decimal.Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]

# --- dates and instants ------------------------------------------------------------------------------------------

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})?")
_ZONE: ContextVar[ZoneInfo | None] = ContextVar("kapfhir_zone", default=None)


def _partial_date(value: str) -> str:
    if not _PARTIAL.fullmatch(value):
        raise broken("date", "a date as YYYY, YYYY-MM or YYYY-MM-DD is expected")
    try:
        datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < len("YYYY-MM-DD") else value)
    except ValueError:
        raise broken("date", "a date that exists is expected") from None
    return value


def _day(value: str) -> str:
    if len(value) != len("YYYY-MM-DD"):
        raise broken("date", "a whole date, YYYY-MM-DD, is expected")
    return _partial_date(value)


def _instant(value: Any) -> datetime.datetime:
    moment = value if isinstance(value, datetime.datetime) else _parsed(value)
    if moment.microsecond % 1000:
        raise broken("instant", "a time is kept to the millisecond at most")
    moment = _located(moment)
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        raise broken("instant", "an offset of whole minutes is expected")
    if abs(offset) > datetime.timedelta(hours=14):
        raise broken("instant", "an offset of at most 14 hours is expected")
    return moment.replace(tzinfo=datetime.timezone(offset), fold=0)


def _parsed(value: Any) -> datetime.datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise broken("instant", "a time as YYYY-MM-DDThh:mm:ss+hh:mm is expected, seconds and offset included")
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        raise broken("instant", "a time that exists is expected") from None


def _located(moment: datetime.datetime) -> datetime.datetime:
    """A naive time in the zone that the episode names; RFC 5545 would guess where a clock was set, we do not."""
    if moment.tzinfo is not None:
        return moment
    zone = _ZONE.get()
    if zone is None:
        raise broken("naive-time", "the offset is missing: write +hh:mm, or name the episode's timezone")
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise broken("local-time", "this local time does not exist: the clock was put forward; write the offset")
    raise broken("local-time", "this local time is ambiguous: the clock was put back; write the offset")


@contextmanager
def local_times(zone: ZoneInfo | None) -> Iterator[None]:
    """While it is open, times without an offset are taken as of this zone."""
    token = _ZONE.set(zone)
    try:
        yield
    finally:
        _ZONE.reset(token)


def instant_text(moment: datetime.datetime) -> str:
    """The one text of an instant: to the second, or the millisecond where there is one, with its offset."""
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


PartialDate = Annotated[
    str, AfterValidator(_partial_date), WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Instant = Annotated[
    datetime.datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
