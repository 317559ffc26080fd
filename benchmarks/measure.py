"""A row of the table, and the clock."""

import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["ENVIRONMENT", "Row", "fastest", "seconds"]

MILLI = 1e3
THOUSAND = 1000
# of a process: with bytecode, as pip installs it, whatever the one who measures has told Python
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Row(NamedTuple):
    """What was measured, beside something else that was measured in the same run; its budget, if it has one."""

    what: str
    took: str
    beside: str
    ratio: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the ratio is within its budget; one without a budget is."""
        return (self.at_most is None or self.ratio <= self.at_most) and (
            self.at_least is None or self.ratio >= self.at_least
        )

    @property
    def budget(self) -> str:
        """The budget as text."""
        if self.at_most is not None:
            return f"≤ {self.at_most:,}"
        return f"≥ {self.at_least:,}" if self.at_least is not None else ""

    @property
    def shown(self) -> str:
        """The ratio with three digits, a large number whole."""
        return f"{self.ratio:,.0f}" if self.ratio >= THOUSAND else f"{self.ratio:.3g}"

    def __str__(self) -> str:
        verdict = "" if self.kept else " **over**"
        return f"| {self.what} | {self.took} | {self.beside} | {self.shown}{verdict} | {self.budget} |"


def seconds(subject: Callable[[], Any]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    subject()
    return time.perf_counter() - start


def fastest(rounds: int, *subjects: Callable[[], Any]) -> list[float]:
    """The seconds of each subject's fastest call: in turns, so that a busy moment of the machine meets all of them."""
    times = [[seconds(subject) for subject in subjects] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]
