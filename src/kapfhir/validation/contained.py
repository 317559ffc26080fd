"""Contained resources, by HL7's rules dom-2 to dom-5, and their ids (`contained-id`).

Source: https://hl7.org/fhir/R4/references.html#contained.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from kapfhir.validation.document import Finding, objects
from kapfhir.wire import Path

__all__ = ["check"]


def check(resource: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Every rule over every contained resource."""
    inside = resource["contained"]
    found = [(index, one) for index, one in enumerate(inside if isinstance(inside, list) else ()) if type(one) is dict]
    pointers = _pointers(resource)
    seen: set[str] = set()
    for index, one in found:
        place = (*path, "contained", index)
        yield from (Finding(place, "invariant", rule, text) for rule, text in _broken(one, pointers))
        id_ = one.get("id")
        if not isinstance(id_, str) or id_ in seen:
            text = "a contained resource needs an id that no other has"
            yield Finding((*place, "id"), "structure", "contained-id", text)
        else:
            seen.add(id_)


def _pointers(resource: dict[str, Any]) -> set[str]:
    """All that a reference, or a canonical, may have for a fragment."""
    members = [member for node in objects(resource) for member in node.values()]
    texts = chain(members, chain.from_iterable(member for member in members if isinstance(member, list)))
    return {text for text in texts if isinstance(text, str) and text.startswith("#")}


def _broken(one: dict[str, Any], pointers: set[str]) -> Iterator[tuple[str, str]]:
    given = one.get("meta")
    meta = given if isinstance(given, dict) else {}
    if "contained" in one:
        yield "dom-2", "a contained resource contains no other"
    if "id" in one and f"#{one['id']}" not in pointers and "#" not in _pointers(one):
        yield "dom-3", "no reference leads to this contained resource, and none from it to the one that contains it"
    if "versionId" in meta or "lastUpdated" in meta:
        yield "dom-4", "a contained resource has no meta.versionId and no meta.lastUpdated"
    if "security" in meta:
        yield "dom-5", "a contained resource has no security label"
