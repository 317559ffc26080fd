"""A Measure: criteria in CQL are of a library that it names and that is here (`measure-criteria`).

Source: https://hl7.org/fhir/R4/measure-definitions.html#Measure.library.
"""

from collections.abc import Iterator

from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

__all__ = ["check"]

CQL = ("text/cql", "text/cql.identifier")


def check(frame: Frame, measure: Json, path: Path) -> Iterator[Finding]:
    """Every criterion in CQL of a Measure of which no library is found."""
    given = measure.get("library")
    named = [url for url in (given if isinstance(given, list) else ()) if isinstance(url, str)]
    if any(url in frame.known or frame.library.find("Library", url) for url in named):
        return
    for number, group in listed(measure, "group"):
        for place, criterion in _criteria(group, (*path, "group", number)):
            if text_of(criterion.get("criteria"), "language") in CQL:
                text = "CQL is of a library: none that Measure.library names is here"
                yield Finding((*place, "criteria"), "invalid", "measure-criteria", text)


def _criteria(group: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    """What may have criteria in a group."""
    for name in ("population", "stratifier"):
        for index, one in listed(group, name):
            place = (*path, name, index)
            yield place, one
            yield from (((*place, "component", at), component) for at, component in listed(one, "component"))
