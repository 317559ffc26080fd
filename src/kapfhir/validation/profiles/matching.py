"""A value beside the one that a definition has: `fixed[x]` is that very value, `pattern[x]` is a part of it.

Source: https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.fixed_x_. A decimal is its text.
Ids of elements are not compared. What is expected is told, from the definition; what was found is not.
"""

import json
from typing import Any

__all__ = ["difference", "has", "same"]

MOST = 120  # characters of an expected value that a sentence shows


def same(expected: Any, value: Any) -> bool:
    """Whether a value is the fixed one, members in any order."""
    if type(expected) is str:
        return bool(expected == value)
    if isinstance(expected, dict):
        if not isinstance(value, dict):
            return False
        names = expected.keys() - {"id"}
        return names == value.keys() - {"id"} and all(same(expected[name], value[name]) for name in names)
    if isinstance(expected, list):
        return (
            isinstance(value, list)
            and len(value) == len(expected)
            and all(same(one, other) for one, other in zip(expected, value, strict=True))
        )
    return _equal(expected, value)


def has(expected: Any, value: Any) -> bool:
    """Whether a value has all of the pattern; each member of an array in it is one of the array in the value."""
    if type(expected) is str:
        return bool(expected == value)
    if isinstance(expected, dict):
        if not isinstance(value, dict):
            return False
        for name, one in expected.items():  # noqa: SIM110  # half the time
            if name not in value or not has(one, value[name]):
                return False
        return True
    if isinstance(expected, list):
        return isinstance(value, list) and all(any(has(one, other) for other in value) for one in expected)
    return _equal(expected, value)


def _equal(expected: Any, value: Any) -> bool:
    if isinstance(expected, bool) or isinstance(value, bool):
        return expected is value
    if isinstance(expected, int | float) and isinstance(value, int | float):
        return _text(expected) == _text(value)
    return bool(expected == value)


def _text(number: Any) -> str:
    return getattr(number, "text", None) or repr(number)


def difference(expected: Any, value: Any, path: str = "") -> tuple[str, str]:
    """The first element in which a value is not as expected, as its path, and what is expected there."""
    if isinstance(expected, dict) and isinstance(value, dict):
        for name, one in expected.items():
            if name not in value or not has(one, value[name]):
                return difference(one, value.get(name), f"{path}.{name}" if path else name)
        return path, "nothing else"
    if isinstance(expected, list) and isinstance(value, list) and len(expected) == len(value) == 1:
        return difference(expected[0], value[0], path)
    if isinstance(expected, list) and isinstance(value, list):
        expected = next((one for one in expected if not any(has(one, other) for other in value)), expected)
    return path, told(expected)


def told(expected: Any) -> str:
    """A value of a definition, for a sentence."""
    if isinstance(expected, dict):
        parts = (f"{name} {told(one)}" for name, one in expected.items())
        text = " and ".join(parts)
    elif isinstance(expected, list):
        text = "; ".join(told(one) for one in expected)
    else:
        text = getattr(expected, "text", None) or json.dumps(expected, ensure_ascii=False)
    return text if len(text) <= MOST else f"{text[:MOST]}…"
