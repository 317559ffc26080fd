"""What a server says it can do. Source: https://hl7.org/fhir/R4/capabilitystatement.html."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from kapfhir import wire
from kapfhir.errors import NotFhir, WrongRelease
from kapfhir.release import Release, release_of

__all__ = ["Capabilities"]


class Capabilities(NamedTuple):
    """The release, the software's name, and the interactions with each type; no types where it lists none."""

    release: str
    software: str
    types: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, statement: Mapping[str, Any], status: int = 200) -> Self:
        """Read a CapabilityStatement.

        Raises:
            NotFhir: it is another resource.
            WrongRelease: the server speaks a release that kapfhir does not.
        """
        if statement.get("resourceType") != "CapabilityStatement":
            raise NotFhir(status, "GET metadata", detail="and it is no CapabilityStatement")
        release = str(statement.get("fhirVersion", ""))
        if release_of(release) is None:
            raise _wrong_release(status)
        rest: Mapping[str, Any] = next((part for part in statement.get("rest", []) if part.get("mode") == "server"), {})
        types = {
            resource.get("type", ""): frozenset(i.get("code", "") for i in resource.get("interaction", []))
            for resource in rest.get("resource", [])
        }
        return cls(release, str(statement.get("software", {}).get("name", "")), types)

    @property
    def spoken(self) -> Release:
        """The release, as the door to it."""
        found = release_of(self.release)
        if found is None:
            raise _wrong_release()
        return found

    def takes(self, type_: str) -> bool:
        """Whether resources of this type can be created there, as far as the server says."""
        return not self.types or "create" in self.types.get(type_, ())

    def finds(self, type_: str) -> bool:
        """Whether resources of this type can be searched for there, as far as the server says."""
        return not self.types or "search-type" in self.types.get(type_, ())

    def to_text(self) -> str:
        """What a ledger keeps."""
        types = {name: sorted(codes) for name, codes in self.types.items()}
        return wire.canonical({"release": self.release, "software": self.software, "types": types}).decode()

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what a ledger kept."""
        kept = wire.loads(text)
        types = {name: frozenset(codes) for name, codes in kept["types"].items()}
        return cls(kept["release"], kept["software"], types)


def _wrong_release(status: int = 200) -> WrongRelease:
    return WrongRelease(status, "GET metadata", detail="and speaks another FHIR release than R4, R4B or R5")
