"""What is known around a resource: the Bundle, its entry there, and what contains it or is contained in it."""

from collections import ChainMap
from typing import Any

from kapfhir.validation import references
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import text_of
from kapfhir.wire import Path

__all__ = ["beside", "inside"]


def inside(frame: Frame, node: dict[str, Any], path: Path) -> Frame:
    """What is known inside a resource; a contained one knows what the one around it does."""
    if path[-2:-1] == ("contained",):
        return frame._replace(resource=node, place=path)
    if node["resourceType"] == "Bundle":
        entries = references.full_urls(node)
        return frame._replace(entries=entries, known=entries, resource=node, root=node, bundle=node, place=path)
    return beside(frame, node, _full_url(frame, path), path)


def beside(frame: Frame, resource: dict[str, Any], full_url: str, place: Path | None = None) -> Frame:
    """What is known inside a resource of the same Bundle."""
    place = frame.place if place is None else place
    # not one dict: a copy of all entries for each resource would be quadratic
    known = ChainMap(references.contained(resource), frame.entries) if "contained" in resource else frame.entries
    return frame._replace(known=known, resource=resource, root=resource, full_url=full_url, place=place)


def _full_url(frame: Frame, path: Path) -> str:
    """Of the entry whose resource stands at a path; another resource is where the one around it is."""
    match path[-3:]:
        case "entry", int(index), "resource" if frame.bundle is frame.resource:
            return text_of(frame.resource["entry"][index], "fullUrl")
    return frame.full_url
