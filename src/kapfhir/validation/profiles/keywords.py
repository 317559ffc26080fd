"""The keywords of an ElementDefinition that are of each value by itself, each as a Check.

Source: https://hl7.org/fhir/R4/elementdefinition-definitions.html.
"""

from typing import Any

from kapfhir.validation import bindings
from kapfhir.validation.profiles import limits
from kapfhir.validation.profiles.matching import difference, has, same, told
from kapfhir.validation.profiles.shapes import Check, Judging
from kapfhir.wire import Path

__all__ = ["binding", "fixed", "length", "limit", "pattern", "resource_type"]


def fixed(expected: Any) -> Check:
    """`fixed[x]`."""

    def check(judge: Judging, value: Any, path: Path, _kind: str) -> None:
        if not same(expected, value):
            judge.tell(path, "value", "profile-fixed", _expected(expected, value))

    return check


def pattern(expected: Any) -> Check:
    """`pattern[x]`."""

    def check(judge: Judging, value: Any, path: Path, _kind: str) -> None:
        if not has(expected, value):
            judge.tell(path, "value", "profile-pattern", _expected(expected, value))

    return check


def _expected(expected: Any, value: Any) -> str:
    where, what = difference(expected, value)
    return f"{what} is expected{f' in {where}' if where else ''}"


def binding(strength: str, value_set: str) -> Check:
    """`binding`."""

    def check(judge: Judging, value: Any, path: Path, kind: str) -> None:
        judge.found += bindings.check(judge.frame, strength, value_set, kind, value, path)

    return check


def length(least: int, most: int | None) -> Check:
    """`maxLength`, and the extension that is `minLength`."""

    def check(judge: Judging, value: Any, path: Path, _kind: str) -> None:
        if not isinstance(value, str):
            return
        if most is not None and len(value) > most:
            judge.tell(path, "too-long", "profile-length", f"at most {most} characters are expected")
        if len(value) < least:
            judge.tell(path, "value", "profile-length", f"at least {least} characters are expected")

    return check


def limit(bound: Any, sign: int) -> Check:
    """`minValue[x]` (sign 1) or `maxValue[x]` (sign -1)."""
    words = "at least" if sign > 0 else "at most"

    def check(judge: Judging, value: Any, path: Path, _kind: str) -> None:
        try:
            order = limits.compared(value, bound, sign)
        except ValueError:
            text = f"a unit that can be converted to that of {told(bound)} is expected"
            judge.tell(path, "value", "profile-limit", text)
            return
        if order is None:
            judge.frame.unchecked.add(f"profile {judge.profile.name}: {words} {told(bound)}")
        elif order * sign < 0:
            judge.tell(path, "value", "profile-limit", f"{words} {told(bound)} is expected")

    return check


def resource_type(names: tuple[str, ...]) -> Check:
    """`type`, of an element that holds a resource."""

    def check(judge: Judging, value: Any, path: Path, _kind: str) -> None:
        if not isinstance(value, dict) or value.get("resourceType") not in names:
            judge.tell(path, "structure", "profile-type", f"a resource {' or '.join(names)} is expected")

    return check
