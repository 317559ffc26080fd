"""Units of UCUM, by its grammar and its own table: https://ucum.org/ucum#section-Syntax-Rules, in the form `c/s`.

A unit is a term: components with `.` or `/` between them, each an atom with prefix and exponent, a factor, an
annotation in braces, or a term in parentheses. ucumvert, which has a grammar of Lark's, would need half a second to
be imported and parses a thousand units a second.
"""

import re
from functools import cache, lru_cache

from kapfhir import definitions

__all__ = ["is_unit"]

MOST = 1000  # characters
# What kapfhir writes itself: for most records of its users neither the table is read nor the grammar asked.
OURS = frozenset({
    "%", "/min", "Cel", "a", "cm", "d", "kg", "mL", "mL/h", "mg", "mg/d", "mg/h", "mg/kg", "mg/kg/h", "min", "mm[Hg]",
    "wk", "{score}",
})  # fmt: skip
# annotations may have spaces, which UCUM does not let them have: HL7's own list of common units has such ones
_COMPONENT = re.compile(
    r"(?:(?P<symbol>10[*^]|(?:[A-Za-z_%'\"]|\[[!-Z^-~]*\])+)(?:[+-]?[0-9]+)?|[0-9]+)?(?P<annotation>\{[ -z|~]*\})?"
).match
_ANNOTATION = re.compile(r"\{[ -z|~]*\}").match


def is_unit(text: str) -> bool:
    """Whether a text is a UCUM unit, and not absurdly long. Upper and lower case matter."""
    return text in OURS or (len(text) <= MOST and _is_unit(text))


@lru_cache(maxsize=4096)
def _is_unit(text: str) -> bool:
    place, depth = _opened(text, 0, 0)
    while found := _COMPONENT(text, place):
        symbol = found["symbol"]
        if found.end() == place or (symbol and not _is_atom(symbol)):
            return False
        place, depth = _closed(text, found.end(), depth)
        if depth < 0 or place == len(text):
            return depth == 0
        if text[place] not in "./":
            return False
        place, depth = _opened(text, place + 1, depth, first=False)
    return False


def _opened(text: str, place: int, depth: int, *, first: bool = True) -> tuple[int, int]:
    """After opening parentheses; a term may begin with a division."""
    while True:
        place += first and text[place : place + 1] == "/"
        if text[place : place + 1] != "(":
            return place, depth
        place, depth, first = place + 1, depth + 1, True


def _closed(text: str, place: int, depth: int) -> tuple[int, int]:
    """After closing parentheses, which may be annotated."""
    while text[place : place + 1] == ")":
        place, depth = place + 1, depth - 1
        annotation = _ANNOTATION(text, place)
        place = annotation.end() if annotation else place
    return place, depth


def _is_atom(symbol: str) -> bool:
    """An atom; a metric one may have a prefix."""
    prefixes, metric, others = _table()
    if symbol in metric or symbol in others:
        return True
    return any(symbol[:length] in prefixes and symbol[length:] in metric for length in (1, 2))


@cache
def _table() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Prefixes, metric atoms, other atoms."""
    from xml.parsers import expat  # noqa: PLC0415  # as the table: few documents need it

    prefixes, metric, others = set(), set(), set()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "prefix":
            prefixes.add(attributes["Code"])
        elif name == "base-unit" or (name == "unit" and attributes.get("isMetric") == "yes"):
            metric.add(attributes["Code"])
        elif name == "unit" and "Code" in attributes and "isMetric" in attributes:
            others.add(attributes["Code"])

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(definitions.content("ucum-essence.xml"), True)
    return frozenset(prefixes), frozenset(metric), frozenset(others)
