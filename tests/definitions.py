"""StructureDefinitions made by hand, and a resource judged by them."""

from typing import Any

from kapfhir.validation import structure
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import framed
from kapfhir.validation.library import Library
from kapfhir.validation.profiles import claims, targets
from kapfhir.validation.tables import types

__all__ = ["OF_PROFILES", "URL", "Given", "extension", "judged", "profile"]

URL = "https://a.example/StructureDefinition/"
OF_PROFILES = (
    "profile",
    "complies-with",
    "differential",
    "discriminator",
    "slice",
    "extension-unknown",
    "extension-url",
    "extension-context",
    "extension-modifier",
    "required-binding",
)
NAMED = ("profile", "context", "extensions", "invariant")
Json = dict[str, Any]


class Given(Library):
    """The library of a release, with some definitions more."""

    def __init__(self, release: str, definitions: tuple[Json, ...]) -> None:
        super().__init__(release)
        self._given = {definition["url"]: definition for definition in definitions}

    def find(self, kind: str, canonical: str) -> Json | None:
        found = self._given.get(canonical.partition("|")[0])
        return found if found and found["resourceType"] == kind else super().find(kind, canonical)


def profile(name: str, type_: str, *elements: Json, **more: Any) -> Json:
    """A definition with this snapshot: its root, and elements of which `path` is given without the type."""
    whole = [{"id": type_, "path": type_, "min": 0, "max": "*"}, *elements]
    made = [{"min": 0, "max": "*"} | one | {"path": _path(type_, one["path"])} for one in whole]
    return {
        "resourceType": "StructureDefinition",
        "url": URL + name,
        "type": type_,
        "derivation": "constraint",
        "baseDefinition": f"http://hl7.org/fhir/StructureDefinition/{type_}",
        "snapshot": {"element": made},
    } | more


def _path(type_: str, path: str) -> str:
    return path if path in {type_, ""} else f"{type_}.{path}"


def extension(name: str, *elements: Json, context: str = "Element", modifier: bool = False, **more: Any) -> Json:
    """The definition of an extension."""
    root = {"path": "Extension", "isModifier": modifier}
    url = {"path": "url", "min": 1, "max": "1", "fixedUri": URL + name}
    made = profile(name, "Extension", url, *elements, context=[{"type": "element", "expression": context}]) | more
    made["snapshot"]["element"][0] |= root
    return made


def judged(
    resource: Json, *definitions: Json, by: tuple[str, ...] = (), release: str = "r4"
) -> tuple[list[Finding], set[str]]:
    """What profiles and extensions find, and what of them is named as not checked."""
    frame = framed(types(release), Given(release, definitions), resource)
    found = [*structure.resource(frame), *claims.named(frame, [URL + name for name in by]), *targets.followed(frame)]
    return [one for one in found if one.rule.startswith(OF_PROFILES)], {
        name for name in frame.unchecked if name.startswith(NAMED)
    }
