"""The guide as data for tests: its definitions, its examples, and for each of its rules an example that breaks it."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import kapfhir

GUIDE = Path(kapfhir.__file__).parent / "definitions" / "kap"
DEFINITIONS = sorted(GUIDE.glob("*.json"))
EXAMPLES = sorted((GUIDE / "example").glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    """A resource."""
    resource: dict[str, Any] = json.loads(path.read_bytes())
    return resource


STRUCTURES = [read(path) for path in sorted(GUIDE.glob("StructureDefinition-*.json"))]
PROFILES = [structure for structure in STRUCTURES if structure["type"] != "Extension"]


class Broken(NamedTuple):
    """An example changed so that it breaks one rule: an invariant's key, a value set's id, an element not allowed."""

    kind: str
    rule: str
    resource: dict[str, Any]
    undecided: bool

    @property
    def message(self) -> re.Pattern[str]:
        """What a validator says when the rule is broken: it names the rule."""
        if self.kind == "invariants":
            return re.compile(rf"\b{self.rule}:")
        if self.kind == "bindings":
            return re.compile(rf"/ValueSet/{self.rule}(?![\w-])")
        profile, element = self.rule.split()
        return re.compile(rf"{re.escape(element)}: max allowed = 0.*/{profile}\|", re.DOTALL)


def broken() -> Iterator[Broken]:
    """Each row of the table."""
    table = json.loads((Path(__file__).parent / "corpus" / "guide" / "broken.json").read_bytes())
    for kind in ("invariants", "bindings", "absent"):
        for row in table[kind]:
            yield Broken(
                kind, row["rule"], changed(read(_place(row["example"])), row["change"]), row.get("undecided", False)
            )


def _place(name: str) -> Path:
    """An example, or a Questionnaire, which is its own."""
    return next(path for path in (GUIDE / "example" / f"{name}.json", GUIDE / f"{name}.json") if path.exists())


def changed(resource: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A copy with a value at each JSON pointer; None takes away what is there."""
    copied = copy.deepcopy(resource)
    for pointer, value in changes.items():
        *way, last = [int(part) if part.isdigit() else part for part in pointer.split("/")[1:]]
        place: Any = copied
        for part in way:
            place = place[part]
        if value is None:
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value
    return copied


def rules() -> set[tuple[str, str]]:
    """Every rule that the guide adds to FHIR's own."""
    return {
        rule
        for structure in STRUCTURES
        for element in structure["differential"]["element"]
        for rule in _of(structure, element)
    }


def _of(structure: dict[str, Any], element: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("invariants", constraint["key"]) for constraint in element.get("constraint", []))
    if element.get("binding", {}).get("strength") == "required":
        yield "bindings", element["binding"]["valueSet"].rpartition("/")[2]
    if element.get("max") == "0" and structure["type"] != "Extension":  # there every one is either a value or parts
        yield "absent", f"{structure['id']} {element['path']}"
