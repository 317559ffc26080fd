"""FHIRPath in a definition, as far as its tokens tell: http://hl7.org/fhirpath/N1/grammar.html.

Not its grammar: a parser would take seconds for what anyone may write into a document, and this takes one pass.
"""

import re
from collections.abc import Iterator

__all__ = ["constants", "is_read"]

QUOTED = r"'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`"
TOKEN = re.compile(
    rf"\s+|//[^\n]*|/\*.*?(?:\*/|\Z)|{QUOTED}|%(?:{QUOTED}|[A-Za-z_][A-Za-z0-9_-]*)|\$(?:this|index|total)\b|[A-Za-z_]\w*"
    r"|@T?[0-9][0-9:.TZ+-]*|[0-9]+(?:\.[0-9]+)?|<=|>=|!=|!~|[-=~<>+*/&|.,()\[\]{}]",
    re.ASCII | re.DOTALL,
).match
CLOSING = {")": "(", "]": "[", "}": "{"}


def _tokens(expression: str) -> Iterator[str]:
    """What it is made of; an empty one where it goes on with what is no token."""
    place = 0
    while place < len(expression):
        found = TOKEN(expression, place)
        yield found[0] if found else ""
        place = found.end() if found else len(expression)


def is_read(expression: str) -> bool:
    """Whether it is made of FHIRPath's tokens, with its brackets closed."""
    opened: list[str] = []
    for token in _tokens(expression):
        if not token or (token in CLOSING and (not opened or opened.pop() != CLOSING[token])):
            return False
        if token in CLOSING.values():
            opened.append(token)
    return not opened and not expression.isspace() and expression != ""


def constants(expression: str) -> set[str]:
    """The names after `%`."""
    return {token[1:].strip("'`") for token in _tokens(expression) if token.startswith("%")}
