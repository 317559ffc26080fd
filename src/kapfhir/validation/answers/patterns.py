"""Regular expressions that strangers wrote, and how long one of them may take.

Python's engine tries one way through a pattern after the other. How many there are is bounded by the pattern: each
quantifier that can stop at several places multiplies them, and one inside of another has no bound that helps. A match
that may take longer than `MOST` steps is not tried.
"""

import re
from functools import lru_cache
from math import prod

__all__ = ["how_long", "matches"]

MOST = 1_000_000
LONGEST = 500  # characters of a pattern
TOKEN = (  # as text, which `re` compiles when the first pattern comes
    r"\\[0-9kg]|\(\?[=!<P>]|\(\?:|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[*+?][+?]?|\{(\d*)(,?)(\d*)\}[+?]?|."
)
REFUSED = r"\\[0-9kg]|\(\?[=!<P>]"  # references back and looking around


def matches(pattern: str, text: str) -> bool | None:
    """Whether the whole text matches; None where that is not tried, for it may take too long, or is no pattern here."""
    if how_long(pattern, len(text)) is None:
        return None
    try:
        return re.compile(pattern).fullmatch(text) is not None
    except (re.error, OverflowError, RecursionError):
        return None


def how_long(pattern: str, length: int) -> int | None:
    """How many steps it may take with a text of this length; None where that is too much, or has no bound."""
    spans = _spans(pattern)
    steps = None if spans is None else prod(min(span, length) + 1 for span in spans) * (length + 1)
    return steps if steps is not None and steps <= MOST else None


@lru_cache(maxsize=256)
def _spans(pattern: str) -> tuple[int, ...] | None:
    """For each choice that the pattern leaves, how many ways there are; None where one lies inside of another."""
    if len(pattern) > LONGEST:
        return None
    spans: list[int] = []
    opened: list[int] = []  # for each open group, how many choices stood before it
    inside = 0  # choices in the group that has just been closed
    for token in re.finditer(TOKEN, pattern, re.DOTALL):
        text = token[0]
        if re.fullmatch(REFUSED, text):
            return None
        width = _width(token)
        if width is None:
            closed = text == ")" and bool(opened)
            inside = len(spans) - opened.pop() if closed else 0
            if text in {"(", "(?:"}:
                opened.append(len(spans))
            if text == "|":
                spans.append(1)
        elif inside and text != "?":
            return None
        elif width:
            spans.append(width)
    return tuple(spans)


def _width(token: re.Match[str]) -> int | None:
    """At how many more places a quantifier may stop; None of what is none."""
    text = token[0]
    if text[0] in "*+":
        return MOST
    if text[0] == "?":
        return 1
    if text[0] != "{" or text.startswith("{}") or len(text) == 1:
        return None
    least, most = int(token[1] or 0), (int(token[3]) if token[3] else MOST) if token[2] else int(token[1])
    return max(most - least, 0)
