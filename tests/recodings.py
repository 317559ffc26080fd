"""The guide's examples, each with one of its codes made wrong: what `test_codes.py` asks HL7's validator about."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kapfhir.validation.tables import Types, types

GUIDE = Path(__file__).parent.parent / "src" / "kapfhir" / "definitions" / "kap"
FOREIGN = "https://a.example/codes"
Json = dict[str, Any]
Place = tuple[str | int, ...]


def resources() -> Iterator[tuple[str, Json]]:
    """By name, without the profiles that they claim: those have bindings of their own."""
    for path in sorted((GUIDE / "example").glob("*.json")):
        resource = json.loads(path.read_text(encoding="utf-8"))
        resource.pop("meta", None)
        yield path.stem, resource


def made(folder: str, resource: Json) -> Iterator[tuple[str, Json]]:
    """A resource of a release with one wrong code, in every way, at each place that has one; by place and way."""
    for place, bound in _coded(types(folder), resource["resourceType"], resource, ()):
        for way, change in WAYS.items() if bound else FREE.items():
            changed = copy.deepcopy(resource)
            value = changed
            for step in place:
                value = value[step]
            if change(value):
                yield f"{'.'.join(map(str, place))}-{way}", changed


def _coded(known: Types, kind: str, node: Json, path: tuple[str | int, ...]) -> Iterator[tuple[Place, bool]]:
    """The places of concepts and codings, and whether they are bound."""
    for name, value in node.items():
        element = known[kind].elements.get(name)
        if element is None or element.kind in ("Resource", "Extension"):
            continue
        many = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, one in many:
            place = (*path, name) if index is None else (*path, name, index)
            if isinstance(one, dict):
                if element.coded and element.kind in ("CodeableConcept", "Coding"):
                    yield place, bool(element.strength)
                yield from _coded(known, element.kind, one, place)


def _each(value: Json, change: Json) -> bool:
    """Whether there was a coding to change; None takes a member away."""
    codings = value.get("coding", []) if "coding" in value or "text" in value else [value]
    for coding in codings:
        coding.update(change)
        for name in [name for name, member in coding.items() if member is None]:
            del coding[name]
    return bool(codings)


def _text_only(value: Json) -> bool:
    found = "coding" in value
    value.pop("coding", None)
    value["text"] = "in words"
    return found


WAYS = {
    "code": lambda value: _each(value, {"code": "no-such-code", "display": None}),
    "system": lambda value: _each(value, {"system": FOREIGN}),
    "display": lambda value: _each(value, {"display": "Nothing of the kind"}),
    "no-system": lambda value: _each(value, {"system": None}),
    "no-code": lambda value: _each(value, {"code": None}),
    "text": _text_only,
}
FREE = {way: WAYS[way] for way in ("code", "system", "display")}
