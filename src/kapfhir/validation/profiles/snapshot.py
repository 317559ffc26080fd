"""The elements of a snapshot as a tree: by name, and by slice.

Source: https://hl7.org/fhir/R4/profiling.html#snapshot, #slicing. An element's parent is the last one before it with
the path that is one shorter; ids are not needed.
"""

from collections.abc import Iterator
from typing import Any

__all__ = ["Node", "tree"]


class Node:
    """An ElementDefinition, with those below it and the slices beside it."""

    __slots__ = ("_codes", "children", "element", "name", "parent", "slices")

    def __init__(self, element: dict[str, Any], parent: "Node | None" = None) -> None:
        self.element, self.parent = element, parent
        self.name: str = element["path"].rpartition(".")[2]
        self.children: dict[str, Node] = {}
        self.slices: list[Node] = []
        self._codes: list[str] | None = None

    @property
    def slice(self) -> str:
        """The name of the slice that it is, or nothing."""
        return str(self.element.get("sliceName", ""))

    @property
    def types(self) -> list[dict[str, Any]]:
        """Its types."""
        return list(self.element.get("type", ()))

    @property
    def codes(self) -> list[str]:
        """The names of its types."""
        if self._codes is None:
            self._codes = [str(type_["code"]).rpartition("/")[2] for type_ in self.element.get("type", ())]
        return self._codes

    @property
    def extension(self) -> str:
        """The url of the extension that it is, by its own element or by its profile."""
        own = self.children.get("url")
        found = own.value("fixed", "pattern") if own else None
        profiles = [profile for type_ in self.types for profile in type_.get("profile", ())]
        return str(found[1]) if found else str(profiles[0]).partition("|")[0] if profiles else ""

    @property
    def bounds(self) -> tuple[int, int | None]:
        """Min and max."""
        most = self.element.get("max", "*")
        return int(self.element.get("min", 0)), None if most == "*" else int(most)

    def value(self, *stems: str) -> tuple[str, Any] | None:
        """The name and value of `fixed[x]` and the like, the first that is there."""
        for name, value in self.element.items():
            if name.startswith(stems) and not name.startswith("patternExtension"):
                return name, value
        return None

    def walk(self) -> Iterator["Node"]:
        """Itself and all below it, but not what is of a slice."""
        ahead = [self]
        for node in ahead:  # grows while it is walked
            yield node
            ahead += node.children.values()


def tree(elements: list[dict[str, Any]]) -> Node:
    """The root.

    Raises:
        ValueError, KeyError, AttributeError, TypeError: it is no snapshot.
    """
    root = Node(elements[0])
    last = [root]  # of each depth
    for element in elements[1:]:
        depth = element["path"].count(".")
        if not 0 < depth <= len(last):
            raise ValueError("an element without its parent")
        del last[depth:]
        node = Node(element, last[-1])
        _put(node, last[-1].children)
        last.append(node)
    return root


def _put(node: Node, siblings: dict[str, Node]) -> None:
    of = siblings.get(node.name) or _choice(node.name, siblings)
    if of is None:
        siblings[node.name] = node
    elif "/" in node.slice and (of_slice := _sliced(of, node.slice.rpartition("/")[0])):
        of_slice.slices.append(node)
    else:
        of.slices.append(node)


def _choice(name: str, siblings: dict[str, Node]) -> Node | None:
    """`valueQuantity` after `value[x]` is a slice of it."""
    found = (node for known, node in siblings.items() if known.endswith("[x]") and name.startswith(known[:-3]))
    return next((node for node in found if name[len(node.name) - 3 :][:1].isupper()), None)


def _sliced(of: Node, name: str) -> Node | None:
    ahead = [*of.slices]
    for node in ahead:  # grows while it is walked
        if node.slice == name:
            return node
        ahead += node.slices
    return None
