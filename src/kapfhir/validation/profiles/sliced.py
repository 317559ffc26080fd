"""Constraints that speak of a slice of their own element: `slice(%profile, 'phone').all(use.exists())`.

HL7 has the function beside FHIRPath's: those of the values that are of the slice. A constraint is judged at each value,
so it stands for the value itself where that is of the slice, and for nothing elsewhere.
"""

import re
from typing import Any

from kapfhir.validation import invariants
from kapfhir.validation.profiles import slices
from kapfhir.validation.profiles.shapes import Check, Constraint, Item, Judging, Slicing, Value
from kapfhir.wire import Path

__all__ = ["told"]

_SLICE = re.compile(r"\bslice\(%profile,\s*'([^']*)'\)")


def told(value: Value, slicing: Slicing) -> None:
    """Judge those constraints of an element by its slices."""
    of_slices = tuple(one for one in value.constraints if _SLICE.search(one.expression))
    if of_slices:
        value.constraints = tuple(one for one in value.constraints if one not in of_slices)
        value.checks += tuple(_check(one, slicing) for one in of_slices)


def _check(constraint: Constraint, slicing: Slicing) -> Check:
    def check(judge: Judging, value: Any, path: Path, kind: str) -> None:
        found = slices.of(judge, slicing, Item(value, path, kind))
        names = {slicing.slices[index].name for index in found or ()}
        expression = _SLICE.sub(lambda given: "$this" if given[1] in names else "{}", constraint.expression)
        holds = invariants.compiled(constraint.key, expression, constraint.base)
        held = None if found is None else holds(judge.frame, value)
        if not held:
            judge.broken(constraint, held, path)

    return check
