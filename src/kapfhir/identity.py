"""Who a fact is: the clinic's key, made into FHIR identifiers. Public and for ever (tests/golden/identity.json).

An episode has one identity system, `urn:uuid:` + the UUIDv5 of its own identifier, so that a server can be asked for
all of it. A fact's value in it is `<visit>/<kind>/<id>`, `-` where there is no visit or only one of the kind. The
resource's id and fullUrl are the UUIDv5 of both. None of it tells who the patient is.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = ["BASE", "EPISODE", "IDENTITY_TAG", "NONE", "Key", "episode_system", "identity_system", "resource_id"]

BASE = "https://kapfhir.org/fhir"
IDENTITY_TAG = f"{BASE}/identity"  # for AdverseEvent and Provenance, which cannot be searched by identifier
NONE = "-"

_NAMESPACE = "9ad17386-fb97-525b-a18c-3d97d6a13659"  # UUIDv5 of BASE in the URL namespace


class Key(NamedTuple):
    """A fact's key in its episode."""

    visit: str
    kind: str
    id: str = NONE

    def __str__(self) -> str:
        return f"{self.visit}/{self.kind}/{self.id}"

    @classmethod
    def parse(cls, value: str) -> "Key | None":
        """Read `visit/kind/id`; None if it is not of that shape."""
        parts = value.split("/")
        return cls(*parts) if len(parts) == len(cls._fields) and all(parts) else None


EPISODE = Key(NONE, "episode")


def identity_system(system: str, value: str) -> str:
    """The identity system of the episode with this identifier."""
    return f"urn:uuid:{_uuid5(_NAMESPACE, f'{system}|{value}')}"


def resource_id(identity: str, value: str) -> str:
    """The id, and after `urn:uuid:` the fullUrl, of the resource with this value in the identity system."""
    return _uuid5(identity, value)


def episode_system(resource: Mapping[str, Any]) -> str | None:
    """The identity system of an EpisodeOfCare of ours, the one made of its own identifier; else None."""
    if resource.get("resourceType") != "EpisodeOfCare":
        return None
    found = [(i.get("system", ""), i.get("value", "")) for i in resource.get("identifier", [])]
    systems = {system for system, value in found if value == str(EPISODE)}
    made = (identity_system(system, value) for system, value in found if system not in systems)
    return next((system for system in made if system in systems), None)


def _uuid5(namespace: str, name: str) -> str:
    import uuid  # noqa: PLC0415  # it costs a cold command, which asks for BASE alone, a third of Python's start

    return str(uuid.uuid5(uuid.UUID(namespace), name))
