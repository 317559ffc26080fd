"""An ImplementationGuide: what it depends on (`guide-dependency`), and what HL7 asks of its own (`guide-hl7`).

Source: https://hl7.org/fhir/R4/implementationguide-definitions.html#ImplementationGuide.dependsOn, and HL7's validator.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.definitions import CORE
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

__all__ = ["check"]

HL7 = ("http://hl7.org/", "https://hl7.org/", "http://www.hl7.org/", "https://www.hl7.org/")
STATED = ("structuredefinition-standards-status", "structuredefinition-wg")  # extensions that HL7's own guides have


def check(_: Frame, guide: Json, path: Path) -> Iterator[Finding]:
    """Each dependency; then, of a guide of HL7's, its status and its workgroup."""
    for index, dependency in listed(guide, "dependsOn"):
        for text in _of_dependency(dependency):
            yield Finding((*path, "dependsOn", index), "business-rule", "guide-dependency", text)
    if text_of(guide, "url").startswith(HL7):
        given = {text_of(extension, "url") for _, extension in listed(guide, "extension")}
        for name in STATED:
            if CORE + name not in given:
                yield Finding(path, "business-rule", "guide-hl7", f"a guide of HL7 has the extension {name}")


def _of_dependency(dependency: dict[str, Any]) -> Iterator[str]:
    url, bar, version = text_of(dependency, "uri").partition("|")
    stated = text_of(dependency, "version")
    if bar and not version:
        yield "a canonical url does not end in |"
    elif version and version != stated:
        yield "the version in the url is also that of dependsOn.version"
    if url and "/ImplementationGuide/" not in url:
        yield "the url is that of an ImplementationGuide"
