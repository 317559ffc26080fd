"""A bundle's entries as facts: what each is known by, the text it is sent as, what it refers to.

A fact's text is its resource's canonical JSON without the id, references as the bundle has them; its hash is that
text's. Only on the way out are references made the server's (`resolved`), in the text: the JSON is written once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b, sha256
from typing import Any, NamedTuple
from urllib.parse import unquote
from uuid import UUID

from kapfhir import wire
from kapfhir.errors import InvalidBundle
from kapfhir.identity import IDENTITY_TAG, episode_system
from kapfhir.outcome import Issue, Report

__all__ = [
    "Fact",
    "Identity",
    "facts",
    "found_patients",
    "identities",
    "identity_of",
    "names",
    "patients",
    "resolved",
    "targets",
    "version_of",
]

Resource = Mapping[str, Any]

NEW_PATIENT = "Patient"  # the path of a Patient that is in no bundle, but made of the identifier that refers to it

REFERENCE = re.compile(r'"reference":"([^"#\\][^"\\]*)"')
_IDENTIFIER = r'"identifier":(\{"system":"(?:[^"\\]|\\.)*","value":"(?:[^"\\]|\\.)*"\})'
PATIENT = re.compile(_IDENTIFIER + r',"type":"Patient"')
FOUND_PATIENT = re.compile(_IDENTIFIER + r',"reference":"([^"\\]+)","type":"Patient"')
_CONDITION = re.compile(r"(identifier|_tag)=([^&\\|]+)\|([^&\\|]+)")


class Identity(NamedTuple):
    """What a resource is found by again: a search parameter (`identifier` or `_tag`) and its token."""

    type: str
    parameter: str
    system: str
    value: str

    @property
    def key(self) -> bytes:
        """16 bytes that stand for it in a ledger: a pseudonym, for who knows all identifiers can try them."""
        return blake2b("\0".join(self).encode(), digest_size=16).digest()


class Fact(NamedTuple):
    """One resource to be synced. `path` is its place in the bundle, its name in every message."""

    path: str
    identity: Identity
    key: bytes
    full_url: str
    text: str
    hash: bytes

    @property
    def type(self) -> str:
        """The resource type."""
        return self.identity.type

    def __str__(self) -> str:
        return f"{self.path} ({self.type})"

    def __repr__(self) -> str:
        return f"<Fact {self}>"

    @classmethod
    def of(cls, path: str, identity: Identity, resource: Resource, full_url: str = "", key: bytes = b"") -> "Fact":
        """The fact that a resource is; its key is its identity's unless given, its fullUrl a urn:uuid in any case."""
        content = wire.canonical({name: value for name, value in resource.items() if name != "id"})
        if b"Patient/" in content:  # another server's id is no id here
            content = FOUND_PATIENT.sub(r'"identifier":\1,"type":"Patient"', content.decode()).encode()
        key = key or identity.key
        full_url = full_url if full_url.startswith("urn:uuid:") else f"urn:uuid:{UUID(bytes=key)}"
        return cls(path, identity, key, full_url, content.decode(), sha256(content).digest())

    def scope(self, scopes: frozenset[str]) -> str:
        """Which of these episodes it belongs to; by the identity tag only where there is but one."""
        if self.identity.system in scopes:
            return self.identity.system
        return next(iter(scopes)) if len(scopes) == 1 and self.identity.parameter == "_tag" else ""


def facts(bundle: Resource) -> tuple[Fact, ...]:
    """The facts of a bundle, in its order.

    Raises:
        InvalidBundle: it is no Bundle, an entry has no resource or no identity, or two have the same.
    """
    if bundle.get("resourceType") != "Bundle":
        raise InvalidBundle(Report([Issue("error", "structure", "", "a Bundle is expected", "bundle")]))
    systems = identities(entry.get("resource", {}) for entry in bundle.get("entry", []))
    found, issues, seen = [], [], set()
    for index, entry in enumerate(bundle.get("entry", [])):
        path, resource = f"Bundle.entry[{index}]", entry.get("resource")
        identity = identity_of(resource, systems, entry.get("request", {}).get("ifNoneExist", "")) if resource else None
        if resource is None or identity is None:
            issues.append(_issue(path, "an identifier with system and value is needed, to know it again"))
        elif identity in seen:
            issues.append(_issue(path, "another entry has the same identity; a server would drop one of them"))
        else:
            seen.add(identity)
            found.append(Fact.of(path, identity, resource, str(entry.get("fullUrl", ""))))
    if issues:
        raise InvalidBundle(Report(issues))
    return tuple(found)


def _issue(path: str, text: str) -> Issue:
    return Issue("error", "business-rule", path, text, "sync-identity")


def identities(resources: Iterable[Resource]) -> frozenset[str]:
    """The identity systems of the episodes among these resources."""
    return frozenset(system for resource in resources if (system := episode_system(resource)))


def identity_of(resource: Resource, systems: frozenset[str], condition: str = "") -> Identity | None:
    """By its entry's condition, else the identity tag, an identifier in one of these systems, any identifier."""
    type_ = str(resource.get("resourceType", ""))
    if match := _CONDITION.fullmatch(unquote(condition) if "%" in condition else condition):
        return Identity(type_, *match.groups())
    tokens = [("identifier", system, value) for system, value in _tokens(resource.get("identifier"), "value")]
    tags = [("_tag", *t) for t in _tokens(resource.get("meta", {}).get("tag"), "code") if t[0] == IDENTITY_TAG]
    ours = [token for token in tokens if token[1] in systems]
    first = next(iter([*tags, *ours, *tokens]), None)
    return Identity(type_, *first) if first else None


def _tokens(given: Any, name: str) -> Iterator[tuple[str, str]]:
    for member in given if isinstance(given, list) else [given] if given else []:
        if member.get("system") and member.get(name):
            yield member["system"], member[name]


def version_of(resource: Resource) -> str:
    """The version that a server gave it; empty where it gives none."""
    return str(resource.get("meta", {}).get("versionId", ""))


def names(known: Iterable[Fact], bundle: Resource) -> dict[str, Fact]:
    """Every name that a reference in the bundle may call a fact by: its fullUrl, and Type/id."""
    by_path = {fact.path: fact for fact in known}
    found = {}
    for index, entry in enumerate(bundle.get("entry", [])):
        fact = by_path[f"Bundle.entry[{index}]"]
        found[entry.get("fullUrl") or fact.full_url] = fact
        if "id" in entry["resource"]:
            found.setdefault(f"{fact.type}/{entry['resource']['id']}", fact)
    return found


def targets(fact: Fact) -> list[str]:
    """What its references name, those inside the resource aside."""
    return REFERENCE.findall(fact.text)


def patients(facts: Sequence[Fact]) -> set[str]:
    """The identifiers, each as JSON, of the patients that are referred to by identifier alone."""
    return {identifier for fact in facts for identifier in PATIENT.findall(fact.text)}


def found_patients(resource: Resource) -> list[tuple[str, str]]:
    """The identifiers, each as JSON, of its patients beside the references that a push led them to."""
    return FOUND_PATIENT.findall(wire.canonical(resource).decode())


def resolved(text: str, places: Mapping[str, str], patients: Mapping[str, str]) -> str:
    """The text with its references led to their places: `Type/id` on the server, or a fullUrl of the same bundle."""

    def reference(match: re.Match[str]) -> str:
        place = places.get(match[1])
        return match[0] if place is None else f'"reference":"{place}"'

    def patient(match: re.Match[str]) -> str:
        place = patients.get(match[1])
        return match[0] if place is None else f'"identifier":{match[1]},"reference":"{place}","type":"Patient"'

    return PATIENT.sub(patient, REFERENCE.sub(reference, text))
