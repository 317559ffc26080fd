"""What a resource needs to know of its episode: who it is, whom it is about, what it refers to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha1
from typing import Any, NamedTuple
from uuid import UUID

from kapfhir.identity import NONE, Key, identity_system
from kapfhir.mapping.datatypes import identifier_to_fhir
from kapfhir.model import Episode, VisitBase

__all__ = ["EPISODE", "Context", "Facts", "Resource", "Stored", "VisitContext"]

Resource = dict[str, Any]
EPISODE = Key(NONE, "episode")
SINGLE_IDENTIFIER = frozenset({"QuestionnaireResponse", "AdverseEvent"})  # FHIR R4: identifier 0..1


class Context:
    """An episode's identity, patient and references."""

    def __init__(self, episode: Episode) -> None:
        self.system = identity_system(episode.identifier.system, episode.identifier.value)
        self._namespace = sha1(UUID(self.system).bytes, usedforsecurity=False)
        patient = episode.patient
        self._patient = (
            {"reference": f"Patient/{patient.id}"}
            if patient.identifier is None
            else {"type": "Patient", "identifier": identifier_to_fhir(patient.identifier)}
        )

    def uuid(self, key: Key) -> str:
        """The UUIDv5 of a key in the episode's namespace: what `identity.resource_id` gives, without its detours."""
        digest = self._namespace.copy()
        digest.update(str(key).encode())
        h = digest.hexdigest()
        variant = "89ab"[int(h[16], 16) & 3]
        return f"{h[:8]}-{h[8:12]}-5{h[13:16]}-{variant}{h[17:20]}-{h[20:32]}"

    def header(self, kind: str, key: Key) -> Resource:
        """Type, id and identifier of a resource."""
        identifier = {"system": self.system, "value": str(key)}
        return {
            "resourceType": kind,
            "id": self.uuid(key),
            "identifier": identifier if kind in SINGLE_IDENTIFIER else [identifier],
        }

    def reference(self, key: Key) -> dict[str, str]:
        """A reference to another resource of the episode."""
        return {"reference": f"urn:uuid:{self.uuid(key)}"}

    def patient(self) -> dict[str, Any]:
        """A reference to the patient."""
        return dict(self._patient)


@dataclass(frozen=True)
class VisitContext:
    """A context at one visit, or between visits."""

    episode: Context
    visit: VisitBase | None

    def key(self, kind: str, fact: str | None = None) -> Key:
        """The key of a fact at this visit."""
        return Key(self.visit.id if self.visit else NONE, kind, fact or NONE)

    def header(self, kind: str, key: Key) -> Resource:
        """Type, id and identifier, and whom and which visit it is about."""
        return self.episode.header(kind, key) | {"subject": self.episode.patient()} | self.encounter()

    def encounter(self) -> Resource:
        """The reference to the visit's Encounter, where there is a visit."""
        return {"encounter": {"reference": self._encounter}} if self._encounter else {}

    @cached_property
    def _encounter(self) -> str | None:
        return self.reference(self.key("visit"))["reference"] if self.visit else None

    def reference(self, key: Key) -> dict[str, str]:
        """A reference to another resource of the episode."""
        return self.episode.reference(key)

    @cached_property
    def day(self) -> str | None:
        """The visit's day."""
        return self.visit.day() if self.visit else None


class Stored(NamedTuple):
    """A resource of a bundle under its key."""

    key: Key
    resource: Resource


class Facts:
    """A bundle's resources of one episode, by kind and visit, and what their references mean."""

    def __init__(self, system: str, entries: list[Mapping[str, Any]]) -> None:
        self._by_place: dict[tuple[str, str], list[Stored]] = {}
        self._keys: dict[str, Key] = {}
        for entry in entries:
            self._add(system, entry)

    def _add(self, system: str, entry: Mapping[str, Any]) -> None:
        resource = entry["resource"]
        key = _key(system, resource)
        if key is None or resource.get("status") == "entered-in-error":
            return
        self._by_place.setdefault((key.kind, key.visit), []).append(Stored(key, resource))
        for name in (entry.get("fullUrl"), f"{resource['resourceType']}/{resource.get('id')}"):
            if name:
                self._keys[name] = key

    def at(self, visit: str, *kinds: str) -> Iterator[Stored]:
        """The resources of these kinds at a visit."""
        for kind in kinds:
            yield from self._by_place.get((kind, visit), ())

    def of(self, kind: str) -> Iterator[Stored]:
        """The resources of a kind, at all visits and between them."""
        for (found, _), stored in self._by_place.items():
            if found == kind:
                yield from stored

    def target(self, reference: Mapping[str, Any] | None) -> Key | None:
        """The key of the resource that a reference means, versioned and absolute references included."""
        wanted = (reference or {}).get("reference", "").partition("/_history/")[0]
        return self._keys.get(wanted) or self._keys.get("/".join(wanted.rsplit("/", 2)[-2:]))


def identifiers(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The identifiers of a resource, whether its type has room for one or for many."""
    found = resource.get("identifier", [])
    return found if isinstance(found, list) else [found]


def _key(system: str, resource: Mapping[str, Any]) -> Key | None:
    values = (i.get("value", "") for i in identifiers(resource) if i.get("system") == system)
    return next((key for value in values if (key := Key.parse(value))), None)
