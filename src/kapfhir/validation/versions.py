"""Which of several versions a canonical means, as HL7's validator resolves it.

None: the newest. `1.2.3`: that one, else the newest of 1.2. `1.2` and `1.2.x`: the newest of 1.2. `1.x.x`: the newest
of 1 with three numbers. Any other: that one only.
"""

import re
from collections.abc import Iterable
from typing import Any

from kapfhir.validation.patterns import fullmatch

__all__ = ["newest", "resolve"]

_SEMVER = fullmatch(r"(\d+)\.(\d+|[xX*])(?:\.(\d+|[xX*]))?([-+].*)?", re.ASCII)
_PART = r"\d+|[^\d.]+"
_WILD = ("x", "X", "*")


def newest(versions: Iterable[str]) -> str | None:
    """The last of them; what has no version is older than what has one."""
    return max(versions, key=_order, default=None)


def resolve(wanted: str, versions: Iterable[str]) -> str | None:
    """The version that is meant by `wanted`, empty for any; None where no version is meant."""
    present = [*versions]
    if not wanted or wanted in present:
        return wanted or newest(present)
    asked = _SEMVER(wanted)
    if asked is None:
        return None
    return newest(one for one in present if one.startswith(f"{wanted}-")) or newest(
        one for one in present if (found := _SEMVER(one)) and _fits(asked, found)
    )


def _fits(asked: re.Match[str], found: re.Match[str]) -> bool:
    """What follows the minor version matters only where that is `x`."""
    if asked[1] != found[1] or asked[2] not in _WILD:
        return asked.group(1, 2) == found.group(1, 2)
    return (asked[3] in _WILD) == (found[3] is not None) and found[4] is None


def _order(version: str) -> tuple[Any, ...]:
    """Numbers by size, words by the alphabet; `1.2.0-ballot` is before `1.2.0`."""
    number, _, label = version.partition("-")
    return _parts(number), not label, _parts(label)


def _parts(text: str) -> list[tuple[int, int, str]]:
    """A number is before a word. Digits are compared as text: `int` refuses thousands of them."""
    parts = re.findall(_PART, text, re.ASCII)
    return [(0, len(part.lstrip("0")), part.lstrip("0")) if part.isdigit() else (1, 0, part) for part in parts]
