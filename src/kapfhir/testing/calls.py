"""A Call: one interaction asked for, be it by an HTTP request or by an entry of a Bundle.

Source: https://hl7.org/fhir/R4/http.html, https://hl7.org/fhir/R4/bundle.html#bundle-unique.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import unquote

from .answers import Refused, Resource
from .parameters import PARAMETERS
from .searching import Pairs, parse_query

__all__ = ["Call", "from_entry", "from_request"]

INTERACTIONS = {
    "GET Type": "search",
    "POST Type/_search": "search",
    "POST Type": "create",
    "PUT Type": "update",
    "PUT Type/id": "update",
    "DELETE Type/id": "delete",
    "GET Type/id": "read",
    "GET Type/id/_history": "history",
    "GET Type/id/_history/vid": "vread",
}
SEGMENTS = ("Type", "id", "_history", "vid")
BAD = HTTPStatus.BAD_REQUEST


class Call(NamedTuple):
    """`url` is what was sent, for the messages; `condition` is that of a conditional create or update."""

    interaction: str
    url: str
    type: str
    id: str = ""
    vid: str = ""
    parameters: Pairs = ()
    condition: Pairs = ()
    resource: Resource | None = None
    if_match: str = ""
    if_none_match: str = ""
    full_url: str = ""
    in_bundle: bool = False

    @property
    def reference(self) -> str:
        """`Type/id`."""
        return f"{self.type}/{self.id}"

    @property
    def identity(self) -> tuple[str, str, frozenset[tuple[str, str]]] | None:
        """What makes two entries of one Bundle the same to HAPI, which then drops the second."""
        return (self.interaction, self.type, frozenset(self.condition)) if self.condition else None


def from_request(method: str, url: str, headers: Mapping[str, str], body: Any) -> Call:
    """The call of a request for `url`, relative to the base; `headers` in lower case."""
    return _call(method, url, headers, body, {})


def from_entry(entry: Any, index: int) -> Call:
    """The call of an entry of a batch or transaction."""
    request = entry.get("request") if isinstance(entry, dict) else None
    if not isinstance(request, dict) or request.get("method") not in ("GET", "POST", "PUT", "DELETE"):
        raise Refused(BAD, "required", f"missing or invalid HTTP Verb in Bundle.entry({index}).request.method")
    headers = {
        "if-none-exist": str(request.get("ifNoneExist", "")),
        "if-match": str(request.get("ifMatch", "")),
        "if-none-match": str(request.get("ifNoneMatch", "")),
    }
    extra = {"full_url": str(entry.get("fullUrl", "")), "in_bundle": True}
    return _call(request["method"], str(request.get("url", "")), headers, entry.get("resource"), extra)


def _call(method: str, url: str, headers: Mapping[str, str], body: Any, extra: dict[str, Any]) -> Call:
    path, _, query = url.partition("?")
    segments = [unquote(segment) for segment in path.strip("/").split("/")]
    shape = "/".join(s if s.startswith("_") else name for s, name in zip(segments, SEGMENTS, strict=False))
    interaction = INTERACTIONS.get(f"{method} {shape}")
    if segments[0] not in PARAMETERS:
        status = BAD if extra else HTTPStatus.NOT_FOUND
        raise Refused(status, "not-supported", f"Unknown resource type '{segments[0]}'")
    if interaction is None or len(segments) > len(SEGMENTS):
        raise Refused(BAD, "not-supported", f"this endpoint does not know how to handle {method} {path}")
    given = dict(zip(("type", "id", "_", "vid"), segments, strict=False))
    conditional = headers.get("if-none-exist", "") if interaction == "create" else query
    return Call(
        interaction,
        url,
        given["type"],
        given.get("id", "") if interaction != "search" else "",
        given.get("vid", ""),
        parameters=parse_query(query) if interaction in ("search", "history") else (),
        condition=_condition(conditional) if interaction in ("create", "update") else (),
        resource=_resource(body, given["type"]) if interaction in ("create", "update") else None,
        if_match=headers.get("if-match", ""),
        if_none_match=headers.get("if-none-match", ""),
        **extra,
    )


def _condition(text: str) -> Pairs:
    if " " in text:
        raise Refused(BAD, "value", f"Failed to parse match URL[{text}] - URL is invalid (must not contain spaces)")
    return parse_query(text.partition("?")[2] if "?" in text else text)


def _resource(body: Any, type_: str) -> Resource:
    if not isinstance(body, dict):
        raise Refused(BAD, "structure", "Content does not appear to be FHIR JSON: an object is expected")
    found = body.get("resourceType")
    if found != type_:
        raise Refused(BAD, "structure", f'Incorrect resource type found, expected "{type_}" but found "{found}"')
    if not isinstance(body.get("meta", {}), dict):
        raise Refused(BAD, "structure", "meta must be an object")
    return body
