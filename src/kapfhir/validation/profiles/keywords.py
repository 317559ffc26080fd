"""The keywords of an ElementDefinition that are of each value by itself, each as a Check.

Source: https://hl7.org/fhir/R4/elementdefinition-definitions.html.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation import bindings
from kapfhir.validation.document import Finding
from kapfhir.validation.profiles import limits
from kapfhir.validation.profiles.matching import difference, has, same, told
from kapfhir.validation.profiles.shapes import Check, Judging
from kapfhir.wire import Path

__all__ = ["binding", "fixed", "length", "limit", "pattern", "resource_type"]


def fixed(profile: str, expected: Any) -> Check:
    """`fixed[x]`."""

    def check(_judge: Judging, value: Any, path: Path, _kind: str) -> Iterator[Finding]:
        if not same(expected, value):
            yield Finding(path, "value", "profile-fixed", f"{profile}: {_expected(expected, value)}")

    return check


def pattern(profile: str, expected: Any) -> Check:
    """`pattern[x]`."""

    def check(_judge: Judging, value: Any, path: Path, _kind: str) -> Iterator[Finding]:
        if not has(expected, value):
            yield Finding(path, "value", "profile-pattern", f"{profile}: {_expected(expected, value)}")

    return check


def _expected(expected: Any, value: Any) -> str:
    where, what = difference(expected, value)
    return f"{what} is expected{f' in {where}' if where else ''}"


def binding(strength: str, value_set: str) -> Check:
    """`binding`."""

    def check(judge: Judging, value: Any, path: Path, kind: str) -> Iterator[Finding]:
        return bindings.check(judge.frame, strength, value_set, kind, value, path)

    return check


def length(profile: str, least: int, most: int | None) -> Check:
    """`maxLength`, and the extension that is `minLength`."""

    def check(_judge: Judging, value: Any, path: Path, _kind: str) -> Iterator[Finding]:
        if not isinstance(value, str):
            return
        if most is not None and len(value) > most:
            yield Finding(path, "too-long", "profile-length", f"{profile}: at most {most} characters are expected")
        if len(value) < least:
            yield Finding(path, "value", "profile-length", f"{profile}: at least {least} characters are expected")

    return check


def limit(profile: str, bound: Any, sign: int) -> Check:
    """`minValue[x]` (sign 1) or `maxValue[x]` (sign -1)."""
    words = "at least" if sign > 0 else "at most"

    def check(judge: Judging, value: Any, path: Path, _kind: str) -> Iterator[Finding]:
        try:
            order = limits.compared(value, bound, sign)
        except ValueError:
            text = f"{profile}: a unit that can be converted to that of {told(bound)} is expected"
            yield Finding(path, "value", "profile-limit", text)
            return
        if order is None:
            judge.frame.unchecked.add(f"profile {profile}: {words} {told(bound)}")
        elif order * sign < 0:
            yield Finding(path, "value", "profile-limit", f"{profile}: {words} {told(bound)} is expected")

    return check


def resource_type(profile: str, names: tuple[str, ...]) -> Check:
    """`type`, of an element that holds a resource."""

    def check(_judge: Judging, value: Any, path: Path, _kind: str) -> Iterator[Finding]:
        if not isinstance(value, dict) or value.get("resourceType") not in names:
            yield Finding(path, "structure", "profile-type", f"{profile}: a resource {' or '.join(names)} is expected")

    return check
