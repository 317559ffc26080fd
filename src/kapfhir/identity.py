"""Who a fact is: the clinic's key, made into FHIR identifiers. Public and for ever (tests/golden/identity.json).

An episode has one identity system, `urn:uuid:` + the UUIDv5 of its own identifier, so that a server can be asked for
all of it. A fact's value in it is `<visit>/<kind>/<id>`, `-` where there is no visit or only one of the kind. The
resource's id and fullUrl are the UUIDv5 of both. None of it tells who the patient is.
"""

from typing import NamedTuple
from uuid import UUID, uuid5

__all__ = ["BASE", "IDENTITY_TAG", "NONE", "Key", "identity_system", "resource_id"]

BASE = "https://kapfhir.org/fhir"
IDENTITY_TAG = f"{BASE}/identity"  # for AdverseEvent and Provenance, which cannot be searched by identifier
NONE = "-"

_NAMESPACE = UUID("9ad17386-fb97-525b-a18c-3d97d6a13659")  # UUIDv5 of BASE in the URL namespace


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


def identity_system(system: str, value: str) -> str:
    """The identity system of the episode with this identifier."""
    return f"urn:uuid:{uuid5(_NAMESPACE, f'{system}|{value}')}"


def resource_id(identity: str, value: str) -> str:
    """The id, and after `urn:uuid:` the fullUrl, of the resource with this value in the identity system."""
    return str(uuid5(UUID(identity), value))
