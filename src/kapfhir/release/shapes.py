"""The shapes that a value has in two releases: how it gets there, and how it comes back."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

__all__ = ["LIST", "SAME", "Shape", "coded", "each", "then", "wrapped"]


class Shape(NamedTuple):
    """A value in another shape. `back` gives None for what `there` does not make."""

    there: Callable[[Any], Any]
    back: Callable[[Any], Any]


SAME = Shape(lambda value: value, lambda value: value)
LIST = Shape(lambda value: [value], lambda value: value[0] if isinstance(value, list) and len(value) == 1 else None)


def wrapped(name: str, **fixed: Any) -> Shape:
    """An object with the value under this name, and with what is always beside it."""

    def back(value: Any) -> Any:
        ours = isinstance(value, dict) and name in value and {**fixed, name: value[name]} == value
        return value[name] if ours else None

    return Shape(lambda value: {**deepcopy(fixed), name: value}, back)


def coded(system: str) -> Shape:
    """A CodeableConcept of a code of this system."""

    inner = wrapped("code", system=system)

    def back(value: Any) -> Any:
        coding = LIST.back(value.get("coding")) if isinstance(value, dict) and value.keys() == {"coding"} else None
        return inner.back(coding)

    return Shape(lambda code: {"coding": [inner.there(code)]}, back)


def then(first: Shape, second: Shape) -> Shape:
    """One shape inside another."""

    def back(value: Any) -> Any:
        inner = second.back(value)
        return None if inner is None else first.back(inner)

    return Shape(lambda value: second.there(first.there(value)), back)


def each(shape: Shape) -> Shape:
    """The shape of every member of a list."""

    def back(values: Any) -> Any:
        found = [shape.back(value) for value in values] if isinstance(values, list) else [None]
        return None if None in found else found

    return Shape(lambda values: [shape.there(value) for value in values], back)
