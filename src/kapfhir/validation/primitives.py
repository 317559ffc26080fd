"""What a primitive looks like in JSON: https://hl7.org/fhir/R4/datatypes.html#primitive."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from kapfhir.validation.patterns import fullmatch

__all__ = ["PRIMITIVES", "Primitive", "is_absolute", "is_url", "of_release"]

MOST = 1024 * 1024  # bytes of a string
INT = 2**31
LONG = 2**63  # of R5: https://hl7.org/fhir/R5/datatypes.html#integer64
DATE = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
INSTANT = rf"{DAY}T{TIME}(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
OID = r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+"
UUID = r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_FULL_DAY = len("2026-03-09")
_DATE_TIME, _UUID, _ID, _CODE = (
    re.compile(pattern).fullmatch for pattern in (rf"{DATE}|{INSTANT}", UUID, r"[A-Za-z0-9.-]{1,64}", r"\S+(?: \S+)*")
)
_DATE, _INSTANT, _TIME, _OID, _BASE64 = map(fullmatch, (DATE, INSTANT, TIME, OID, r"[A-Za-z0-9+/]*={0,2}"))
_LONG = fullmatch(r"0|-?[1-9][0-9]{0,18}")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:").match
_DECIMAL = fullmatch(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE](0|[+-]?[1-9][0-9]{0,9}))?")
_SPACE = re.compile(r"\s").search


class Primitive(NamedTuple):
    """Whether a JSON value is one, and what is expected where it is not."""

    holds: Callable[[Any], bool]
    expected: str


def _string(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST and (len(value) <= MOST // 4 or _is_short(value))


def _is_short(value: str) -> bool:
    return len(value.encode()) <= MOST


def _uri(value: Any) -> bool:
    if not isinstance(value, str) or value.split(None, 1) != [value]:  # it is empty, or a space is in it
        return False
    known = _OID if value.startswith("urn:oid:") else _UUID if value.startswith("urn:uuid:") else None
    return not known or bool(known(value))


def is_absolute(uri: str) -> bool:
    """Whether it begins with a scheme."""
    return _ABSOLUTE(uri) is not None


def is_url(value: Any) -> bool:
    """Whether it is a canonical that leads out of the resource."""
    return _uri(value) and is_absolute(value)


def _canonical(value: Any) -> bool:
    return _uri(value) and (value.startswith("#") or is_absolute(value))


def _integer(least: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and least <= value < INT


def _integer64(value: Any) -> bool:
    return isinstance(value, str) and _LONG(value) is not None and -LONG <= int(value) < LONG


def _matching(pattern: Callable[[str], Any]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern(value) is not None


def _day(pattern: Callable[[str], Any]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern(value) is not None and _exists(value)


def _exists(text: str) -> bool:
    if len(text) < _FULL_DAY:
        return not text.startswith("0000")
    try:
        date.fromisoformat(text[:_FULL_DAY])
    except ValueError:
        return False
    return True


def _base64(value: Any) -> bool:
    if not isinstance(value, str) or not value:
        return False
    text = "".join(value.split())  # line breaks may stand in it
    return _BASE64(text) is not None and len(text) % 4 == 0


def _decimal(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_STRING = Primitive(_string, "a string of at most 1 MB is expected")
_URI = Primitive(_uri, "a URI is expected: no spaces; after urn:oid: an OID, after urn:uuid: a UUID in lower case")
PRIMITIVES = {
    "base64Binary": Primitive(_base64, "base64 is expected"),
    "boolean": Primitive(lambda value: value is True or value is False, "true or false is expected, without quotes"),
    "canonical": Primitive(
        _canonical, "an absolute URL without spaces, or # and the id of what is contained, is expected"
    ),
    "code": Primitive(_matching(_CODE), "a code is expected: no space at its ends, no two in a row"),
    "date": Primitive(_day(_DATE), "a date that exists is expected: YYYY, YYYY-MM or YYYY-MM-DD"),
    "dateTime": Primitive(
        _day(_DATE_TIME), "a date that exists is expected, or one with time, seconds and offset from UTC"
    ),
    "decimal": Primitive(_decimal, "a number is expected, without quotes"),
    "id": Primitive(_matching(_ID), "an id is expected: 1 to 64 of the characters A-Z a-z 0-9 - ."),
    "instant": Primitive(_day(_INSTANT), "a date that exists, with time, seconds and offset from UTC is expected"),
    "integer": Primitive(_integer(-INT), "a whole number of 32 bits is expected, without quotes"),
    "integer64": Primitive(_integer64, "a whole number of 64 bits is expected, in quotes"),
    "markdown": _STRING,
    "oid": Primitive(_matching(_OID), "urn:oid: and an OID are expected"),
    "positiveInt": Primitive(_integer(1), "a whole number from 1 on is expected, without quotes"),
    "string": _STRING,
    "time": Primitive(_matching(_TIME), "a time is expected: hh:mm:ss"),
    "unsignedInt": Primitive(_integer(0), "a whole number from 0 on is expected, without quotes"),
    "uri": _URI,
    "url": _URI,
    "uuid": Primitive(_matching(_UUID), "urn:uuid: and a UUID in lower case are expected"),
    "xhtml": Primitive(lambda value: isinstance(value, str), "XHTML is expected"),
}
OF_R5 = {  # https://hl7.org/fhir/R5/datatypes.html
    "base64Binary": Primitive(
        lambda value: _base64(value) and not _SPACE(value), "base64 without line breaks and spaces is expected"
    ),
    "decimal": Primitive(
        lambda value: _decimal(value) and _DECIMAL(str(getattr(value, "text", value))) is not None,
        "a number is expected, without quotes: of at most 18 digits, and 17 after the point",
    ),
}


def of_release(release: str) -> dict[str, Primitive]:
    """Those of `r4` or `r5`."""
    return PRIMITIVES | (OF_R5 if release == "r5" else {})
