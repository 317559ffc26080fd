"""Where a reference leads, as far as the resource, the Bundle, or the url itself tells: a type that the element allows.

A url tells it by its end, `Type/id`; a fragment by what is contained; another by the entry that has it for its fullUrl.
Sources: https://hl7.org/fhir/R4/references.html, https://hl7.org/fhir/R4/bundle.html#references, and where these leave
it open what HL7's validator makes of them.

| rule | what it asks |
|---|---|
| `ref-1` | a fragment is contained |
| `reference-target` | the type is one of the element's, and the one that the reference itself names |
| `reference-format` | `Type/id`, where no Bundle is around only a warning; a search only in a transaction |
| `canonical-fragment` | a canonical that is a fragment is contained |
| `entry-full-url` | a relative reference in a Bundle stands in an entry with a fullUrl |
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kapfhir.definitions import CORE
from kapfhir.validation import identifiers
from kapfhir.validation.document import Finding, entries
from kapfhir.validation.frame import Frame
from kapfhir.validation.patterns import fullmatch
from kapfhir.validation.tables import Element
from kapfhir.wire import Path

__all__ = ["Led", "absolute", "check", "contained", "fragment", "full_urls", "is_right", "leads", "resolve"]

URNS = ("urn:uuid:", "urn:oid:")
PLAIN = (*URNS, "http:", "https:", "#")
LOGICAL = {"type", "identifier", "display"}  # https://hl7.org/fhir/R4/references.html#logical
LONG = 1000  # characters; a text that is too long is told elsewhere
ANSWERS = ("transaction-response", "batch-response")  # a server's, whose base is known to who asked

_URL = fullmatch(r"(?:https?://\S+/)?([A-Z][A-Za-z]+)/[A-Za-z0-9.-]{1,64}(?:/_history/[A-Za-z0-9.-]{1,64})?")
_ABSOLUTE = re.compile(r"#|[A-Za-z][A-Za-z0-9+.-]*:").match
_SERVER = fullmatch(r"(https?://\S+/)[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}")
_SEARCH = fullmatch(r"([A-Z][A-Za-z]+)\?[^\s?&=]+=[^\s?&=]*(?:&[^\s?&=]+=[^\s?&=]*)*")
_PAIR = fullmatch(r"[^/?#]+/[^/?#]+(?:[?#].*)?")


def full_urls(bundle: dict[str, Any]) -> dict[str, Any]:
    """The resource of each entry by its fullUrl."""
    found = ((entry.get("fullUrl"), entry.get("resource")) for _, entry in entries(bundle))
    return {url: resource for url, resource in found if isinstance(url, str)}


def contained(resource: dict[str, Any]) -> dict[str, Any]:
    """Each contained resource by its fragment; `#` is the resource itself."""
    inside = resource.get("contained")
    found = [one for one in (inside if isinstance(inside, list) else ()) if isinstance(one, dict)]
    return {"#": resource} | {f"#{one.get('id')}": one for one in found}


def absolute(full_url: str, reference: str) -> str:
    """The url that a reference means in the entry of this fullUrl; itself where that tells nothing."""
    server = None if _ABSOLUTE(reference) else _SERVER(full_url)
    return server[1] + reference if server else reference


def resolve(frame: Frame, reference: str) -> Any:
    """The resource that it leads to in the Bundle, or by a fragment; None where there is none."""
    return frame.known.get(reference) or frame.known.get(absolute(frame.full_url, reference).partition("/_history/")[0])


class Led(NamedTuple):
    """Where a Reference leads."""

    kind: str  # the type, as far as it tells
    resource: dict[str, Any] | None  # if it is here
    contained: bool
    full_url: str


def leads(frame: Frame, value: Any) -> Led | None:
    """Where a Reference leads; None where it has no `reference`."""
    given = value.get("reference") if isinstance(value, dict) else None
    if not isinstance(given, str):
        return None
    target = resolve(frame, given)
    kind = _type(target) or ((found := _URL(given)) and found[1]) or ""
    known = kind if kind in frame.types.resources else ""
    resource = target if isinstance(target, dict) else None
    return Led(known, resource, given[:1] == "#", absolute(frame.full_url, given))


def is_right(frame: Frame, element: Element, value: dict[str, Any]) -> bool:
    """Whether at a glance it leads to an entry, or to what is contained, of one of the types, and says nothing else;
    or leads nowhere, and has an identifier."""
    given = value.get("reference")
    if given is None:
        return _is_logical(frame, value)
    if len(value) != 1 or type(given) is not str or not given.startswith(PLAIN) or len(given) > LONG:
        return False
    target = frame.known.get(given)
    kind = target.get("resourceType") if type(target) is dict else None
    return type(kind) is str and kind in (element.targets or frame.types.resources)


def _is_logical(frame: Frame, value: dict[str, Any]) -> bool:
    if not value.keys() <= LOGICAL or not identifiers.is_right(value.get("identifier")):
        return False
    plain = frame.types["Reference"].plain
    return all([name == "identifier" or plain[name](one) for name, one in value.items()])  # noqa: C419  # faster


def check(frame: Frame, element: Element, value: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Every rule over one reference."""
    given = value.get("reference")
    if not isinstance(given, str):
        return
    if given[:1] == "#" and given not in frame.known:
        yield Finding((*path, "reference"), "invariant", "ref-1", "no contained resource has this id")
        return
    if given.startswith(URNS) and given not in frame.known:
        frame.judged.dangling.setdefault(given, []).append(path)
    found = _URL(given)
    if not _ABSOLUTE(given):
        yield from _relative(frame, given, bool(found), path)
    kind = _type(resolve(frame, given)) or (found and found[1]) or ((search := _SEARCH(given)) and search[1])
    if kind in frame.types.resources:
        if element.targets and kind not in element.targets:
            text = f"a reference to {', '.join(element.targets)} is expected"
            yield Finding((*path, "reference"), "structure", "reference-target", text)
        # R5 allows the url before the name of a type
        if isinstance(said := value.get("type"), str) and said.removeprefix(CORE) != kind:
            yield Finding((*path, "type"), "structure", "reference-target", f"the reference leads to a {kind}")


def fragment(frame: Frame, canonical: str, path: Path) -> Iterator[Finding]:
    """Of a canonical: https://hl7.org/fhir/R4/references.html#canonical-fragments."""
    name = canonical.partition("|")[0]
    if name[:1] == "#" and name != "#" and name not in frame.known:
        yield Finding(path, "not-found", "canonical-fragment", "no contained resource has this id")


def _relative(frame: Frame, given: str, well_formed: bool, path: Path) -> Iterator[Finding]:
    place = (*path, "reference")
    if frame.bundle and not frame.full_url and frame.bundle.get("type") not in ANSWERS:
        text = "it is relative to the fullUrl of its entry, which has none"
        yield Finding(place, "invalid", "entry-full-url", text)
    if "?" in given and "/" not in given.partition("?")[0]:
        if not frame.bundle or frame.bundle.get("type") != "transaction":
            text = "a search in place of a reference is for transactions only"
            yield Finding(place, "invalid", "reference-format", text)
        elif not (found := _SEARCH(given)) or found[1] not in frame.types.resources:
            text = "a search is expected to be Type?parameter=value"
            yield Finding(place, "invalid", "reference-format", text)
    elif not well_formed:
        severity = "error" if " " in given or (frame.bundle and not _PAIR(given)) else "warning"
        yield Finding(place, "invalid", "reference-format", "Type/id is expected", severity)


def _type(resource: Any) -> str:
    kind = resource.get("resourceType") if isinstance(resource, dict) else ""
    return kind if isinstance(kind, str) else ""
