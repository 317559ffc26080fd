"""Search parameters as terms. A resource has a set of terms, a query asks for some: matching is membership.

Supported are `_id`, `_tag`, `_lastUpdated` and those of `parameters`; lists with `,` are OR, repetition is AND, `\\`
escapes. Source: https://hl7.org/fhir/R4/search.html. Anything else is refused, never ignored.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from .answers import Refused, Resource, Version
from .parameters import COMMON, PARAMETERS

__all__ = ["Page", "Search", "Term", "parse", "parse_page", "parse_query", "terms"]

Pairs = tuple[tuple[str, str], ...]


class Term(NamedTuple):
    """That a parameter has a value. A token has a system, too: None is any, and an empty value is any value."""

    type: str
    parameter: str
    value: str
    system: str | None = None


class Search(NamedTuple):
    """Every set needs one of its terms in the resource, every test must hold for the version."""

    type: str
    sets: tuple[frozenset[Term], ...] = ()
    tests: tuple[Callable[[Version], bool], ...] = ()

    def matches(self, version: Version) -> bool:
        """Whether this version, if it is not a deletion, is what was searched."""
        if version.resource is None or version.type != self.type:
            return False
        found = terms(version.resource)
        return all(found & wanted for wanted in self.sets) and all(test(version) for test in self.tests)


class Page(NamedTuple):
    """How much of the result is wanted."""

    size: int = 20
    only_total: bool = False


def parse_query(query: str) -> Pairs:
    """Pairs of a percent-encoded query; parameters without a value are not there, as for HAPI."""
    return tuple(parse_qsl(query))


def parse(type_: str, pairs: Pairs) -> Search:
    """What is searched; refuses what this endpoint cannot search by."""
    sets, tests = [], []
    for name, text in pairs:
        if name == "_lastUpdated":
            tests.append(_updated(text))
        elif name not in RESULT_PARAMETERS:
            sets.append(_wanted(type_, name, text))
    return Search(type_, tuple(sets), tuple(tests))


def parse_page(pairs: Pairs) -> Page:
    """The result parameters among the pairs."""
    given = dict(pairs)
    if given.get("_summary", "false") not in ("count", "false"):
        raise _unsupported("_summary", given["_summary"])
    count = given.get("_count", "20")
    if not count.isdecimal():
        raise Refused(HTTPStatus.BAD_REQUEST, "value", f"Invalid _count value: {count}")
    return Page(min(int(count), MOST), given.get("_summary") == "count" or int(count) == 0)


MOST = 1000
RESULT_PARAMETERS = frozenset({"_count", "_summary", "_total", "_format", "_pretty"})


def terms(resource: Resource) -> set[Term]:
    """All that a resource can be found by."""
    type_ = resource["resourceType"]
    return {
        term
        for name, path in (COMMON | PARAMETERS.get(type_, {})).items()
        for value in _at(resource, path.split("."))
        for term in _terms(type_, name, value)
    }


def _at(node: Any, path: list[str]) -> Iterator[Any]:
    if isinstance(node, list):
        for member in node:
            yield from _at(member, path)
    elif not path:
        yield node
    elif isinstance(node, dict) and path[0] in node:
        yield from _at(node[path[0]], path[1:])


def _terms(type_: str, name: str, value: Any) -> Iterator[Term]:
    """The terms of one value, by its shape: a primitive, a Reference, an Identifier or a Coding."""
    if isinstance(value, str):
        yield Term(type_, name, value)
    elif isinstance(value, dict) and "reference" in value:
        yield from _reference_terms(type_, name, str(value["reference"]))
    elif isinstance(value, dict):
        system, code = value.get("system", ""), value.get("value", value.get("code"))
        yield from (
            Term(type_, name, c, s) for c in (code, "") for s in (system, None) if isinstance(c, str) and (c or s)
        )


def _reference_terms(type_: str, name: str, reference: str) -> Iterator[Term]:
    if name == "patient" and not reference.startswith("Patient/"):
        return
    yield Term(type_, name, reference)
    yield Term(type_, name, reference.rpartition("/")[2])


def _wanted(type_: str, name: str, text: str) -> frozenset[Term]:
    name, _, modifier = name.partition(":")
    known = COMMON | PARAMETERS[type_]
    if name not in known:
        valid = ", ".join(sorted([*known, "_lastUpdated"]))
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            "not-supported",
            f'Unknown search parameter "{name}" for resource type "{type_}". '
            f"Valid search parameters for this search are: [{valid}]",
        )
    if modifier and (modifier not in PARAMETERS or name in TOKENS):
        raise _unsupported(f"{name}:{modifier}", text)
    read = _token if name in TOKENS else _plain
    prefix = f"{modifier}/" if modifier else ""
    return frozenset(read(type_, name, prefix + alternative) for alternative in _split(text, ","))


TOKENS = frozenset({"identifier", "_tag"})


def _plain(type_: str, name: str, text: str) -> Term:
    return Term(type_, name, _unescape(text))


def _token(type_: str, name: str, text: str) -> Term:
    """`value`, `|value` (no system), `system|value` or `system|`."""
    *systems, value = _split(text, "|")
    if name == "_tag" and not value:
        raise Refused(HTTPStatus.BAD_REQUEST, "value", "Missing _tag parameter (must supply a value/code): " + text)
    return Term(type_, name, _unescape(value), _unescape("|".join(systems)) if systems else None)


def _split(text: str, separator: str) -> list[str]:
    parts = [""]
    for piece in re.findall(r"\\.|.", text, re.DOTALL):  # an escaped character is one piece
        if piece == separator:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _unescape(text: str) -> str:
    return re.sub(r"\\([\\,|$])", r"\1", text)


# --- _lastUpdated ------------------------------------------------------------------------------------------------

COMPARISONS: dict[str, Callable[[datetime, datetime, datetime], bool]] = {
    "eq": lambda at, low, high: low <= at < high,
    "ne": lambda at, low, high: not low <= at < high,
    "ge": lambda at, low, _: at >= low,
    "gt": lambda at, _, high: at >= high,
    "le": lambda at, _, high: at < high,
    "lt": lambda at, low, _: at < low,
}
PRECISIONS = {"%Y": 366, "%Y-%m": 31, "%Y-%m-%d": 1}


def _updated(text: str) -> Callable[[Version], bool]:
    prefix, value = (text[:2], text[2:]) if text[:2] in COMPARISONS else ("eq", text)
    holds = COMPARISONS[prefix]
    low, high = _interval(value)
    return lambda version: holds(datetime.fromisoformat(version.updated), low, high)


def _interval(text: str) -> tuple[datetime, datetime]:
    """From the first instant that the text may mean to the first that it does not."""
    for form, days in PRECISIONS.items():
        try:
            low = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return low, datetime.strptime((low + timedelta(days)).strftime(form), form).replace(tzinfo=UTC)
    try:
        low = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST, "value", f'Invalid date/time/quantity format: "{text}"') from None
    low = low if low.tzinfo else low.replace(tzinfo=UTC)
    return low, low + (timedelta(milliseconds=1) if "." in text else timedelta(seconds=1))


def _unsupported(name: str, value: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, "not-supported", f"Unsupported search parameter or modifier: {name}={value}")
