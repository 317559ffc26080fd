"""A StructureDefinition compiled to what it asks beyond its type, once for each library.

An element counts as narrowed where it differs from the table of its type: more required, fewer allowed, fixed, a
pattern, a binding, types, targets, constraints of a profile, lengths, limits, slices. All else is left out.
"""

from functools import lru_cache
from typing import Any

from kapfhir.validation.frame import Frame
from kapfhir.validation.library import Library
from kapfhir.validation.profiles import contexts
from kapfhir.validation.profiles.elements import Elements
from kapfhir.validation.profiles.shapes import About, Profile, Value

__all__ = ["find"]

IMPOSES = "http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile"
MOST_BASES = 20  # a definition may be based on itself


def find(frame: Frame, canonical: str) -> Profile | None:
    """The profile of this url; None where it is not here, has no snapshot, or cannot be read, which is said."""
    known = _known(frame.library)
    profile = known.get(canonical)
    if profile is None:
        definition = frame.library.find("StructureDefinition", canonical)
        if definition is None:
            return None
        try:
            profile = known[canonical] = compiled(frame, definition)
        except RecursionError:  # it is not kept: another call may have more of the stack left
            profile = _unreadable(definition)
    if profile.unchecked:
        frame.unchecked.update(profile.unchecked)
    return profile


@lru_cache(maxsize=16)
def _known(_library: Library) -> dict[str, Profile]:
    """Those of a library that were compiled, by how they were asked for."""
    return {}


def compiled(frame: Frame, definition: dict[str, Any]) -> Profile:
    """What cannot be read asks nothing, and its name says so.

    Raises:
        RecursionError: the stack is not deep enough for it.
    """
    url, version, name, type_ = _named(definition)
    snapshot = definition.get("snapshot")
    elements = snapshot.get("element") if isinstance(snapshot, dict) else None
    if not elements:
        return _nothing(definition, "no snapshot")
    try:
        about = About(frame.types, url, name, type_, _bindings(frame.library, definition), {})
        value = Elements(about, elements).root()
        extension = contexts.compiled(definition) if type_ == "Extension" else None
    # a definition is anyone's JSON: what is wrong with it is not the fault of the resource
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, OSError):
        return _unreadable(definition)
    return Profile(url, version, name, type_, value, tuple(about.unchecked), extension, _imposed(definition))


def _unreadable(definition: dict[str, Any]) -> Profile:
    return _nothing(definition, "its snapshot cannot be read")


def _nothing(definition: dict[str, Any], why: str) -> Profile:
    url, version, name, type_ = _named(definition)
    return Profile(url, version, name, type_, Value(), (f"profile {url}: {why}",), None)


def _named(definition: dict[str, Any]) -> tuple[str, str, str, str]:
    """Its url, its version, what a sentence calls it, and the type that it is of."""
    url, version = str(definition.get("url", "")), str(definition.get("version", ""))
    return url, version, url.rpartition("/")[2], str(definition.get("type", "")).rpartition("/")[2]


def _imposed(definition: dict[str, Any]) -> tuple[str, ...]:
    given = definition.get("extension")
    found = [one for one in (given if isinstance(given, list) else ()) if isinstance(one, dict)]
    return tuple(str(one.get("valueCanonical")) for one in found if one.get("url") == IMPOSES)


def _bindings(library: Library, definition: dict[str, Any]) -> frozenset[tuple[str, str]]:
    """Path and value set of the bindings that this definition brings, or one that it is based on."""
    found: set[tuple[str, str]] = set()
    of: dict[str, Any] | None = definition
    for _ in range(MOST_BASES):
        if not of or of.get("derivation") != "constraint":
            break
        elements = of.get("differential", {}).get("element", ())
        found |= {(one["path"], one["binding"].get("valueSet", "")) for one in elements if "binding" in one}
        of = library.find("StructureDefinition", str(of.get("baseDefinition", "")))
    return frozenset(found)
