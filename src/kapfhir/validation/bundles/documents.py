"""Documents and messages: what their first resource names is there, and what is there belongs to it.

Source: https://hl7.org/fhir/R4/documents.html#bundle, https://hl7.org/fhir/R4/messaging.html, and what HL7's validator
makes of them. That the first resource is a Composition or a MessageHeader is asked by HL7's rules bdl-11 and bdl-12.

| rule | what it asks |
|---|---|
| `document-reference` | the entry that a Composition or MessageHeader refers to is in the Bundle, once |
| `document-orphan` | each entry is linked to the first, over whichever others, in either direction |
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kapfhir.validation.document import Finding, Node, entries
from kapfhir.validation.frame import Frame
from kapfhir.validation.references import absolute
from kapfhir.validation.shapes import listed, text_of
from kapfhir.wire import Path

__all__ = ["document"]

NAMED = {  # what the first resource refers to, by the type of the Bundle
    "document": ("subject", "author", "custodian", "encounter", "attester.party", "event.detail"),
    "message": ("focus",),
}
IN_A_SECTION = ("author", "focus", "entry")
LINKING = ("reference", "url", "valueUrl", "valueUri")  # also attachments lead to an entry
DEEPEST = 64  # sections in sections


def document(frame: Frame, bundle: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Both rules; none for a Bundle that is no document and no message."""
    kind = bundle.get("type")
    if not isinstance(kind, str) or kind not in NAMED:
        return
    found = [*entries(bundle)]
    if not found:
        return
    step, first = found[0]
    resource, base = first.get("resource"), text_of(first, "fullUrl")
    if isinstance(resource, dict):
        times = _times(found)
        for place, reference in _named(frame, kind, resource):
            url, _, version = absolute(base, reference).partition("/_history/")
            count = times[url, version]
            if count != 1 and not reference.startswith("#"):
                text = "no entry of the Bundle is this resource" if not count else f"{count} entries are this resource"
                where = (*path, *step, "resource", *place, "reference")
                yield Finding(where, "not-found", "document-reference", text)
    for entry_path in _orphans(found):
        text = "this entry is not linked to the first, neither from it nor to it"
        severity = "error" if kind == "document" else "warning"
        yield Finding((*path, *entry_path), "informational", "document-orphan", text, severity)


def _named(frame: Frame, kind: str, resource: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    for name in NAMED[kind]:
        if name != "event.detail" or "detail" in frame.types["Composition.event"].elements:  # R5: CodeableReferences
            outer, _, inner = name.partition(".")
            for place, node in _each(resource, outer):
                yield from _reached(node, place, inner)
    if kind == "document":
        yield from _sections(resource, (), DEEPEST)


def _sections(node: dict[str, Any], path: Path, deepest: int) -> Iterator[tuple[Path, str]]:
    for step, section in _each(node, "section") if deepest else ():
        for name in IN_A_SECTION:
            yield from _reached(section, (*path, *step), name)
        yield from _sections(section, (*path, *step), deepest - 1)


def _reached(node: dict[str, Any], path: Path, name: str) -> Iterator[tuple[Path, str]]:
    """The references that a node is, or has by a name."""
    for step, value in _each(node, name) if name else [((), node)]:
        if reference := text_of(value, "reference"):
            yield (*path, *step), reference


def _each(node: dict[str, Any], name: str) -> Iterator[Node]:
    given = node.get(name)
    if isinstance(given, dict):
        yield (name,), given
    for index, member in listed(node, name):
        yield (name, index), member


def _times(found: list[Node]) -> Counter[tuple[str, str]]:
    """How many entries are the resource of an url and a version; without one, of any."""
    times: Counter[tuple[str, str]] = Counter()
    for _, entry in found:
        url, version = text_of(entry, "fullUrl"), text_of(entry, "resource", "meta", "versionId")
        times.update({(url, ""), (url, version)})
    return times


def _orphans(found: list[Node]) -> Iterator[Path]:
    """The entries that no way of links, walked in either direction, leads to from the first."""
    places: dict[str, list[int]] = {}
    for index, (_, entry) in enumerate(found):
        places.setdefault(text_of(entry, "fullUrl"), []).append(index)
    linked: list[set[int]] = [set() for _ in found]
    for index, (_, entry) in enumerate(found):
        for url in _urls(entry):
            there = places.get(url, ())
            if len(there) == 1:  # what may be any of two is none
                linked[index].add(there[0])
                linked[there[0]].add(index)
    reached, ahead = {0}, [0]
    while ahead:
        new = linked[ahead.pop()] - reached
        reached |= new
        ahead += new
    return (path for index, (path, _) in enumerate(found) if index not in reached)


def _urls(entry: dict[str, Any]) -> Iterator[str]:
    base = text_of(entry, "fullUrl")
    for node in _within(entry.get("resource")):
        linked = filter(None, (text_of(node, name) for name in LINKING))
        yield from (absolute(base, text).partition("/_history/")[0] for text in linked)


def _within(resource: Any) -> Iterator[dict[str, Any]]:
    """Every object of a resource. A Bundle in it has links of its own, and would be walked again by each around it."""
    ahead = [resource]
    for node in ahead:
        if isinstance(node, list):
            ahead += node
        elif isinstance(node, dict) and node.get("resourceType") != "Bundle":
            yield node
            ahead += node.values()
