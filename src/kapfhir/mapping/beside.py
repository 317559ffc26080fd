"""What of a bundle is not in the episode that was read from it.

A resource is read if the episode makes it again, with everything that is in it. So nothing is lost silently, whoever
wrote it: other people's resources are not made again, nor are ours with something of others in them.
"""

import re
from collections.abc import Mapping
from typing import Any

from kapfhir import wire
from kapfhir.mapping import provenance
from kapfhir.mapping.bundle import bundle_of, entries_of, facts_of, from_bundle
from kapfhir.mapping.context import Facts, Resource, is_retracted
from kapfhir.mapping.datatypes import Json

__all__ = ["unread"]

SERVERS_OWN = frozenset({"id", "meta", "text"})  # a server gives ids and versions, and writes narratives


def unread(bundle: Json) -> tuple[dict[str, Any], ...]:
    """The resources of a bundle that `from_bundle` did not take up whole, as they stand in it.

    Other people's, and ours in which something stands that the episode has no field for. A fact of ours that was
    retracted is understood, and is not among them.

    Raises:
        NotKap: it holds no KAP episode, or more than one.
        InvalidEpisode: what it holds breaks a rule of the model.
    """
    entries = entries_of(bundle)
    facts, _ = facts_of(entries)
    again = entries_of(bundle_of(from_bundle(bundle)))
    made, _ = facts_of(again)
    known = {_content(entry["resource"], made) for entry in again}
    return tuple(
        entry["resource"]
        for entry in entries
        if not _understood(entry["resource"], facts) and _content(entry["resource"], facts) not in known
    )


def _understood(resource: Resource, facts: Facts) -> bool:
    """What tells only of other resources: that one is no longer true, or that kapfhir made them."""
    return provenance.is_ours(resource) or (facts.is_ours(resource) and is_retracted(resource))


def _content(resource: Resource, facts: Facts) -> bytes:
    """The resource and its security labels without what is a server's own, its references by key."""
    bare = {name: value for name, value in resource.items() if name not in SERVERS_OWN}
    labels = sorted(wire.canonical(label).decode() for label in resource.get("meta", {}).get("security", []))
    return wire.canonical({"security": labels, "resource": _by_key(bare, facts)})


def _by_key(value: Any, facts: Facts) -> Any:
    if isinstance(value, list):
        return [_by_key(member, facts) for member in value]
    if not isinstance(value, Mapping):
        return value
    reference = value.get("reference")
    if isinstance(reference, str):
        if key := facts.target(value):
            return {"reference": str(key)}
        if _PATIENT.fullmatch(reference) and "identifier" in value:
            value = {name: member for name, member in value.items() if name != "reference"}
    return {name: _by_key(member, facts) for name, member in value.items()}


_PATIENT = re.compile(r"(?:.*/)?Patient/[A-Za-z0-9.\-]{1,64}(?:/_history/.*)?")
