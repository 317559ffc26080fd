"""A code system, as far as a judge of codes needs it: from its table in `definitions`, or from a CodeSystem."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kapfhir.validation.shapes import as_text, objects_in

__all__ = ["CodeSystem", "from_resource", "from_row", "row"]

NOTHING: frozenset[str] = frozenset()
CONCEPT = "http://hl7.org/fhir/concept-properties#"
ROW = 6  # places of a row that has all
LEAST = 4  # places of a row: those that are no maps, and the displays
PARENTS, CHILDREN = ("subsumedBy", "parent"), ("child",)  # properties that say of a concept what nesting says


class CodeSystem(NamedTuple):
    """The codes of a version."""

    version: str
    complete: bool  # else there are codes that are not here
    folded: dict[str, str]  # the code by its form without case; empty where case matters
    displays: dict[str, str]  # the system's own words by code; empty where there are none
    parents: dict[str, list[str]]  # by code
    designations: dict[str, dict[str, list[str]]]  # other words, by code and language
    inactive: frozenset[str] = NOTHING  # codes that are not to be used any more; of a table that is not known

    def code(self, given: str) -> str | None:
        """The code as the system spells it; None where it has none such."""
        if given in self.displays:
            return given
        return self.folded.get(given.casefold()) if self.folded else None


def from_row(row: list[Any]) -> CodeSystem:
    """From a row of `code-systems.json`."""
    version, complete, folded, displays, parents, designations = (*row, {}, {})[:ROW]
    return CodeSystem(version, complete, _folded(displays) if folded else {}, displays, parents, designations)


def row(system: CodeSystem) -> list[Any]:
    """As a row: maps that are empty are left out at its end."""
    parts: list[Any] = [system.version, system.complete, bool(system.folded), *system[LEAST - 1 : ROW]]
    while not parts[-1] and len(parts) > LEAST:
        parts.pop()
    return parts


def _folded(displays: dict[str, str]) -> dict[str, str]:
    return {code.casefold(): code for code in displays}


def from_resource(resource: dict[str, Any]) -> CodeSystem:
    """From a CodeSystem, whatever its members are; what is not read as FHIR has it is passed over."""
    found = [*_concepts(resource.get("concept"))]
    displays = {concept["code"]: as_text(concept.get("display")) for concept, _ in found}
    parents: dict[str, list[str]] = {}
    for child, parent in _edges(found):
        if parent in displays and parent not in parents.setdefault(child, []):
            parents[child].append(parent)
    designations = {concept["code"]: words for concept, _ in found if (words := _designations(concept))}
    return CodeSystem(
        as_text(resource.get("version")), resource.get("content") == "complete",
        {} if resource.get("caseSensitive") is True else _folded(displays), displays,
        {child: above for child, above in parents.items() if above}, designations, _inactive(resource, found),
    )  # fmt: skip


def _inactive(resource: dict[str, Any], found: list[tuple[dict[str, Any], str]]) -> frozenset[str]:
    """By the properties of https://hl7.org/fhir/R4/codesystem-concept-properties.html, whatever they are called."""
    defined = objects_in(resource.get("property"))
    named = {str(one.get("code")): str(one.get("uri")).removeprefix(CONCEPT) for one in defined}
    return frozenset(
        concept["code"]
        for concept, _ in found
        for one in objects_in(concept.get("property"))
        if _retires(named.get(str(one.get("code")), ""), one) or _retires(str(one.get("code")), one)
    )


def _retires(name: str, one: dict[str, Any]) -> bool:
    if name == "inactive":
        return one.get("valueBoolean") is True or one.get("valueCode") == "true"
    return name == "status" and one.get("valueCode", one.get("valueString")) in ("inactive", "retired")


def _concepts(given: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Every concept with the code that it stands in, in the order of the text."""
    ahead = [(concept, "") for concept in reversed(objects_in(given))]
    while ahead:
        concept, above = ahead.pop()
        if isinstance(concept.get("code"), str):
            yield concept, above
            ahead += [(inside, concept["code"]) for inside in reversed(objects_in(concept.get("concept")))]


def _edges(found: list[tuple[dict[str, Any], str]]) -> Iterator[tuple[str, str]]:
    """Child and parent."""
    for concept, above in found:
        yield concept["code"], above
        for other in objects_in(concept.get("property")):
            value = as_text(other.get("valueCode"))
            if other.get("code") in PARENTS:
                yield concept["code"], value
            elif other.get("code") in CHILDREN:
                yield value, concept["code"]


def _designations(concept: dict[str, Any]) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for one in objects_in(concept.get("designation")):
        if as_text(one.get("value")) not in {"", concept.get("display")}:
            words.setdefault(as_text(one.get("language")), []).append(one["value"])
    return words
