"""Links of a Bundle, and the entries of a search's answer, as HL7's validator judges them.

Source: https://hl7.org/fhir/R4/bundle.html#searchset.

| rule | what it asks |
|---|---|
| `link-relation` | links for paging only where there are pages, each once |
| `search-entry` | what a search finds has an id and is of a type that was searched for, or of what its mode says |
"""

import re
from collections.abc import Iterator
from typing import Any

from kapfhir.validation.document import Finding, entries
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import text_of
from kapfhir.wire import Path

__all__ = ["links"]

PAGED = ("searchset", "history")
PAGING = ("first", "previous", "next", "last")
_TYPES = re.compile(r"[?&]_type=([A-Za-z,]+)").search


def links(frame: Frame, bundle: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Every rule over links and entries."""
    given = bundle.get("link")
    found = [*enumerate(given if isinstance(given, list) else ())]
    yield from _relations(bundle.get("type"), [(index, text_of(link, "relation")) for index, link in found], path)
    if bundle.get("type") == "searchset":
        searched = [text_of(link, "url") for _, link in found if text_of(link, "relation") == "self"]
        if not searched:
            text = "an answer to a search should have the link self, which tells what was searched for"
            yield Finding((*path, "link"), "incomplete", "link-relation", text, "warning")
        yield from _answers(bundle, _searched(frame, searched[0]) if searched else (), path)


def _relations(kind: Any, relations: list[tuple[int, str]], path: Path) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, relation in relations:
        place = (*path, "link", index, "relation")
        if relation in PAGING and kind not in PAGED:
            text = f"links for paging are of {' and '.join(PAGED)}"
            yield Finding(place, "invalid", "link-relation", text)
        elif relation in {"self", *PAGING} and relation in seen:
            yield Finding(place, "duplicate", "link-relation", "another link has this relation")
        seen.add(relation)


def _searched(frame: Frame, url: str) -> tuple[str, ...]:
    """The types that were searched for; none where the url does not tell."""
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    if last in frame.types.resources:
        return (last,)
    found = _TYPES(url)
    return tuple(found[1].split(",")) if found else ()


def _answers(bundle: dict[str, Any], types: tuple[str, ...], path: Path) -> Iterator[Finding]:
    modes = [text_of(entry, "search", "mode") for _, entry in entries(bundle)]
    if any(modes) and not all(modes):
        yield Finding(
            (*path, "entry"), "incomplete", "search-entry", "every entry should have a search.mode", "warning"
        )
    for step, entry in entries(bundle):
        place, kind, mode = (*path, *step), text_of(entry, "resource", "resourceType"), text_of(entry, "search", "mode")
        if not kind:
            yield Finding((*place, "resource"), "required", "search-entry", "an entry of a searchset has a resource")
        elif mode == "outcome":
            if kind != "OperationOutcome":
                text = "an OperationOutcome is expected, by the entry's mode"
                yield Finding((*place, "resource"), "invalid", "search-entry", text)
        else:
            # as HL7's validator has it: without any mode it may be an outcome, and without its own it may be anything
            if not text_of(entry, "resource", "id") and (mode or not (any(modes) or kind == "OperationOutcome")):
                text, severity = "what a search finds has an id", "error" if mode else "warning"
                yield Finding((*place, "resource", "id"), "required", "search-entry", text, severity)
            yield from _match(kind, types, place, mode)


def _match(kind: str, types: tuple[str, ...], place: Path, mode: str) -> Iterator[Finding]:
    if types and kind not in types and mode != "include":
        text = f"{' or '.join(types)} is expected, by the search that the link self tells of"
        yield Finding((*place, "resource"), "invalid", "search-entry", text, "error" if mode else "warning")
