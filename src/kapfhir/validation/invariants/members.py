"""What FHIRPath sees of raw JSON. A member may have any JSON type: what is not of the expected one is not there.

FHIRPath has three values; empty is None here. A constraint that comes out empty is broken, as HL7's validator has it,
so an expression needs the third value only inside: `a is False or b is True` is `a implies b`.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from kapfhir.validation.shapes import objects_in, walked

__all__ = [
    "Frame",
    "Holds", "Node", "among", "codings", "count", "distinct", "each", "has", "has_any", "has_choice", "implies",
    "matching", "number", "once", "resolved", "text", "texts", "type_of",
]  # fmt: skip

Node = dict[str, Any]


class Frame(Protocol):
    """Where a value stands, as far as an invariant asks: the `Frame` of `kapfhir.validation.frame`."""

    @property
    def types(self) -> Any: ...  # noqa: D102  # each is told there
    @property
    def known(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def resource(self) -> Node: ...  # noqa: D102
    @property
    def root(self) -> Node: ...  # noqa: D102
    @property
    def full_url(self) -> str: ...  # noqa: D102
    @property
    def unchecked(self) -> set[str]: ...  # noqa: D102
    @property
    def best_practice(self) -> str: ...  # noqa: D102
    @property
    def clock(self) -> Any: ...  # noqa: D102


Holds = Callable[[Frame, Any], bool | None]  # whether a constraint holds at a value; None: it cannot be judged


def has(node: Node, name: str) -> bool:
    """`name.exists()`: also where a primitive has an extension alone."""
    return name in node or f"_{name}" in node


def has_any(node: Node, *names: str) -> bool:
    """Whether one of these exists."""
    return any(name in node or f"_{name}" in node for name in names)


def has_choice(node: Node, stem: str) -> bool:
    """`stem.exists()` of a choice type: `valueQuantity`, `_valueString`."""
    end = len(stem)
    return any(n.startswith(stem) and n[end : end + 1].isupper() for n in (name.lstrip("_") for name in node))


def text(node: Any, name: str) -> str | None:
    """The text of a member."""
    value = node.get(name) if isinstance(node, dict) else None
    return value if isinstance(value, str) else None


def among(node: Any, name: str, *values: str) -> bool | None:
    """`name = 'a' or name = 'b'`; empty where it does not exist. An extension alone is no text's equal."""
    value = text(node, name)
    return value in values if value is not None or has(node, name) else None


def implies(given: bool | None, then: bool | None) -> bool:
    """Whether `given implies then` comes out true."""
    return given is False or then is True


def number(node: Any, name: str) -> Decimal | None:
    """The number of a member, exactly as written."""
    value = node.get(name) if isinstance(node, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return Decimal(getattr(value, "text", None) or repr(value))
    except InvalidOperation:  # an exponent of twenty digits
        return Decimal(value)


def each(node: Any, *path: str) -> list[Node]:
    """The objects at the end of a path; arrays on the way are walked."""
    return objects_in(walked([node], path))


def texts(nodes: list[Node], name: str) -> list[str]:
    """The texts of a member of each, arrays walked."""
    return [one for one in walked(nodes, [name]) if isinstance(one, str)]


def count(node: Node, name: str) -> int:
    """`name.count()`."""
    sizes = [len(one) if isinstance(one, list) else 1 for one in (node.get(name), node.get(f"_{name}")) if one]
    return max(sizes, default=1 if node.get(name) in (0, False) and name in node else 0)


def codings(node: Any, name: str) -> Iterator[tuple[str | None, str | None]]:
    """System and code of each coding of the CodeableConcepts under a name."""
    return ((text(coding, "system"), text(coding, "code")) for coding in each(node, name, "coding"))


def distinct(values: list[str]) -> bool:
    """`isDistinct()`."""
    return len(set(values)) == len(values)


def matching(search: Callable[[str], Any], value: Any) -> bool:
    """`matches(…)`, which HL7's engine takes for a search; `^` and `$` stand in the pattern where they are meant."""
    return isinstance(value, str) and search(value) is not None


def resolved(frame: Frame, reference: Any) -> Node | None:
    """`resolve()`: what is contained, or an entry of the Bundle by its fullUrl."""
    target = text(reference, "reference")
    found = frame.known.get(target) if target else None
    return found if isinstance(found, dict) else None


def once(frame: Frame, node: Node, judge: Callable[[Frame, Node], Any]) -> Any:
    """What a judge says of a node, asked once in a document: many may look there."""
    memo = frame.clock.memo if frame.clock else {}
    key = (id(node), judge)
    if key not in memo:
        memo[key] = judge(frame, node)
    return memo[key]


def type_of(resource: Node | None) -> str | None:
    """The type of a resource."""
    return text(resource, "resourceType") if resource else None
