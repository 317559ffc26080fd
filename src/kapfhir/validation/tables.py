"""The definitions of a release as the interpreter reads them: a Type has Elements by their names in JSON.

Choice types are spelled out (`valueQuantity`), a content reference is the kind of its target. A table is read when a
type is met for the first time.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from kapfhir import definitions
from kapfhir.validation import attachments, identifiers, labels
from kapfhir.validation.document import Finding
from kapfhir.validation.invariants import Invariant, invariant
from kapfhir.validation.primitives import Primitive, is_url, of_release
from kapfhir.wire import Path

__all__ = ["Element", "Type", "Types", "types"]

CODED = frozenset({
    "Coding", "CodeableConcept", "CodeableReference", "Quantity", "SimpleQuantity", "MoneyQuantity", "Age", "Count",
    "Distance", "Duration",
})  # fmt: skip
BOUND = CODED | {"code", "uri"}
PLAIN = {"xhtml": None, "canonical": is_url}  # where more is to know of some values
Check = Callable[[dict[str, Any], Path], Iterator[Finding]]
Plain = Callable[[Any], bool]
Rows = dict[str, dict[str, list[Any]]]
OWN: dict[str, Check] = {"Attachment": attachments.check, "Identifier": identifiers.check, "Meta": labels.check}


class Element(NamedTuple):
    """What may stand under a name."""

    kind: str  # a primitive, a data type, a group of elements by its path (`Bundle.entry`), or `Resource`
    many: bool
    primitive: Primitive | None
    plain: Plain | None  # whether a value is one, where no more is to know of the element
    binding: str  # the value set of its binding, or nothing
    strength: str  # of the binding: required, extensible, preferred, or nothing
    coded: bool  # whether it has a code in its value
    targets: tuple[str, ...]  # resource types that its reference may lead to; none: any


class Type(NamedTuple):
    """A resource type, a data type, or a group of elements."""

    elements: dict[str, Element]
    plain: dict[str, Plain]  # of the elements that have it, and are not many
    required: tuple[tuple[str, ...], ...]  # of each of these one must be there
    choices: tuple[frozenset[str], ...]  # of each of these only one may be there
    name: str
    invariants: tuple[Invariant, ...]  # that have to be judged here
    own: Check | None  # a check of the type's own


class Types(dict[str, Type]):
    """The types of a release by name; each is made at the first miss, and groups of elements one by one."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        index = definitions.load(f"{folder}/index")
        self._folder = folder
        self._bases = index["bases"]
        self._primitives = of_release(folder)
        self._rows: dict[str, Rows] = {}  # of the types whose files were read: by path
        self.release = index["release"]
        self.resources = frozenset(index["resources"])

    def __missing__(self, kind: str) -> Type:
        name = kind.partition(".")[0]
        table = definitions.load(f"{self._folder}/{name}")
        if name not in self._rows:
            self._rows[name] = _grouped(table)
        rows = self._rows[name][kind]
        made = self[kind] = self._type(kind, rows, (*self._of_base(kind), *_invariants(kind, table, rows)))
        return made

    def _of_base(self, path: str) -> tuple[Invariant, ...]:
        return self[self._bases[path]].invariants if path in self._bases else ()

    def _type(self, path: str, rows: dict[str, list[Any]], invariants: tuple[Invariant, ...]) -> Type:
        elements = dict(pair for name, row in rows.items() if row[1] != 0 for pair in self._elements(name, row))
        if path == "CodeableConcept":  # which looks at its codings itself
            elements["coding"] = elements["coding"]._replace(coded=False)
        required = tuple(tuple(_names(name, row)) for name, row in rows.items() if row[0])
        choices = tuple(frozenset(_names(name, row)) for name, row in rows.items() if name.endswith("[x]"))
        plain = {name: one.plain for name, one in elements.items() if one.plain and not one.many}
        return Type(elements, plain, required, choices, path, invariants, OWN.get(path))

    def _elements(self, name: str, row: list[Any]) -> Iterator[tuple[str, Element]]:
        more = row[3] if len(row) > 3 else {}  # noqa: PLR2004  # as definitions/README.md has it
        binding = more.get("binding", "")
        strength = more.get("strength", "required") if binding else ""
        targets = tuple(more.get("Reference", ()))
        for spelled, kind in zip(_names(name, row), row[2], strict=True):
            table = kind.rpartition("/")[2]
            primitive = self._primitives.get(table)
            plain = PLAIN.get(table, primitive.holds) if primitive else None
            bound = strength if table in BOUND and (primitive or strength != "preferred") else ""
            if primitive and bound:
                plain = self._listed(binding)
            coded = table in CODED
            yield spelled, Element(table, row[1] != 1, primitive, plain, binding, bound, coded, targets)

    def _listed(self, binding: str) -> Plain:
        """Whether a value is one of the codes that a value set has, by whatever system: looked up at first need."""
        codes: frozenset[str] | None = None

        def holds(value: Any) -> bool:
            nonlocal codes
            if codes is None:
                listed = definitions.member(f"{self._folder}/codes", binding)
                codes = frozenset(listed["codes"] if listed else ())
            return isinstance(value, str) and value in codes

        return holds


def _grouped(table: dict[str, Any]) -> Rows:
    """The elements of each type or group, by its path."""
    groups: Rows = {}
    for path, row in table["elements"].items():
        owner, _, last = path.rpartition(".")
        groups.setdefault(owner, {})[last] = row
    return groups


def _invariants(path: str, table: dict[str, Any], rows: dict[str, list[Any]]) -> Iterator[Invariant]:
    """Of a type, and of those of its elements that are no types with a table of their own."""
    own: list[tuple[str, str, tuple[str, ...]]] = [(path, key, ()) for key in _keys(table["elements"][path])]
    for name, row in rows.items():
        if row[2] != [f"{path}.{name}"]:
            own += [(f"{path}.{name}", key, tuple(_names(name, row))) for key in _keys(row)]
    made = (invariant(key, table["constraints"][key], base, names) for base, key, names in own)
    return (one for one in made if one)


def _keys(row: list[Any]) -> list[str]:
    return row[3].get("constraints", []) if len(row) > 3 else []  # noqa: PLR2004  # as definitions/README.md has it


def _names(name: str, row: list[Any]) -> Iterator[str]:
    """The names in JSON: one, or one for each type of a choice."""
    stem = name.removesuffix("[x]")
    if stem == name:
        return iter([name])
    return (stem + kind[0].upper() + kind[1:].partition("/")[0] for kind in row[2])


@cache
def types(folder: str) -> Types:
    """The types of a release, by the folder of its definitions."""
    return Types(folder)
