"""FHIR's invariants: the `constraint`s of definitions, judged at the values that have them.

`compiled` gives the judge of one: a native function where its expression is known (`NATIVE`, each proved equal to HL7's
engine), else fhirpathpy, imported at first need. `Invariant` is a constraint of the tables, ready to be judged.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from kapfhir import definitions
from kapfhir.validation.document import Finding
from kapfhir.validation.invariants import bundle, clinical, datatypes, definitional, fhirpath, guide, reaching
from kapfhir.validation.invariants.corrections import CORRECTED
from kapfhir.validation.invariants.fhirpath import Clock
from kapfhir.validation.invariants.members import Frame, Holds
from kapfhir.wire import Path

__all__ = ["ADVICE", "ELSEWHERE", "NATIVE", "Clock", "Holds", "Invariant", "compiled", "corrected", "invariant"]

# judged by checks of their own, with a better place or sentence than the expression would give
ELSEWHERE = frozenset({
    "ele-1", "ext-1", "dom-2", "dom-3", "dom-4", "dom-5", "ref-1", "txt-1", "txt-2", "bdl-7", "sqty-1",
})  # fmt: skip
STATED = ("Element", "Extension", "DomainResource", "Reference", "Narrative", "Bundle", "SimpleQuantity")  # by these
ADVICE = {
    "ignore": "",
    "hint": "information",
    "warning": "warning",
    "error": "error",
}  # best practice, and its severity
NATIVE: dict[str, Holds] = {
    **datatypes.NATIVE,
    **clinical.NATIVE,
    **bundle.NATIVE,
    **definitional.NATIVE,
    **guide.NATIVE,
    **reaching.NATIVE,
    # dom-6
    "(%rootResource != $this) or text.`div`.exists()": lambda frame, r: frame.root is not r or _has_div(r.get("text")),
}


def _has_div(narrative: Any) -> bool:
    return isinstance(narrative, dict) and "div" in narrative


def corrected(expression: str) -> str:
    """An expression as HL7's validator reads it."""
    return CORRECTED.get(expression, expression)


@cache
def compiled(key: str, expression: str, base: str = "") -> Holds:
    """Whether a constraint holds at a value: True, False, or None where it cannot be judged.

    `base` is the value's type or its path (`Quantity`, `Timing.repeat`); fhirpathpy needs it for choice types, of a
    resource it knows it. What another check judges, by its key, holds here: it is not told twice.
    """
    if key in ELSEWHERE and (key, expression) in _elsewhere():
        return lambda _frame, _node: True
    read = corrected(expression)
    return NATIVE.get(read) or fhirpath.judge(read, base)


@cache
def _elsewhere() -> frozenset[tuple[str, str]]:
    """Keys and expressions: a profile may have the key for something else."""
    tables = (definitions.load(f"{release}/{name}") for release in ("r4", "r5") for name in STATED)
    return frozenset((key, row[1]) for table in tables for key, row in table["constraints"].items() if key in ELSEWHERE)


class Invariant(NamedTuple):
    """A constraint of a type. With `names` it is of the values of these members, not of the object itself."""

    key: str
    severity: str
    human: str
    holds: Holds  # at the object
    of_value: Holds  # at a value of a member
    advice: bool = False  # best practice
    names: tuple[str, ...] = ()

    def told(self, frame: Frame, node: Any, path: Path, held: bool | None) -> Iterator[Finding]:
        """What follows where it does not hold at an object."""
        if held is None:  # and so of no value is it known that it breaks it
            frame.unchecked.add(f"invariant {self.key}")
            return
        severity = ADVICE[frame.best_practice] if self.advice else self.severity
        places = _broken(self.of_value, frame, node, path, self.names) if self.names else [path]
        yield from (Finding(place, "invariant", self.key, self.human, severity) for place in places)


def invariant(key: str, row: Sequence[str], base: str, names: tuple[str, ...] = ()) -> Invariant | None:
    """A constraint of a table, `[severity, expression, human]` with `best-practice` behind it where it is; None: it is
    judged elsewhere. `base` is the type or the path of the values."""
    severity, expression, human, *more = row
    if key in ELSEWHERE:
        return None
    of_value = compiled(key, expression, base)
    holds = _of_members(of_value, names) if names else of_value
    return Invariant(key, severity, human, _advised(key, holds) if more else holds, of_value, bool(more), names)


def _advised(key: str, holds: Holds) -> Holds:
    def asked(frame: Frame, node: Any) -> bool | None:
        if frame.best_practice != "ignore":
            return holds(frame, node)
        frame.unchecked.add(f"best practice: {key}")
        return True

    return asked


def _of_members(holds: Holds, names: tuple[str, ...]) -> Holds:
    def all_hold(frame: Frame, node: Any) -> bool | None:
        held = {holds(frame, value) for _, value in _values(node, (), names)}
        return False if False in held else None if None in held else True

    return all_hold


def _broken(holds: Holds, frame: Frame, node: Any, path: Path, names: tuple[str, ...]) -> Iterator[Path]:
    return (place for place, value in _values(node, path, names) if holds(frame, value) is False)


def _values(node: Any, path: Path, names: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    """The values of these members; of a primitive that has none, what stands beside it."""
    for name in names:
        value = node.get(name, node.get(f"_{name}"))
        if isinstance(value, list):
            yield from (((*path, name, index), one) for index, one in enumerate(value) if one is not None)
        elif value is not None:
            yield (*path, name), value
