"""Code systems that are a grammar: any code of this form is one. HL7's validator needs a server for them.

| system | rule | a code |
|---|---|---|
| UCUM | `ucum` | a unit, by UCUM's grammar and atoms |
| BCP 47 | `bcp-47` | a language tag, well-formed and of registered subtags |
| BCP 13 | `bcp-13` | `type/subtype`, with or without parameters; FHIR's own short names of its formats |
| ISO 4217 | `iso-4217` | three letters in upper case; which of them are currencies is not known here |
| ISO 3166 | `iso-3166` | of a country two or three letters or three digits, of a part of it letters after a hyphen |
| UN M49 | `un-m49` | three digits |
| RFC 3986 | `code-uri` | a URI with its scheme |
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from kapfhir.terminology import URI
from kapfhir.validation.patterns import fullmatch
from kapfhir.validation.primitives import is_absolute
from kapfhir.validation.terminology.units import is_unit

__all__ = ["GRAMMARS", "Grammar"]

MOST = 64  # characters of a language tag; RFC 5646 asks of programs to take 35
FORMATS = ("json", "ttl", "xml")  # https://hl7.org/fhir/R4/http.html#mime-type
_TAG = fullmatch(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_VALUE = r"(?:[^\s;\"]+|\"[^\"\\\r\n]*\")"  # a token has no / and no :, but HL7's own formats have them
_MEDIA = fullmatch(rf"{_NAME}/{_NAME}(?: *; *{_NAME}={_VALUE})*")  # RFC 6838, 4.2; RFC 2045, 5.1
_COUNTRY = fullmatch(r"[A-Z]{2,3}|[0-9]{3}")  # ISO 3166-1
_PART = fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}")  # ISO 3166-2
_REGION = fullmatch(r"[0-9]{3}")
_CURRENCY = fullmatch(r"[A-Z]{3}")


class Grammar(NamedTuple):
    """Whether a code is one of a system, the rule that it would break, and what is expected."""

    holds: Callable[[str], bool]
    rule: str
    expected: str
    unchecked: str = ""  # what is not known of a code that holds

    def is_right(self, code: str) -> bool:
        """Whether a code is one, and nothing is to be told of it."""
        return not self.unchecked and self.holds(code)


def _is_tag(code: str) -> bool:
    """RFC 5646, 2.2.9: valid."""
    return len(code) <= MOST and _TAG(code) is not None and _is_valid_tag(code)


@lru_cache(maxsize=1024)
def _is_valid_tag(code: str) -> bool:
    import langcodes  # noqa: PLC0415  # heavy, and the tags of FHIR's common ones never come here

    return langcodes.tag_is_valid(code)


GRAMMARS = {
    "http://unitsofmeasure.org": Grammar(is_unit, "ucum", "a unit of UCUM is expected; upper and lower case matter"),
    "urn:ietf:bcp:47": Grammar(_is_tag, "bcp-47", "a language tag is expected, as en or de-CH"),
    "urn:ietf:bcp:13": Grammar(
        lambda code: code in FORMATS or _MEDIA(code) is not None, "bcp-13", "a media type is expected, as text/plain"
    ),
    "urn:iso:std:iso:4217": Grammar(
        lambda code: _CURRENCY(code) is not None,
        "iso-4217",
        "a currency is expected: three letters, as EUR",
        "ISO 4217",
    ),
    "urn:iso:std:iso:3166": Grammar(
        lambda code: (_COUNTRY(code) or _PART(code)) is not None,
        "iso-3166",
        "a country is expected: two or three letters, as CH, or its number",
        "ISO 3166",
    ),
    "urn:iso:std:iso:3166:-2": Grammar(
        lambda code: _PART(code) is not None, "iso-3166", "a part of a country is expected, as CH-ZH", "ISO 3166"
    ),
    "http://unstats.un.org/unsd/methods/m49/m49.htm": Grammar(
        lambda code: _REGION(code) is not None, "un-m49", "a region is expected: three digits", "UN M49"
    ),
    URI: Grammar(is_absolute, "code-uri", "a URI with its scheme is expected"),
}
