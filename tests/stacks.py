"""A caller that has used up most of Python's stack."""

import sys
from collections.abc import Callable
from typing import TypeVar

__all__ = ["from_a_stack_with"]

T = TypeVar("T")


def from_a_stack_with(left: int, ask: Callable[[], T]) -> T:
    """What is answered where so many calls more are allowed."""
    frame, used = sys._getframe(), 0
    while frame.f_back:
        frame, used = frame.f_back, used + 1

    def deeper(count: int) -> T:
        return deeper(count - 1) if count else ask()

    return deeper(sys.getrecursionlimit() - used - left)
