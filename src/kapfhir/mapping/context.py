"""What a resource needs to know of its episode: who it is, whom it is about, what it refers to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha1
from typing import Any, NamedTuple
from uuid import UUID

from kapfhir.identity import EPISODE, IDENTITY_TAG, NONE, Key, identity_system
from kapfhir.mapping.datatypes import identifier_to_fhir
from kapfhir.mapping.profiles import profile_of
from kapfhir.model import Episode, VisitBase
from kapfhir.terminology import (
    NO_REDISCLOSURE,
    PART_2,
    PSYCHIATRY,
    RESTRICTED,
    RETRACTED,
    RETRACTED_ADVERSE_EVENT,
    SUBSTANCE_USE,
    SUBSTANCE_USE_INSTRUMENTS,
    TEST_DATA,
    VERY_RESTRICTED,
    Code,
)

__all__ = ["EPISODE", "Context", "Facts", "Resource", "Stored", "VisitContext"]

Resource = dict[str, Any]
SINGLE_IDENTIFIER = frozenset({"QuestionnaireResponse", "AdverseEvent"})  # FHIR R4: identifier 0..1
TAGGED = frozenset({"AdverseEvent", "Provenance"})  # R4 cannot search them by identifier: a tag says who they are


class Context:
    """An episode's identity, patient and references."""

    def __init__(self, episode: Episode) -> None:
        self.episode = episode
        self._meta: dict[tuple[str, str, tuple[Code, ...]], Resource] = {}
        self.scores: dict[str, Key] = {}  # response id -> what an outcome judged by it is derived from
        self.system = identity_system(episode.identifier.system, episode.identifier.value)
        self._namespace = sha1(UUID(self.system).bytes, usedforsecurity=False)
        patient = episode.patient
        self._patient = (
            {"reference": f"Patient/{patient.id}"}
            if patient.identifier is None
            else {"type": "Patient", "identifier": identifier_to_fhir(patient.identifier)}
        )

    def _uuid(self, value: str) -> str:
        """The UUIDv5 of a key in the episode's namespace: what `identity.resource_id` gives, without its detours."""
        digest = self._namespace.copy()
        digest.update(value.encode())
        h = digest.hexdigest()
        variant = "89ab"[int(h[16], 16) & 3]
        return f"{h[:8]}-{h[8:12]}-5{h[13:16]}-{variant}{h[17:20]}-{h[20:32]}"

    def header(self, kind: str, key: Key, *labels: Code) -> Resource:
        """Type, id, profile, labels and identifier of a resource."""
        value = str(key)
        uuid = self._uuid(value)
        meta = self._meta.get((kind, key.kind, labels)) or self._labelled(kind, key.kind, labels)
        identifier = {"system": self.system, "value": value}
        if kind in TAGGED:
            meta = meta | {"tag": [{"system": IDENTITY_TAG, "code": uuid}, *meta.get("tag", [])]}
            room: Resource = {"identifier": identifier} if kind == "AdverseEvent" else {}
            return {"resourceType": kind, "id": uuid, "meta": meta, **room}
        room = {"identifier": identifier if kind in SINGLE_IDENTIFIER else [identifier]}
        return {"resourceType": kind, "id": uuid, "meta": meta, **room}

    def _labelled(self, kind: str, fact: str, given: tuple[Code, ...]) -> Resource:
        """Its profile and its labels: restricted and psychiatric, whatever else it has, Part 2 if the clinic is one."""
        substance = (SUBSTANCE_USE,) if fact.partition(".")[0] in SUBSTANCE_USE_INSTRUMENTS else ()
        labels = (*given, *substance)
        confidentiality = () if VERY_RESTRICTED in labels else (RESTRICTED,)
        law = (PART_2, NO_REDISCLOSURE) if self.episode.part_2_programme else ()
        security = [label.coding() for label in (*confidentiality, PSYCHIATRY, *labels, *law)]
        meta: Resource = {"profile": [profile_of(kind, fact)], "security": security}
        if self.episode.fictional:
            meta["tag"] = [TEST_DATA.coding()]
        return self._meta.setdefault((kind, fact, given), meta)

    def reference(self, key: Key) -> dict[str, str]:
        """A reference to another resource of the episode."""
        return {"reference": f"urn:uuid:{self._uuid(str(key))}"}

    def patient(self) -> dict[str, Any]:
        """A reference to the patient, one object for all resources."""
        return self._patient


@dataclass(frozen=True)
class VisitContext:
    """A context at one visit, or between visits."""

    episode: Context
    visit: VisitBase | None

    def key(self, kind: str, fact: str | None = None) -> Key:
        """The key of a fact at this visit."""
        return Key(self.visit.id if self.visit else NONE, kind, fact or NONE)

    def header(self, kind: str, key: Key) -> Resource:
        """Type, id, profile, labels and identifier, and whom and which visit it is about."""
        return self.episode.header(kind, key) | {"subject": self.episode.patient()} | self.encounter()

    def encounter(self) -> Resource:
        """The reference to the visit's Encounter, where there is a visit; one object for all resources."""
        return self._encounter

    @cached_property
    def _encounter(self) -> Resource:
        return {"encounter": self.reference(self.key("visit"))} if self.visit else {}

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
        self.system = system
        self._by_place: dict[tuple[str, str], list[Stored]] = {}
        self._keys: dict[str, Key] = {}
        for entry in entries:
            self._add(system, entry)

    def _add(self, system: str, entry: Mapping[str, Any]) -> None:
        resource = entry["resource"]
        key = _key(system, resource)
        if key is None or is_retracted(resource):
            return
        self._by_place.setdefault((key.kind, key.visit), []).append(Stored(key, resource))
        for name in (entry.get("fullUrl"), f"{resource.get('resourceType')}/{resource.get('id')}"):
            if name:
                self._keys[name] = key

    def is_ours(self, resource: Mapping[str, Any]) -> bool:
        """Whether it has a key of this episode."""
        return _key(self.system, resource) is not None

    def at(self, visit: str, *kinds: str) -> Iterator[Stored]:
        """The resources of these kinds at a visit."""
        for kind in kinds:
            yield from self._by_place.get((kind, visit), ())

    def of(self, kind: str) -> Iterator[Stored]:
        """The resources of a kind, at all visits and between them."""
        for (found, _), stored in self._by_place.items():
            if found == kind:
                yield from stored

    def stored(self, reference: Mapping[str, Any] | None) -> Stored | None:
        """The resource that a reference means, with its key."""
        key = self.target(reference)
        return next((found for found in self.at(key.visit, key.kind) if found.key == key), None) if key else None

    def parts_of(self, kind: str) -> Iterator[tuple[str, Stored]]:
        """The resources of the kinds `<kind>.<part>`, each with its part."""
        for (found, _), stored in self._by_place.items():
            if found.startswith(f"{kind}."):
                yield from ((found[len(kind) + 1 :], one) for one in stored)

    def target(self, reference: Mapping[str, Any] | None) -> Key | None:
        """The key of the resource that a reference means, versioned and absolute references included."""
        wanted = (reference or {}).get("reference", "").partition("/_history/")[0]
        return self._keys.get(wanted) or self._keys.get("/".join(wanted.rsplit("/", 2)[-2:]))


def is_retracted(resource: Mapping[str, Any]) -> bool:
    """Whether it says of itself that it was never true: by its status, or by what its type has instead."""
    said = {resource.get(element) for element in ("status", "lifecycleStatus")}
    said |= {c.get("code") for c in resource.get("verificationStatus", {}).get("coding", [])}
    said |= {
        e.get("valueCode") for e in resource.get("modifierExtension", []) if e.get("url") == RETRACTED_ADVERSE_EVENT
    }
    inactive = resource.get("resourceType") == "RelatedPerson" and resource.get("active") is False
    return inactive or RETRACTED in said


def identifiers(resource: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The identifiers of a resource, whether its type has room for one or for many, and whoever wrote it."""
    found = resource.get("identifier", [])
    return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, dict)]


def _key(system: str, resource: Mapping[str, Any]) -> Key | None:
    values = (str(i.get("value", "")) for i in identifiers(resource) if i.get("system") == system)
    return next((key for value in values if (key := Key.parse(value))), None)
