"""Where the path of a discriminator ends, from a value of the instance."""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation import references
from kapfhir.validation.patterns import fullmatch
from kapfhir.validation.profiles.shapes import Item, Judging

__all__ = ["EXTENSION", "OF_TYPE", "plain", "read"]

OF_TYPE = fullmatch(r"(?:ofType|as)\(([\w.]+)\)")
EXTENSION = fullmatch(r"extension\(['\"](.*)['\"]\)")


def read(judge: Judging, item: Item, steps: list[str]) -> list[tuple[Any, str]]:
    """The values at the end, each with its kind as far as its name or its resourceType tells."""
    found = [] if item.value is None else [(item.value, _kind(item.value, item.kind))]
    for step in steps:
        found = [one for value, kind in found for one in _step(judge, value, kind, step)]
    return found


def _step(judge: Judging, value: Any, kind: str, step: str) -> Iterator[tuple[Any, str]]:
    if step == "resolve()":
        led = references.leads(judge.frame, value)
        if led and led.resource is not None:
            yield led.resource, _kind(led.resource, "")
    elif of_type := OF_TYPE(step):
        if plain(kind) == plain(of_type[1].rpartition(".")[2]):
            yield value, kind
    elif not isinstance(value, dict):
        return
    elif extension := EXTENSION(step):
        beside = value.get("extension")
        for one in beside if isinstance(beside, list) else ():
            if isinstance(one, dict) and one.get("url") == extension[1]:
                yield one, "Extension"
    else:
        for name, found in value.items():
            if name == step or (name.startswith(step) and name[len(step)].isupper()):
                for one in found if isinstance(found, list) else [found]:
                    yield one, _kind(one, name[len(step) :])


def _kind(value: Any, kind: str) -> str:
    given = value.get("resourceType") if isinstance(value, dict) else None
    return given if isinstance(given, str) else kind


def plain(kind: str) -> str:
    """A type for comparing: in the name of a choice a primitive has a capital."""
    return {"simplequantity": "quantity", "moneyquantity": "quantity"}.get(kind.lower(), kind.lower())
