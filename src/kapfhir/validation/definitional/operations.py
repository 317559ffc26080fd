"""An OperationDefinition: its parameters are those of the profiles that it names (`operation-profile`).

Source: https://hl7.org/fhir/R4/operationdefinition-definitions.html#OperationDefinition.inputProfile: the profile
and the parameters are two accounts of one thing. A parameter that only one of them has is no error.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.definitions import CORE
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

__all__ = ["check"]

ALLOWED = "http://hl7.org/fhir/StructureDefinition/operationdefinition-allowed-type"
SLICE = "Parameters.parameter:"
HOLDERS = ("value[x]", "resource", "part")


def check(frame: Frame, operation: Json, path: Path) -> Iterator[Finding]:
    """Parameters that go in by `inputProfile`, those that come out by `outputProfile`."""
    for name, use in (("inputProfile", "in"), ("outputProfile", "out")):
        canonical = text_of(operation, name)
        if not canonical:
            continue
        profile = frame.library.find("StructureDefinition", canonical)
        if profile is None:
            frame.unchecked.add("profiles of operations that are not here")
        elif profile.get("type") != "Parameters":
            yield _wrong((*path, name), "a profile of Parameters is expected")
        else:
            yield from _compared(operation, use, _slices(profile), path)


def _slices(profile: Json) -> dict[str, dict[str, Json]]:
    """By the name of the parameter: the elements of its slice, by what follows its id; "" is the slice itself."""
    found: dict[str, dict[str, Json]] = {}
    for _, element in listed(profile.get("snapshot"), "element"):
        id_ = text_of(element, "id")
        if id_.startswith(SLICE):
            slice_, _, rest = id_.removeprefix(SLICE).partition(".")
            found.setdefault(slice_, {})[rest] = element
    return {_name(elements): elements for elements in found.values() if "" in elements}


def _name(elements: dict[str, Json]) -> str:
    element = elements.get("name", {})
    return text_of(element, "fixedString") or text_of(element, "patternString")


def _compared(operation: Json, use: str, slices: dict[str, dict[str, Json]], path: Path) -> Iterator[Finding]:
    for index, parameter in listed(operation, "parameter"):
        elements = slices.get(text_of(parameter, "name")) if parameter.get("use") == use else None
        if elements:
            for text in _differences(parameter, elements):
                yield _wrong((*path, "parameter", index), text)


def _differences(parameter: Json, elements: dict[str, Json]) -> Iterator[str]:
    for end in ("min", "max"):
        if end in parameter and parameter[end] != elements[""].get(end):
            yield f"{end} is that of the profile"
    kinds, profiles, targets = _of_profile(elements)
    if kinds != _types(parameter):
        yield "the types are those that the profile allows"
    stated = _strings(parameter, "targetProfile")
    if not {*filter(_narrows, targets)} <= stated or not stated <= profiles | targets:
        yield "the target profiles are those of the profile"


def _narrows(profile: str) -> bool:
    """Whether a profile is more than one of FHIR's own types."""
    return not profile.removeprefix(CORE).isalnum()


def _types(parameter: Json) -> set[str]:
    extended = [one for _, one in listed(parameter, "extension") if one.get("url") == ALLOWED]
    if extended:
        return {text_of(one, "valueUri") or text_of(one, "valueCode") for one in extended}
    kind = text_of(parameter, "type")
    return _strings(parameter, "allowedType") or ({kind} if kind else set())


def _of_profile(elements: dict[str, Json]) -> tuple[set[str], set[str], set[str]]:
    """Of a slice: the types of its value or resource, profiles of a resource, profiles of what is referred to."""
    kinds: set[str] = set()
    found: dict[str, set[str]] = {"profile": set(), "targetProfile": set()}
    for name, member in (("value[x]", "targetProfile"), ("resource", "profile")):
        others = (elements.get(other, {}).get("min") for other in HOLDERS if other != name)
        if name not in elements or elements[name].get("max") == "0" or any(others):
            continue
        for _, type_ in listed(elements[name], "type"):
            kinds.add(text_of(type_, "code"))
            found[member] |= _strings(type_, member)
    return kinds, found["profile"], found["targetProfile"]


def _strings(node: Json, name: str) -> set[str]:
    given: Any = node.get(name)
    return {one for one in (given if isinstance(given, list) else ()) if isinstance(one, str)}


def _wrong(path: Path, text: str) -> Finding:
    return Finding(path, "invalid", "operation-profile", text)
