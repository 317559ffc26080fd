"""Patterns that few documents meet: each is compiled when it is first asked."""

import re
from collections.abc import Callable
from functools import cache

__all__ = ["fullmatch"]

Match = Callable[[str], re.Match[str] | None]


def fullmatch(pattern: str, flags: int = 0) -> Match:
    """As `re.compile(pattern, flags).fullmatch`."""

    @cache
    def compiled() -> Match:
        return re.compile(pattern, flags).fullmatch

    def matched(text: str) -> re.Match[str] | None:
        return compiled()(text)

    return matched
