"""Extensions by their definitions: which there are, what they hold, and where they stand.

Source: https://hl7.org/fhir/R4/extensibility.html, and HL7's validator for which unknown ones pass: those of
example.org and acme.com, of DICOM, and of the tools that make HL7's own definitions.
"""

import re
from collections.abc import Iterator
from typing import Any

from kapfhir.validation import cross_version
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.primitives import is_absolute
from kapfhir.validation.profiles import compiler, contexts
from kapfhir.validation.profiles.judge import Judge
from kapfhir.validation.profiles.shapes import Extension, Profile
from kapfhir.validation.tables import Type
from kapfhir.wire import Path

__all__ = ["check"]

NAMES = ("extension", "modifierExtension")
HL7 = "http://hl7.org/fhir/"
PASSING = rf"{HL7}(?:tools|build)/StructureDefinition/|.*(?:example\.org|acme\.com|nema\.org)"
# HL7's validator has these built in.
KNOWN = frozenset({
    f"{HL7}StructureDefinition/{name}" for name in (
        "structuredefinition-expression", "elementdefinition-type-must-support", "instance-name",
        "instance-description", "codesystem-properties-mode", "structuredefinition-rdf-type",
        "structuredefinition-conformance-derivedFrom",
        "structuredefinition-fmm-support",
    )
})  # fmt: skip


def check(frame: Frame, type_: Type, node: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Those of one element, which is of a type of the tables."""
    if path[-1:] == ("_id",) and len(path) == len(frame.place) + 1:
        yield Finding(path, "structure", "extension-context", "the id of a resource has no extensions")
    for name in NAMES:
        given = node.get(name)
        for index, one in enumerate(given if isinstance(given, list) else ()):
            url = one.get("url") if isinstance(one, dict) else None
            if isinstance(url, str):
                place = (*path, name, index)
                profile = compiler.find(frame, url)
                if profile and profile.extension:
                    yield from _placed(frame, type_, node, profile.extension, url, place)
                    yield from _held(frame, profile, one, place)
                else:
                    yield from _unknown(frame, type_, node, url, place)


def _held(frame: Frame, profile: Profile, one: dict[str, Any], place: Path) -> Iterator[Finding]:
    judge = Judge(frame, profile)
    yield from judge.whole(one, place)
    if judge.references:
        frame.judged.references.extend(judge.references)


def _unknown(frame: Frame, type_: Type, node: dict[str, Any], url: str, place: Path) -> Iterator[Finding]:
    inside = type_.name == "Extension"
    place = (*place, "url")
    if not is_absolute(url):
        if not inside:
            yield Finding(place, "invalid", "extension-url", "an absolute URL is expected; only inside extensions not")
            return
        above = node.get("url")
        profile = compiler.find(frame, above) if isinstance(above, str) and is_absolute(above) else None
        if profile and profile.extension and url not in profile.extension.parts:
            yield Finding(place, "invalid", "extension-unknown", f"{profile.name} has no such extension inside")
    elif url in KNOWN or re.match(PASSING, url):
        frame.unchecked.add("extensions that are not here")
    else:
        yield Finding(place, "structure", "extension-unknown", "no extension of this url is known")


# --- where it stands ---------------------------------------------------------------------------------------------


def _placed(
    frame: Frame, type_: Type, node: dict[str, Any], extension: Extension, url: str, place: Path
) -> Iterator[Finding]:
    if extension.modifier != (place[-2] == "modifierExtension"):
        text = "this extension modifies" if extension.modifier else "this extension does not modify"
        yield Finding(place, "structure", "extension-modifier", f"{text}: it stands in {NAMES[extension.modifier]}")
    elements = extension.elements
    if not elements.isdisjoint(contexts.ANYWHERE) or type_.name in elements:
        return
    start = len(frame.place)
    kind, way = str(frame.resource["resourceType"]), tuple(step for step in place[start:-2] if isinstance(step, str))
    called = contexts.names(frame.library.release, kind, way)
    if not called or not elements.isdisjoint(called) or _in_extension(frame, type_, node, extension, place):
        return
    if extension.other:
        frame.unchecked.add(f"context of the extension {url}")
    elif not any(name.startswith(contexts.EXAMPLES) for name in called):
        expected = ", ".join(sorted(elements | extension.extensions))
        severity = "warning" if cross_version.is_one(url) else "error"
        yield Finding(place, "structure", "extension-context", f"its context is expected: {expected}", severity)


def _in_extension(frame: Frame, type_: Type, node: dict[str, Any], extension: Extension, place: Path) -> bool:
    """Whether it stands in one of the extensions that it may stand in, or in the value of one."""
    if not extension.extensions:
        return False
    if type_.name == "Extension":
        return node.get("url") in extension.extensions
    around: Any = frame.resource
    for step in place[len(frame.place) : -3]:
        around = around[step]
    return isinstance(around, dict) and around.get("url") in extension.extensions
