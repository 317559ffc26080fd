"""A value of the record as the text of a finding shows it, only where the caller asks for it (`show_values`)."""

import json
from collections.abc import Iterator
from typing import Any

from kapfhir import wire

__all__ = ["shown"]

MOST = 40  # characters


def shown(value: Any) -> str:
    """Its JSON, shortened; what is no printable character is escaped. No more of it is written than is shown."""
    text = ""
    for piece in _pieces(value):
        text += "".join(c if c.isprintable() else ascii(c)[1:-1] for c in piece)
        if len(text) > MOST:
            return text[: MOST - 1] + "…"
    return text


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield json.dumps(value[: MOST + 1], ensure_ascii=False)
    elif isinstance(value, dict):
        yield "{"
        for count, (name, member) in enumerate(value.items()):
            yield f"{', ' * bool(count)}{json.dumps(name[: MOST + 1], ensure_ascii=False)}: "
            yield from _pieces(member)
        yield "}"
    elif isinstance(value, list):
        yield "["
        for count, member in enumerate(value):
            yield ", " * bool(count)
            yield from _pieces(member)
        yield "]"
    else:
        yield wire.dumps(value)
