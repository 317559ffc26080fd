"""A SearchParameter: its components, and that it narrows the one that it is derived from (`search-parameter`).

Source: https://hl7.org/fhir/R4/searchparameter-definitions.html#SearchParameter.derivedFrom. `row` finds any other one.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir import definitions
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

__all__ = ["Row", "check", "row"]

Row = tuple[str, frozenset[str]]  # its type, and the resource types that it searches
CORE = "http://hl7.org/fhir/SearchParameter/"
FEWEST = 2


def row(frame: Frame, canonical: str) -> Row | None:
    """What is known of the parameter of this url, from a package or from the release."""
    found = frame.library.find("SearchParameter", canonical)
    if found:
        return text_of(found, "type"), _bases(found)
    table = definitions.load(f"{frame.library.release}/search-parameters")
    one = table.get(canonical.partition("|")[0].removeprefix(CORE))
    return (one[0], frozenset(one[1:])) if one else None


def _bases(parameter: Json) -> frozenset[str]:
    given = parameter.get("base")
    return frozenset(base for base in (given if isinstance(given, list) else ()) if isinstance(base, str))


def check(frame: Frame, parameter: Json, path: Path) -> Iterator[Finding]:
    """By itself, then by the one that it is derived from."""
    if parameter.get("type") == "composite" and len([*listed(parameter, "component")]) < FEWEST:
        yield _wrong(path, f"a composite parameter has {FEWEST} components or more")
    master = text_of(parameter, "derivedFrom")
    derived = row(frame, master) if master else None
    if derived is None:
        if master:
            frame.unchecked.add("search parameters that others are derived from")
        return
    kind, bases = derived
    if parameter.get("type", kind) != kind:
        yield _wrong((*path, "type"), "the type is that of the parameter that this one is derived from")
    if "Resource" not in bases and not _bases(parameter) <= bases:
        yield _wrong((*path, "base"), "each base is one of the parameter that this one is derived from")


def _wrong(path: tuple[Any, ...], text: str) -> Finding:
    return Finding(path, "business-rule", "search-parameter", text)
