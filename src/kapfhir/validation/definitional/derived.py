"""The differential of a profile beside what it is based on: its elements are there, and what is fixed stays fixed.

| rule | what it asks |
|---|---|
| `differential-path` | a path is one of the type, or leads through one that holds anything |
| `differential-fixed` | a value that the base fixes is fixed to the same |
| `discriminator-path` | a discriminator begins with an element of what is sliced |
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from kapfhir import definitions
from kapfhir.validation.definitional.stated import Stated
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.library import Definition
from kapfhir.validation.profiles.matching import same
from kapfhir.wire import Path

__all__ = ["check"]

_NAME = re.compile(r"[a-z][A-Za-z0-9]*").match


def check(frame: Frame, node: Definition, path: Path) -> Iterator[Finding]:
    """Of a StructureDefinition that constrains another."""
    if node.get("derivation") != "constraint":
        return
    base = frame.library.find("StructureDefinition", str(node.get("baseDefinition")))
    stated = Stated(frame, base) if base else None
    own = Stated(frame, {**node, "snapshot": None, "baseDefinition": ""})
    rows = Rows(frame)
    for id_, place in own.places.items():
        element, where = own.elements[id_], (*path, *place)
        if rows.lacks(str(element.get("path"))):
            yield Finding((*where, "path"), "invalid", "differential-path", "the type has no such element")
        if stated:
            yield from _fixed(stated, id_, element, where)
        yield from _discriminators(frame, own, id_, where)


def _fixed(base: Stated, id_: str, element: dict[str, Any], where: Path) -> Iterator[Finding]:
    for name, value in element.items():
        if not name.startswith("fixed"):
            continue
        expected = base.said(id_, "fixed")
        if expected is not None and not same(expected, value):
            text = "what it is based on fixes another value, and an element cannot have both"
            yield Finding((*where, name), "business-rule", "differential-fixed", text)


def _discriminators(frame: Frame, own: Stated, id_: str, where: Path) -> Iterator[Finding]:
    slicing = own.elements[id_].get("slicing")
    given = slicing.get("discriminator") if isinstance(slicing, dict) else None
    types = own.types(id_) if given else ()
    if len(types) != 1 or (kind := next(iter(types))) not in own.known:
        return
    names = _members(frame.library.release, kind)
    for index, one in enumerate(given if isinstance(given, list) else ()):
        said = str(one.get("path")) if isinstance(one, dict) else ""
        found = _NAME(said)
        if found and found[0] not in names and not said[found.end() :].startswith("("):
            text = f"{kind} has no such element, by which it could be sliced"
            place = (*where, "slicing", "discriminator", index, "path")
            yield Finding(place, "invalid", "discriminator-path", text)


@cache
def _members(release: str, kind: str) -> frozenset[str]:
    """The names of its elements, of a choice without the type."""
    elements = definitions.load(f"{release}/{kind}")["elements"]
    last = (path[len(kind) + 1 :] for path in elements if path.startswith(f"{kind}."))
    return frozenset(name.removesuffix("[x]") for name in last if "." not in name)


class Rows:
    """Paths by the tables of the types."""

    def __init__(self, frame: Frame) -> None:
        self._release = frame.library.release
        index = definitions.load(f"{self._release}/index")
        self._known = frozenset([*index["resources"], *index["datatypes"]])

    def lacks(self, path: str) -> bool:
        """Whether there is no element of this path; not where that is not known."""
        kind, *steps = path.split(".")
        for step in steps:
            table = kind.partition(".")[0]
            if table not in self._known:
                return False
            types = _types(self._release, kind, step)
            if not types:
                return True
            if len(types) > 1:
                return False
            kind = types[0].partition("/")[0]
        return False


@lru_cache(maxsize=4096)
def _types(release: str, kind: str, step: str) -> list[str]:
    """Of an element, which may be a choice with its type in the name, `valueQuantity`; none where there is none."""
    elements = definitions.load(f"{release}/{kind.partition('.')[0]}")["elements"]
    if f"{kind}.{step}" in elements:
        return list(elements[f"{kind}.{step}"][2])
    for path, row in elements.items():
        stem = path[len(kind) + 1 : -3] if path.startswith(f"{kind}.") and path.endswith("[x]") else ""
        if stem and step.startswith(stem):
            found = [type_ for type_ in row[2] if type_[:1].upper() + type_[1:] == step[len(stem) :]]
            if found:
                return found
    return []
