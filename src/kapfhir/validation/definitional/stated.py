"""What a profile says of an element: in its snapshot, or in its differential and in what it is based on.

An element is called by its id, `Patient.identifier:mrn.system`, which is made of paths and names of slices. What is
said of no slice is of each; what a profile does not say, its type does (`row`, as definitions/README.md has it).
"""

import re
from collections.abc import Iterator
from typing import Any

from kapfhir import definitions
from kapfhir.validation.frame import Frame
from kapfhir.validation.library import Definition
from kapfhir.validation.shapes import objects_in
from kapfhir.wire import Path

__all__ = ["Stated", "based_on", "profiles"]

MOST_BASES = 20  # a definition may be based on itself
DEEPEST = 50  # steps of a path
MANY = 2**31
SYSTEM = "/fhirpath/"  # in the types of FHIRPath, which ids and urls of extensions have
LEAST = 4  # places of a row that has more than its types
_SLICE = re.compile(r":[^.]*").sub
Json = dict[str, Any]


class Stated:
    """The elements of one profile."""

    def __init__(self, frame: Frame, definition: Definition) -> None:
        self.definition = definition
        self._release = frame.library.release
        index = definitions.load(f"{self._release}/index")
        self.known = frozenset([*index["resources"], *index["datatypes"]])
        self.elements: dict[str, Json] = {}
        self.places: dict[str, Path] = {}  # in the definition itself
        self.bound: dict[str, Definition] = {}  # which definition has the binding: it may contain the value set
        self._children: dict[str, list[str]] = {}
        for one in reversed([*_chain(frame, definition)]):
            self._add(one)
        for id_ in self.elements:
            above, _, name = id_.rpartition(":" if ":" in id_.rpartition(".")[2] else ".")
            if name:
                self._children.setdefault(above, []).append(id_)

    def _add(self, definition: Definition) -> None:
        part = "snapshot" if objects_in(_of(definition, "snapshot")) else "differential"
        last: dict[str, str] = {}  # the id by the path
        for index, element in enumerate(_of(definition, part)):
            path = element.get("path") if isinstance(element, dict) else None
            if not isinstance(path, str) or path.count(".") > DEEPEST:
                continue
            above, _, name = path.rpartition(".")
            slice_ = element.get("sliceName")
            id_ = f"{last.get(above, above)}.{name}" if above else name
            id_ += f":{slice_}" if isinstance(slice_, str) else ""
            last = {known: its for known, its in last.items() if path.startswith(f"{known}.")} | {path: id_}
            self._put(definition, id_, element)
            if definition is self.definition:
                self.places.setdefault(id_, (part, "element", index))

    def _put(self, definition: Definition, id_: str, element: Json) -> None:
        before = self.elements.get(id_, {"constraint": []})
        before["constraint"] += objects_in(element.get("constraint"))
        self.elements[id_] = before | element | {"constraint": before["constraint"]}
        if "binding" in element:
            self.bound[id_] = definition

    def members(self, id_: str) -> list[str]:
        """The ids of the elements in it."""
        return [one for one in self._children.get(id_, ()) if one[len(id_)] == "."]

    def slices(self, id_: str) -> list[str]:
        """The ids of its slices."""
        return [one for one in self._children.get(id_, ()) if one[len(id_)] == ":"]

    def said(self, id_: str, *stems: str) -> Any:
        """What it says by a keyword, or the first that begins so; None if nothing. Of a slice, also what is of all."""
        for one in (id_, _SLICE("", id_)):
            for name, value in self.elements.get(one, {}).items():
                if name.startswith(stems):
                    return value
        return None

    def binding(self, id_: str) -> tuple[Json, Definition]:
        """The binding, and which definition has it."""
        for one in (id_, _SLICE("", id_)):
            found = self.elements.get(one, {}).get("binding")
            if isinstance(found, dict):
                return found, self.bound[one]
        row = self.row(id_)
        more = row[-1] if row and len(row) >= LEAST else {}
        found = {"valueSet": more["binding"], "strength": more.get("strength", "required")} if "binding" in more else {}
        return found, self.definition

    def bounds(self, id_: str) -> tuple[int, int] | None:
        """Min and max; None where that is not known. A slice may be missing, and its element is there as often as its
        slices are."""
        row = self.row(id_)
        is_slice = ":" in id_.rpartition(".")[2]
        own, of_all = self.elements.get(id_, {}), self.elements.get(_SLICE("", id_), {})
        least = own.get("min", 0 if is_slice else of_all.get("min", row[0] if row else None))
        most = own.get("max", of_all.get("max"))
        if most is None and row:
            most = "*" if row[1] is None else str(row[1])
        if type(least) is not int or not isinstance(most, str):
            return None
        ordered = [self.elements[one].get("min") for one in self.slices(id_)]
        least = max(least, sum(one for one in ordered if type(one) is int))
        return least, int(most) if most.isdecimal() and len(most) < len(str(MANY)) else MANY

    def types(self, id_: str) -> frozenset[str]:
        """The names of its types; none where that is not known."""
        given = self.said(id_, "type")
        if given is not None:
            codes = frozenset(str(one.get("code")) for one in objects_in(given))
            return frozenset() if any(SYSTEM in code for code in codes) else codes
        row = self.row(id_)
        return frozenset(kind.partition("/")[0] for kind in row[2] if "." not in kind) if row else frozenset()

    def row(self, id_: str) -> list[Any] | None:
        """What the type has of the element, on the way through data types."""
        first, *steps = _SLICE("", id_).split(".")
        path, row = first, None
        if first not in self.known:
            return None
        for step in steps:
            path = f"{path}.{step}"
            table = path.partition(".")[0]
            row = definitions.load(f"{self._release}/{table}")["elements"].get(path) if table in self.known else None
            if row is None:
                return None
            path = row[2][0].partition("/")[0] if len(row[2]) == 1 else path
        return row


def _chain(frame: Frame, definition: Definition) -> Iterator[Definition]:
    """It, and what it is based on, as far as one has no snapshot, and not the type itself."""
    one: Definition | None = definition
    for _ in range(MOST_BASES):
        if one is None or one.get("derivation") != "constraint":
            return
        yield one
        if objects_in(_of(one, "snapshot")):
            return
        one = frame.library.find("StructureDefinition", str(one.get("baseDefinition")))


def based_on(frame: Frame, canonical: str) -> Iterator[Definition]:
    """The definition of this url, and all that it is based on."""
    for _ in range(MOST_BASES):
        found = frame.library.find("StructureDefinition", canonical)
        if found is None:
            return
        yield found
        canonical = str(found.get("baseDefinition"))


def _of(definition: Definition, part: str) -> list[Any]:
    found = definition.get(part)
    elements = found.get("element") if isinstance(found, dict) else None
    return elements if isinstance(elements, list) else []


def profiles(types: Any) -> list[str]:
    """The urls of the profiles that the types of an element name."""
    given = [one.get("profile") for one in objects_in(types)]
    return [url for urls in given if isinstance(urls, list) for url in urls if isinstance(url, str)]
