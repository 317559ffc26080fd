"""Findings that are known and may stand: taken out of a Report, by file, rule and expression, never by line.

The file is JSON, `{"version": 1, "known": [{"file", "rule", "expression", "count"}, ...]}`, sorted. `count` is how many
of these may stand: the lines of an NDJSON file share their expressions. It holds no text and no value.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, NamedTuple

from kapfhir import wire
from kapfhir.outcome import Issue, Report

__all__ = ["Key", "NotABaseline", "dump", "load", "without"]

VERSION = 1


class NotABaseline(ValueError):
    """The file is no baseline, or one of a later format."""


class Key(NamedTuple):
    """What makes two findings the same."""

    file: str
    rule: str
    expression: str

    @classmethod
    def of(cls, issue: Issue) -> "Key":
        """The key of a finding; `./a.json` is `a.json`, on every system."""
        return cls(PurePath(issue.file).as_posix(), issue.rule, issue.expression)


def dump(issues: Iterable[Issue]) -> str:
    """The file in which all of these are known."""
    counts = sorted(Counter(map(Key.of, issues)).items())
    return wire.dumps({"version": VERSION, "known": [key._asdict() | {"count": n} for key, n in counts]}, indent=2)


def load(content: bytes) -> Counter[Key]:
    """How many of each finding are known.

    Raises:
        NotABaseline: naming what is wrong.
    """
    try:
        data = wire.loads(content)
    except wire.Malformed as error:
        raise NotABaseline(error.reason) from None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise NotABaseline(f"a baseline of version {VERSION} is expected")
    try:
        return Counter({_key(known): int(known["count"]) for known in data["known"]})
    except (TypeError, KeyError, ValueError, AttributeError):
        raise NotABaseline("each known finding needs its file, rule, expression and count") from None


def _key(known: dict[str, Any]) -> Key:
    return Key(known["file"], known["rule"], known["expression"])


def without(report: Report, known: Counter[Key]) -> Report:
    """What is new: of each finding, those beyond the number that is known."""
    left = known.copy()
    return Report((issue for issue in report if not _take(left, Key.of(issue))), report.not_checked)


def _take(left: Counter[Key], key: Key) -> bool:
    left[key] -= 1
    return left[key] >= 0
