"""What a profile asks beyond its type, compiled: a Shape of an object, with a Member for each element it narrows.

Nothing is here that the tables of the release check anyway. A Shape may lead to itself (contentReference), so its parts
are filled in after it is made.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from kapfhir.validation import invariants
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.references import Led
from kapfhir.validation.tables import Types
from kapfhir.wire import Path

__all__ = [
    "About", "Check", "Constraint", "Discriminator", "Extension", "Item", "Judging", "Member", "Profile", "Shape",
    "Slice", "Slicing", "Value",
]  # fmt: skip


class Judging(Protocol):
    """What a check may ask of the one who judges, which is `judge.Judge`."""

    frame: Frame
    profile: "Profile"
    found: list[Finding]  # what is wrong; it grows

    def tell(self, path: Path, code: str, rule: str, text: str, severity: str = "error") -> None:
        """Note what is wrong, as the profile has it."""

    def broken(self, constraint: "Constraint", held: bool | None, path: Path) -> None:
        """Tell of a constraint that does not hold, or of which that is not known."""

    def value(self, asked: "Value", value: Any, path: Path, kind: str) -> None:
        """A value by what is asked of it."""

    def by_any(self, urls: list[str], value: Any, path: Path, kind: str) -> None:
        """A value by one of these profiles."""

    def follow(self, path: Path, led: Led, profiles: list[str]) -> None:
        """Note a reference to a resource that has to be as one of these profiles has it."""

    def conforms(self, urls: list[str], value: Any) -> bool | None:
        """Whether a value is as one of these profiles has it."""


# of a value, its path, and the kind it has: what is wrong with it is told to the one who judges
Check = Callable[[Judging, Any, Path, str], None]


class About(NamedTuple):
    """What is known of the definition that is compiled."""

    types: Types
    url: str
    name: str  # what a sentence calls it
    type: str
    bindings: frozenset[tuple[str, str]]  # path and value set of those that it brings, or one it is based on
    unchecked: dict[str, None]  # what it asks and is not judged, by name; it grows


class Constraint:
    """An invariant of a profile. What tells whether it holds is made when it is first asked."""

    __slots__ = ("_holds", "base", "expression", "human", "key", "severity")

    def __init__(self, key: str, severity: str, expression: str, human: str, base: str) -> None:
        self.key, self.severity, self.expression, self.human = key, severity, expression, human
        self.base = base  # the type of the values, or their path
        self._holds: Callable[[Frame, Any], bool | None] | None = None

    def holds(self, frame: Frame, value: Any) -> bool | None:
        """Whether it does; None: that is not known."""
        if self._holds is None:
            self._holds = invariants.compiled(self.key, self.expression, self.base)
        return self._holds(frame, value)


class Value:
    """What each value of an element must be."""

    __slots__ = ("checks", "constraints", "exact", "linked", "shapes")

    def __init__(self, *, linked: bool = False) -> None:
        self.linked = linked  # whether others lead to it, before it is filled
        self.exact: tuple[Check, ...] = ()  # fixed and pattern, which a missing value breaks too
        self.checks: tuple[Check, ...] = ()
        self.constraints: tuple[Constraint, ...] = ()
        self.shapes: dict[str, Shape] = {}  # by the kind of the value; of a resource, by its type

    def __bool__(self) -> bool:
        return bool(self.linked or self.exact or self.checks or self.constraints or self.shapes)


class Item(NamedTuple):
    """One value of an element that is sliced."""

    value: Any
    path: Path
    kind: str


class Discriminator(NamedTuple):
    """What tells a slice from the others. `holds` says None where that cannot be judged."""

    path: str
    expected: str
    holds: Callable[[Judging, Item], bool | None]


class Slice(NamedTuple):
    """Some of the values of an element."""

    name: str
    min: int
    max: int | None
    discriminators: tuple[Discriminator, ...]
    value: Value | None
    slicing: "Slicing | None"  # of it in turn


class Slicing(NamedTuple):
    """How the values of an element are told apart."""

    rules: str  # open, closed, openAtEnd
    ordered: bool
    slices: tuple[Slice, ...]
    idle: bool  # whether no slice is required
    urls: dict[str, Slice]  # of extensions: the slice by its url


class Member(NamedTuple):
    """An element that is narrowed, under one of its names in JSON."""

    name: str
    beside: str  # `_name` of a primitive
    kind: str
    min: int  # as far as it is not 0 or 1, which `Shape.required` has
    max: int | None
    values: tuple[Value, ...]
    slicing: Slicing | None


class Shape:
    """Of an object."""

    __slots__ = ("absent", "choices", "members", "required")

    def __init__(self) -> None:
        self.absent: dict[str, str] = {}  # name in JSON -> the sentence that says why it must not be there
        self.required: frozenset[str] = frozenset()
        self.choices: tuple[tuple[str, ...], ...] = ()  # of each of these one is there
        self.members: tuple[Member, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.absent or self.required or self.choices or self.members)

    def require(self, names: tuple[str, ...]) -> None:
        """One of these names."""
        if len(names) == 1:
            self.required |= {*names}
        elif names not in self.choices:
            self.choices += (names,)


class Extension(NamedTuple):
    """What the definition of an extension says of where it stands."""

    modifier: bool
    parts: frozenset[str]  # the urls of the extensions inside it
    elements: frozenset[str]  # where it may stand
    extensions: frozenset[str]  # the urls of those in which it may stand
    other: bool  # whether it may stand at places that are not judged here


class Profile(NamedTuple):
    """A StructureDefinition that can be judged by."""

    url: str
    version: str
    name: str  # what a sentence calls it
    type: str
    value: Value
    unchecked: tuple[str, ...]  # what it asks and is not judged, by name
    extension: "Extension | None"
    imposed: tuple[str, ...] = ()  # the profiles that a resource of this one has to be of, too
