"""Which resource an entry says it is: its fullUrl.

Source: https://hl7.org/fhir/R4/bundle.html#bundle-unique, and what HL7's validator makes of it.

| rule | what it asks |
|---|---|
| `entry-full-url` | an absolute fullUrl; an entry of a transaction, a batch, or an answer to one may be without |
| `entry-id` | the fullUrl of a server ends with the resource's type and id |
| `bdl-7` | no two entries have one fullUrl, but for versions of one resource |
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation.document import Finding, entries
from kapfhir.validation.frame import Frame
from kapfhir.validation.patterns import fullmatch
from kapfhir.validation.primitives import is_absolute
from kapfhir.validation.shapes import text_of
from kapfhir.wire import Path

__all__ = ["identities"]

WITHOUT = ("transaction", "batch", "transaction-response", "batch-response")
_OF_A_SERVER = fullmatch(r"https?://\S*/([A-Z][A-Za-z]+)/[A-Za-z0-9.-]{1,64}(?:/_history/[A-Za-z0-9.-]{1,64})?")


def identities(frame: Frame, bundle: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Every rule over every entry."""
    seen: set[tuple[str, str]] = set()
    for step, entry in entries(bundle):
        place = (*path, *step)
        resource, url = entry.get("resource"), text_of(entry, "fullUrl")
        if url:
            yield from _of(frame, resource, url, place)
            key = (url, text_of(resource, "meta", "versionId"))
            if key in seen:
                yield Finding((*place, "fullUrl"), "duplicate", "bdl-7", "another entry has this fullUrl")
            seen.add(key)
        elif resource and bundle.get("type") not in WITHOUT:
            text = "an entry needs a fullUrl; only those of a transaction, a batch, or an answer may be without"
            yield Finding((*place, "fullUrl"), "required", "entry-full-url", text)


def _of(frame: Frame, resource: Any, url: str, place: Path) -> Iterator[Finding]:
    found = _OF_A_SERVER(url) if url.startswith("http") else None
    if not is_absolute(url):
        yield Finding((*place, "fullUrl"), "invalid", "entry-full-url", "an absolute url is expected")
    elif (
        found and found[1] in frame.types.resources and isinstance(resource, dict) and not url.endswith(_end(resource))
    ):
        text = "the url of a server ends with the type and the id of the resource"
        yield Finding((*place, "fullUrl"), "invalid", "entry-id", text)


def _end(resource: Any) -> str:
    return f"/{text_of(resource, 'resourceType')}/{text_of(resource, 'id')}"
