"""Rules of our own for the entries of a Bundle: what HL7's validator lets pass, and what goes wrong at a server.

| rule | what it asks |
|---|---|
| `bundle-full-url` | an entry with a resource has a fullUrl, also in a transaction or a batch |
| `bundle-identity-unique` | no two entries of one type have one ifNoneExist: HAPI drops the second silently |
| `bundle-request-type` | request.url is of the resource's type |
| `bundle-request-post` | the url of a POST has no id |
| `bundle-request-put` | the id in the url of a PUT is the resource's |
| `bundle-reference` | a reference by urn:uuid or urn:oid leads to an entry |
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation.document import Finding, entries
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import text_of
from kapfhir.wire import Path

__all__ = ["requests"]

Entry = tuple[Path, dict[str, Any]]
REQUESTS = ("transaction", "batch")


def requests(frame: Frame) -> Iterator[Finding]:
    """Every rule over every entry of the document's Bundle, once its references were met."""
    bundle = frame.root
    found = [(path, entry) for path, entry in entries(bundle) if isinstance(entry.get("resource"), dict)]
    if bundle.get("type") in REQUESTS:
        yield from _full_urls(found)
    yield from _unique_identities(found)
    for path, entry in found:
        yield from _request(path, entry)
    yield from _references(frame)


def _full_urls(found: list[Entry]) -> Iterator[Finding]:
    for path, entry in found:
        if not text_of(entry, "fullUrl"):
            yield Finding((*path, "fullUrl"), "required", "bundle-full-url", "an entry with a resource needs a fullUrl")


def _unique_identities(found: list[Entry]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for path, entry in found:
        key = (text_of(entry, "resource", "resourceType"), text_of(entry, "request", "ifNoneExist"))
        if key[1] and key in seen:
            text = "another entry has this ifNoneExist"
            yield Finding((*path, "request", "ifNoneExist"), "duplicate", "bundle-identity-unique", text)
        seen.add(key)


def _request(path: Path, entry: dict[str, Any]) -> Iterator[Finding]:
    """A server goes by the url or by the resource, and which of them is nobody's to know."""
    method, url = text_of(entry, "request", "method"), text_of(entry, "request", "url")
    place = (*path, "request", "url")
    kind, _, id_ = url.partition("?")[0].strip("/").partition("/")
    if not url or kind.startswith("$"):
        return
    if kind != text_of(entry, "resource", "resourceType"):
        yield Finding(place, "invalid", "bundle-request-type", "the url is of another type than the resource")
    elif method == "POST" and id_ and not id_.startswith(("$", "_")):
        yield Finding(place, "invalid", "bundle-request-post", "a POST creates: its url has no id")
    elif method == "PUT" and id_ and id_ != text_of(entry, "resource", "id"):
        yield Finding(place, "invalid", "bundle-request-put", "the url has another id than the resource")


def _references(frame: Frame) -> Iterator[Finding]:
    """Each target that is not there once, at the first reference to it."""
    for places in frame.judged.dangling.values():
        also = f"; {len(places)} references lead there" if len(places) > 1 else ""
        yield Finding((*places[0], "reference"), "not-found", "bundle-reference", f"no entry has this fullUrl{also}")
