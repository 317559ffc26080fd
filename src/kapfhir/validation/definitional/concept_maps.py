"""A ConceptMap: its codes are of the code systems and value sets that it names (`concept-map-code`).

What it says more of a mapping is what it declares (`concept-map-property`).

Source: https://hl7.org/fhir/R4/conceptmap.html, https://hl7.org/fhir/R5/conceptmap.html.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.validation.terminology import CodeSystem, Contents, terminology
from kapfhir.wire import Path

__all__ = ["check"]

DECLARED = (("property", "code", "property"), ("dependsOn", "attribute", "additionalAttribute"),
            ("product", "attribute", "additionalAttribute"))  # fmt: skip


class Side(NamedTuple):
    """Source or target of a group."""

    url: str
    system: CodeSystem | None  # if all of it is here, in the version that the group names
    scope: Contents | None  # of the value set that the map is for

    def wrong(self, code: str) -> str:
        """What is wrong with a code, empty where nothing is."""
        if not code or self.system is None:
            return ""
        own = self.system.code(code)
        if own is None:
            return "the code system has no such code"
        among = None if self.scope is None else self.scope.get(self.url, None if "" in self.scope else frozenset[str]())
        return "" if not isinstance(among, frozenset) or own in among else "the value set has no such code"


def check(frame: Frame, concept_map: Json, path: Path) -> Iterator[Finding]:
    """Every code of every group."""
    declared = {where: {text_of(one, "code") for _, one in listed(concept_map, where)} for _, _, where in DECLARED}
    for number, group in listed(concept_map, "group"):
        source, target = (_side(frame, concept_map, group, name) for name in ("source", "target"))
        for index, element in listed(group, "element"):
            place = (*path, "group", number, "element", index)
            yield from _code(source, element, place)
            for at, mapped in listed(element, "target"):
                yield from _code(target, mapped, (*place, "target", at))
                if frame.types.release != "R4":
                    yield from _declared(declared, mapped, (*place, "target", at))


def _side(frame: Frame, concept_map: Json, group: Json, name: str) -> Side:
    known = terminology(frame.library)
    url, _, version = text_of(group, name).partition("|")
    version = version or text_of(group, f"{name}Version")
    system = known.system(url) if url else None
    if system and not (system.complete and version in {"", system.version}):
        frame.unchecked.add("codes of a ConceptMap whose code systems are not here")
        system = None
    scopes = (f"{name}{middle}{end}" for middle in ("", "Scope") for end in ("Canonical", "Uri"))
    scope = next((given for member in scopes if (given := text_of(concept_map, member))), "")
    return Side(url, system, known.value_set(scope) if scope else None)


def _code(side: Side, node: Json, path: Path) -> Iterator[Finding]:
    if wrong := side.wrong(text_of(node, "code")):
        yield Finding((*path, "code"), "code-invalid", "concept-map-code", wrong)


def _declared(declared: dict[str, set[str]], mapped: Json, path: Path) -> Iterator[Finding]:
    for name, member, where in DECLARED:
        for index, one in listed(mapped, name):
            if text_of(one, member) not in declared[where]:
                place = (*path, name, index, member)
                yield Finding(place, "invalid", "concept-map-property", f"ConceptMap.{where} declares no such code")
