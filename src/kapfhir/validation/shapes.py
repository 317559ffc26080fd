"""JSON of any shape, looked into for what FHIR would have there: never an error, and nothing where it is otherwise."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard

__all__ = ["Json", "as_text", "is_number", "listed", "objects_in", "text_of", "value_of", "walked"]

Json = dict[str, Any]


def listed(node: Any, name: str) -> Iterator[tuple[int, Json]]:
    """The objects in a list, with their indexes."""
    found = node.get(name) if isinstance(node, dict) else None
    for index, member in enumerate(found if isinstance(found, list) else ()):
        if isinstance(member, dict):
            yield index, member


def objects_in(given: Any) -> list[Json]:
    """The objects in a list."""
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def text_of(node: Any, *names: str) -> str:
    """The text at the end of these names, empty where there is none."""
    for name in names:
        node = node.get(name) if isinstance(node, dict) else None
    return node if isinstance(node, str) else ""


def as_text(given: Any) -> str:
    """A text, empty where it is none."""
    return given if isinstance(given, str) else ""


def walked(nodes: Iterable[Any], names: Iterable[str]) -> list[Any]:
    """The values at the end of these names, from each of the nodes; arrays on the way are walked."""
    found = [*nodes]
    for name in names:
        outer, found = found, []
        for one in outer:
            member = one.get(name) if isinstance(one, dict) else None
            if isinstance(member, list):
                found += member
            elif member is not None:
                found.append(member)
    return found


def value_of(node: Json, stem: str = "value") -> tuple[str, Any]:
    """Type and value of a choice of types; the value is None where only an extension stands for it."""
    beside = f"_{stem}"
    found = ""
    for name, value in node.items():
        if name.startswith(stem):
            return name[len(stem) :], value
        if name.startswith(beside):
            found = name[len(beside) :]
    return found, None


def is_number(given: Any) -> TypeGuard[int | float]:
    """Whether it is a number in JSON."""
    return isinstance(given, int | float) and not isinstance(given, bool)
