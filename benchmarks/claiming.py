"""A Bundle of 54 resources that claim our profiles: a part of jane's that refers to nothing outside of it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import kapfhir
from kapfhir import wire
from kapfhir.testing import jane

__all__ = ["claiming", "resources"]

COUNT = 54


@cache
def claiming() -> bytes:
    """The Bundle, as JSON."""
    bundle = kapfhir.to_bundle(jane())
    by_url = {entry["fullUrl"]: entry for entry in bundle["entry"]}
    chosen: set[str] = set()
    for url in by_url:
        more = chosen | _reached(url, by_url)
        if len(more) <= COUNT:
            chosen = more
    content = wire.dumps(bundle | {"entry": [entry for url, entry in by_url.items() if url in chosen]}).encode()
    kapfhir.validate(content).raise_for_errors()  # and the tables are read
    return content


def resources() -> list[dict[str, Any]]:
    """Its resources, each by itself."""
    return [entry["resource"] for entry in wire.loads(claiming())["entry"]]


def _reached(url: str, by_url: dict[str, Any]) -> set[str]:
    """An entry, and all that it refers to, whatever that refers to included."""
    reached, ahead = set(), [url]
    while ahead:
        one = ahead.pop()
        if one in by_url and one not in reached:
            reached.add(one)
            ahead += _references(by_url[one]["resource"])
    return reached


def _references(value: Any) -> Iterator[str]:
    for name, member in value.items() if isinstance(value, dict) else enumerate(value):
        if name == "reference" and isinstance(member, str):
            yield member
        elif isinstance(member, dict | list):
            yield from _references(member)
