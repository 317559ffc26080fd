"""A transaction as text, entry by entry, and what each entry of its response says."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from kapfhir.server.client import token
from kapfhir.sync.facts import Identity, version_of
from kapfhir.sync.planning import Write

__all__ = ["Stored", "stored", "transaction"]

CREATED = 201
_PLACE = re.compile(r"(?:^|/)([A-Z]\w+)/([A-Za-z0-9.-]{1,64})(?:/_history/([A-Za-z0-9.-]{1,64}))?$")


class Stored(NamedTuple):
    """What became of an entry: where it is, in which version, whether it was there before, and what is there now."""

    server_id: str
    version: str
    created: bool
    resource: Mapping[str, Any] | None


def transaction(writes: Sequence[Write], texts: Sequence[str]) -> str:
    """The Bundle that writes these, each with its text: its resource as it is to be sent."""
    entries = ",".join(map(_entry, writes, texts))
    return f'{{"resourceType":"Bundle","type":"transaction","entry":[{entries}]}}'


def _entry(write: Write, text: str) -> str:
    fact = write.fact
    if not write.server_id:
        request = {"method": "POST", "url": fact.type, "ifNoneExist": match_url(fact.identity)}
        return f'{{"fullUrl":{_text(fact.full_url)},"request":{_text(request)},"resource":{text}}}'
    request = {"method": "PUT", "url": f"{fact.type}/{write.server_id}"}
    if write.version:
        request["ifMatch"] = f'W/"{write.version}"'
    resource = f'{{"id":{_text(write.server_id)},{text[1:]}'
    return f'{{"fullUrl":{_text(fact.full_url)},"request":{_text(request)},"resource":{resource}}}'


def match_url(identity: Identity) -> str:
    """The condition of a create: FHIR-escaped, then percent-encoded."""
    return f"{identity.parameter}={quote(token(identity.system, identity.value), safe=':/|-._~')}"


def _text(value: str | Mapping[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def stored(entry: Mapping[str, Any]) -> Stored | None:
    """Read one entry of a transaction-response; None where it does not say that and where the resource is stored."""
    response = entry.get("response", {})
    status = str(response.get("status", ""))[:3]
    resource = entry.get("resource")
    resource = resource if isinstance(resource, dict) and "id" in resource else None
    place = _PLACE.search(str(response.get("location", "")))
    if not status.startswith("2") or not (place or resource):
        return None
    etag = str(response.get("etag", "")).removeprefix("W/").strip('"')
    version = etag or (place and place[3]) or version_of(resource or {})
    server_id = place[2] if place else str(resource["id"]) if resource else ""
    return Stored(server_id, version, status == str(CREATED), resource)
