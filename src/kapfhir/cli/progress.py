"""How far a push or a validation is: one line on stderr that counts, on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

__all__ = ["counting", "watched"]

T = TypeVar("T")

CLEAR = "\r\x1b[K"  # to the line's beginning, and empty it: ECMA-48, 8.3.41


@contextmanager
def counting() -> Iterator[Callable[[int, int], None] | None]:
    """What to call with done and total, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield _count
    finally:
        sys.stderr.write(CLEAR)


def _count(done: int, total: int) -> None:
    sys.stderr.write(f"{CLEAR}sent {done} of {total}")
    sys.stderr.flush()


def watched(judged: Iterable[T], every: float = 1.0) -> Iterator[T]:
    """The same, one after the other; where it takes longer than `every` (in seconds), with their count, so often."""
    watching, told = sys.stderr.isatty(), time.monotonic()
    for count, one in enumerate(judged, 1):
        if watching and time.monotonic() - told >= every:
            sys.stderr.write(f"{CLEAR}judged {count}")
            sys.stderr.flush()
            told = time.monotonic()
        yield one
    if watching:
        sys.stderr.write(CLEAR)
