"""What was sent beside what is stored. A server may add its own id, versions, narrative; nothing else may differ."""

from collections.abc import Iterator, Mapping
from typing import Any

from kapfhir import wire
from kapfhir.sync.facts import Fact, facts, found_patients, identities, identity_of, names, resolved

__all__ = ["compare", "differences", "paths", "same"]

Resource = Mapping[str, Any]
SERVERS_OWN = frozenset({"versionId", "lastUpdated", "source"})  # of meta
LABELS = ("profile", "security", "tag")  # of meta; a server may add to them, and order them as it likes


def same(text: str, stored: Resource) -> bool:
    """Whether the stored resource is what this text says."""
    bare = {name: value for name, value in stored.items() if name != "id"}
    meta = {name: value for name, value in bare.pop("meta", {}).items() if name not in SERVERS_OWN}
    if meta:
        bare["meta"] = meta
    return wire.canonical(bare).decode() == text or not any(differences(wire.loads(text), stored))


def differences(sent: Resource, stored: Resource) -> Iterator[str]:
    """The paths at which the stored resource is not what was sent."""
    for name in sorted((sent.keys() | stored.keys()) - {"id", "meta"}):
        if name == "text" and name not in sent:
            continue
        yield from paths(sent.get(name), stored.get(name), name)
    yield from _labels(sent.get("meta", {}), stored.get("meta", {}))


def paths(sent: Any, stored: Any, path: str) -> Iterator[str]:
    """The paths below this one at which two pieces of JSON differ, to the last digit."""
    if isinstance(sent, dict) and isinstance(stored, dict):
        for name in sorted(sent.keys() | stored.keys()):
            yield from paths(sent.get(name), stored.get(name), f"{path}.{name}")
    elif isinstance(sent, list) and isinstance(stored, list) and len(sent) == len(stored):
        for index, pair in enumerate(zip(sent, stored, strict=True)):
            yield from paths(*pair, f"{path}[{index}]")
    elif wire.canonical(sent) != wire.canonical(stored):
        yield path


def _labels(sent: Resource, stored: Resource) -> Iterator[str]:
    for name in LABELS:
        there = {wire.canonical(label) for label in stored.get(name, [])}
        if any(wire.canonical(label) not in there for label in sent.get(name, [])):
            yield f"meta.{name}"


def compare(sent: Resource, stored: Resource) -> tuple[str, ...]:
    """What differs between a bundle that was sent and one that was read back: `entry (Type): path`, never a value.

    Empty where each fact of the one is in the other. Facts are paired by identity; references are followed.
    """
    ours = facts(sent)
    systems = identities(entry["resource"] for entry in sent.get("entry", []))
    resources = [entry["resource"] for entry in stored.get("entry", [])]
    there = {identity: resource for resource in resources if (identity := identity_of(resource, systems))}
    places = {
        name: f"{fact.type}/{there[fact.identity]['id']}"
        for name, fact in names(ours, sent).items()
        if fact.identity in there
    }
    known = dict(found for resource in resources for found in found_patients(resource))
    return tuple(
        line for fact in ours for line in _compared(fact, there.get(fact.identity), resolved(fact.text, places, known))
    )


def _compared(fact: Fact, stored: Resource | None, text: str) -> Iterator[str]:
    if stored is None:
        yield f"{fact}: not there"
    elif not same(text, stored):
        yield from (f"{fact}: {path}" for path in differences(wire.loads(text), stored))
