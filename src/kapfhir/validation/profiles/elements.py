"""The elements of a snapshot, compiled to what each asks beyond the table of its type."""

from typing import Any

from kapfhir.validation.primitives import PRIMITIVES
from kapfhir.validation.profiles import narrowed, sliced, slicing
from kapfhir.validation.profiles.shapes import About, Member, Shape, Slicing, Value
from kapfhir.validation.profiles.snapshot import Node, tree
from kapfhir.validation.tables import Element, Type

__all__ = ["Elements"]


class Elements:
    """Of one snapshot."""

    def __init__(self, about: About, elements: list[dict[str, Any]]) -> None:
        self.about = about
        self._tree = tree(elements)
        led = any("contentReference" in element for element in elements)  # in most snapshots none is
        self._by_path = {node.element["path"]: node for node in self._tree.walk() if not node.slice} if led else {}
        self._links: dict[str, Value] = {}  # what is narrowed and has its content elsewhere, by the path of that

    def root(self) -> Value:
        """Of the resource, or of the value of a data type."""
        value = self._root()
        wanted = {node.element["contentReference"].rpartition("#")[2] for node in self._by_path.values()
                  if "contentReference" in node.element and not node.children}  # fmt: skip
        for path in wanted:
            target = self._by_path.get(path)
            if target and target.parent and self.value(target, path, None):
                self._links[path] = Value(linked=True)
        return self._root() if self._links else value

    def _root(self) -> Value:
        return self.value(self._tree, self.about.type, None)

    def value(self, node: Node, kind: str, base: Element | None) -> Value:
        """What each value of an element must be, if it is of this kind."""
        value = Value()
        if self._links:
            reference = str(node.element.get("contentReference", "")).rpartition("#")[2]
            if reference in self._links and not node.children:
                return self._links[reference]
            path = node.element["path"]
            value = (self._links.get(path) if not node.slice and kind == path else None) or value
        narrowed.fill(self.about, value, node, kind, base)
        for name in self._kinds(node, kind) if node.children else ():
            if shape := self._shape(node, name):
                value.shapes[name] = shape
        return value

    def _kinds(self, node: Node, kind: str) -> list[str]:
        """Those whose members it may narrow: of a resource inside its types, of a primitive what stands beside it."""
        return [code for code in node.codes if code not in narrowed.ABSTRACT] if kind == "Resource" else [kind]

    def _shape(self, node: Node, kind: str) -> Shape | None:
        type_ = self.about.types["Element" if kind in PRIMITIVES else kind]
        shape = Shape()
        members: list[Member] = []
        for child in node.children.values():
            if kind not in PRIMITIVES or child.name != "value":  # which in JSON is the primitive itself
                self._member(shape, members, child, type_)
        shape.members = tuple(members)
        return shape or None

    def _member(self, shape: Shape, members: list[Member], node: Node, type_: Type) -> None:
        spelled = _spelled(node, type_)
        if not spelled:
            if node.element.get("max") != "0":
                self.about.unchecked[f"profile {self.about.name}: {node.element['path']}"] = None
            return
        least, most = node.bounds
        if most == 0:
            shape.absent |= _both(spelled, f"{self.about.name} allows no {node.name}")
            return
        allowed = self._allowed(shape, node, spelled)
        by_type = slicing.by_type(node)
        if by_type:
            allowed = self._closed(shape, node, allowed)
        if least and not any(allowed.keys() <= {*names} for names in type_.required):
            shape.require(tuple(allowed))
        for name, element in allowed.items():
            made = self._made(shape, node, name, element, by_type)
            if made.values or made.slicing or made.min or made.max is not None:
                members.append(made)

    def _made(self, shape: Shape, node: Node, name: str, element: Element, by_type: bool) -> Member:
        least, most = node.bounds
        values = [] if narrowed.is_plain(node, element) else [self.value(node, element.kind, element)]
        cut: Slicing | None = None
        if by_type:
            of_kind = [one for one in node.slices if _of_kind(one, name, element)]
            for one in of_kind:
                fewest, _ = one.bounds
                values.append(self.value(one, element.kind, element))
                if fewest:
                    shape.require((name,))
        elif node.slices:
            cut = slicing.compiled(self.about, self.value, node, element)
            if cut and values:
                sliced.told(values[0], cut)
        most = most if element.many else None
        least = least if least > 1 else 0
        beside = f"_{name}" if element.primitive else ""
        return Member(name, beside, element.kind, least, most, tuple(filter(None, values)), cut)

    def _allowed(self, shape: Shape, node: Node, spelled: dict[str, Element]) -> dict[str, Element]:
        """The names of a choice whose types the profile leaves."""
        codes = {code[:1].upper() + code[1:] for code in node.codes}
        if len(spelled) == 1 or not codes:
            return spelled
        stem = node.name.removesuffix("[x]")
        allowed = {name: element for name, element in spelled.items() if name.removeprefix(stem) in codes}
        refused = {name: element for name, element in spelled.items() if name not in allowed}
        shape.absent |= _both(refused, f"{self.about.name} allows for {node.name} only {', '.join(node.codes)}")
        return allowed

    def _closed(self, shape: Shape, node: Node, allowed: dict[str, Element]) -> dict[str, Element]:
        """Without the types that a slice forbids, or that no slice has where they are closed."""
        rules = node.element.get("slicing", {}).get("rules", "open")
        kept: dict[str, Element] = {}
        for name, element in allowed.items():
            found = [one for one in node.slices if _of_kind(one, name, element)]
            if (rules == "closed" and not found) or any(one.bounds[1] == 0 for one in found):
                shape.absent |= _both({name: element}, f"{self.about.name} has no slice of {node.name} for this type")
            else:
                kept[name] = element
        return kept


def _both(names: dict[str, Element], text: str) -> dict[str, str]:
    spelled = [*names, *(f"_{name}" for name, element in names.items() if element.primitive)]
    return dict.fromkeys(spelled, text)


def _of_kind(one: Node, name: str, element: Element) -> bool:
    """Whether a slice by type is for this name of the choice."""
    stem = name[: -len(element.kind)] if name.lower().endswith(element.kind.lower()) else ""
    if not one.name.endswith("[x]"):
        return one.name == name
    return any(name == one.name[:-3] + code[:1].upper() + code[1:] for code in one.codes) or (
        not one.codes and not stem
    )


def _spelled(node: Node, type_: Type) -> dict[str, Element]:
    """Its names in JSON, with the element of the type."""
    if not node.name.endswith("[x]"):
        found = type_.elements.get(node.name)
        return {node.name: found} if found else {}
    stem = node.name[:-3]
    own = {stem + code[:1].upper() + code[1:] for code in (*node.codes, *(c for s in node.slices for c in s.codes))}
    fitting = (one for one in type_.choices if not own.isdisjoint(one) or all(name.startswith(stem) for name in one))
    choice: frozenset[str] = next(fitting, frozenset())
    return {name: type_.elements[name] for name in type_.elements if name in choice}
