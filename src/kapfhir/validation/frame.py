"""What is known where an element stands: the same for all elements of a resource."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kapfhir.validation.document import Found, Node
from kapfhir.validation.invariants import Clock
from kapfhir.validation.library import Library
from kapfhir.validation.tables import Types
from kapfhir.wire import Path

__all__ = ["Frame", "Judged", "framed"]


class Judged(NamedTuple):
    """What was met of the document so far."""

    found: Found  # on the walk over its structure
    conforming: dict[tuple[int, str], Any]  # by identity of a value and url of a profile: is the one as the other
    references: list[Any]  # those of the resources that a profile judged and that are still to follow
    resources: list[Node]  # every resource
    right: dict[int, list[Any]]  # the last codings or concepts of an element, by its identity, if they were right
    narratives: list[tuple[Path, str]]  # every one
    dangling: dict[str, list[Path]]  # where references lead to no entry, by what they are
    profiles: set[tuple[Path, str, str]]  # by which a resource was judged: where it stands, their url and version


class Frame(NamedTuple):
    """Of a resource, and of the Bundle around it."""

    types: Types
    library: Library
    unchecked: set[str]  # what was met and is not judged, by name; it grows
    entries: dict[str, Any]  # the resources of the Bundle around it, by fullUrl
    known: Mapping[str, Any]  # these, and by fragment what the resource contains
    resource: dict[str, Any]  # FHIRPath's %resource
    root: dict[str, Any]  # FHIRPath's %rootResource: the one that contains it, or itself
    judged: Judged
    bundle: dict[str, Any] | None = None  # the Bundle around it
    full_url: str = ""  # and of its entry there
    place: Path = ()  # where the resource stands in the document
    best_practice: str = "ignore"  # how invariants that are advice are told: `invariants.ADVICE`
    clock: Clock | None = None  # the time that the invariants of the document may take


def framed(types: Types, library: Library, resource: dict[str, Any], most: int = 1000, **more: Any) -> Frame:
    """Of a document that is to be judged, up to so many errors."""
    return Frame(
        types, library, set(), {}, {}, resource, resource, Judged(Found(most), {}, [], [], {}, [], {}, set()), **more
    )
