"""Documents nobody would write, the same for the same numbers.

Noise, and valid documents with bytes changed; JSON of any kind under a resourceType; resources with something absurd
somewhere: the guide's, jane's, and some of every type that a release has, made by its tables.
"""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import kapfhir
from kapfhir import definitions, wire
from kapfhir.testing import jane
from kapfhir.validation.tables import types

__all__ = ["Asked", "asked", "of_type"]

LARGEST = 1_000_000  # bytes that repeating may make of a value: larger documents are slow to make
FOLDERS = {"4.0.1": "r4", "5.0.0": "r5"}
KAP = Path(kapfhir.__file__).parent / "definitions" / "kap"
PROFILES = (
    "https://kapfhir.org/fhir/StructureDefinition/kap-dose",
    "http://hl7.org/fhir/StructureDefinition/bp",
    "",
    "x",
)
# fmt: off
NAMES = (
    "resourceType", "id", "meta", "profile", "text", "div", "status", "contained", "extension", "modifierExtension", "url",
    "valueString", "valueQuantity", "value", "system", "code", "coding", "display", "unit", "reference", "identifier", "type",
    "entry", "fullUrl", "resource", "request", "method", "ifNoneExist", "item", "linkId", "answer", "questionnaire", "period",
    "start", "end", "_id", "_status", "component", "subject", "encounter", "language", "item", "valueCoding", "repeat",
)
TEXTS = (
    "", " ", "\0", "\u2028", "é" * 70, "x" * 10_000, "#", "#x", "urn:uuid:", "urn:oid:1", "http://", "Patient/", "/", "|",
    "Patient/x/_history/", "2026-02-30", "0000-01-01", "9999-12-31T23:59:60Z", "2026-03-09T10:00:00+14:00", "10:00:00", "-1",
    "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + "<p>" * 5000, "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "(" * 3000,
    "http://loinc.org", "http://unitsofmeasure.org", "http://snomed.info/sct", "mg", "/".join(["m"] * 3000), "8480-6", "%", "\ufeff",
    "https://kapfhir.org/fhir/StructureDefinition/kap-dose", "http://hl7.org/fhir/StructureDefinition/bp", "Bundle", "Observation",
    "a" * 30 + "!", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa@", "=" * 999, "{" * 999, "en-" + "a-" * 999, "text/" + ";a=b" * 999,
)
NUMBERS = (0, -1, 1, 2**31, 2**63, 10**50, -0.0, 1e300, 5e-324, 0.1, wire.Decimal("1.00"), wire.Decimal("1e-400"))
# fmt: on
RIGHT = {  # a value of each primitive
    "base64Binary": "aa==",
    "boolean": True,
    "canonical": "http://a.example/b",
    "code": "final",
    "date": "2026-03-09",
    "dateTime": "2026-03-09T10:00:00Z",
    "decimal": 1.5,
    "id": "a",
    "instant": "2026-03-09T10:00:00Z",
    "integer": 1,
    "integer64": "1",
    "oid": "urn:oid:1.2",
    "positiveInt": 1,
    "time": "10:00:00",
    "unsignedInt": 1,
    "uri": "http://a.example",
    "url": "http://a.example",
    "uuid": "urn:uuid:c757873d-ec9a-4326-a141-556f43239520",
    "xhtml": '<div xmlns="http://www.w3.org/1999/xhtml">a</div>',
}  # fmt: skip


class Asked(NamedTuple):
    """A document, and by what it is judged."""

    content: bytes
    release: str
    profiles: tuple[str, ...]
    packages: tuple[str, ...]


def asked(seed: int, number: int) -> Asked:
    """A third is bytes, a third any JSON, a third of some use; of all, a part is judged by profiles and packages."""
    chosen = random.Random(f"{seed} {number}")
    release = chosen.choice([*FOLDERS])
    content = (_bytes, _anything, _broken)[number % 3](chosen, FOLDERS[release])
    profiles = tuple(chosen.sample(PROFILES, chosen.randrange(3))) if chosen.random() < 0.2 else ()
    return Asked(content, release, profiles, (str(KAP),) if chosen.random() < 0.2 else ())


def _bytes(chosen: random.Random, folder: str) -> bytes:
    """Noise, or a valid document with bytes changed, cut or repeated."""
    if chosen.random() < 0.2:
        return chosen.randbytes(chosen.randrange(2000))
    content = bytearray(_dump(_sound(chosen, folder)))
    for _ in range(chosen.randrange(1, 6)):
        at, size = chosen.randrange(len(content) + 1), chosen.randrange(30)
        change = chosen.randrange(4)
        if change == 0:
            content[at : at + size] = chosen.randbytes(size)
        elif change == 1:
            del content[at : at + size]
        elif change == 2:
            content[at:at] = content[at : at + size] * chosen.choice((1, 2, 50))
        else:
            content[at:at] = chosen.choice(
                (b"{", b"}", b"[", b"]", b'"', b",", b":", b"null", b"\\u", b"\\ud800", b"1e999", b"\xff")
            )
    return bytes(content)


def _anything(chosen: random.Random, folder: str) -> bytes:
    """Any JSON at all, below the name of a type."""
    return _dump({"resourceType": chosen.choice(_types(folder)), **_object(chosen, 0)})


def _object(chosen: random.Random, depth: int) -> dict[str, Any]:
    return {chosen.choice(NAMES): _value(chosen, depth + 1) for _ in range(chosen.randrange(6))}


def _value(chosen: random.Random, depth: int) -> Any:
    kind = chosen.randrange(5 if depth > 5 else 8)
    if kind < 2:
        return chosen.choice(TEXTS)
    if kind < 5:
        return chosen.choice((chosen.choice(NUMBERS), None, True, False))
    if kind == 5:
        return [_value(chosen, depth + 1) for _ in range(chosen.randrange(4))]
    return _object(chosen, depth + 1)


def _broken(chosen: random.Random, folder: str) -> bytes:
    """A valid resource with some values replaced, repeated, nested or renamed."""
    copied = json.loads(_dump(_sound(chosen, folder)))
    for _ in range(chosen.choice((1, 1, 2, 4, 8))):
        places = [*_places(copied)]
        if places:
            parent, key = chosen.choice(places)
            chosen.choice(_CHANGES)(chosen, parent, key)
    return _dump(copied)


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    todo = [node]
    for one in todo:
        for key, value in one.items() if isinstance(one, dict) else enumerate(one):
            yield one, key
            if isinstance(value, dict | list):
                todo.append(value)


def _replace(chosen: random.Random, parent: Any, key: Any) -> None:
    parent[key] = _value(chosen, 3)


def _repeat(chosen: random.Random, parent: Any, key: Any) -> None:
    times, text = chosen.choice((0, 2, 40, 2000)), _dump(parent[key])
    # copies: what is one object in many places grows with each change, without end
    with suppress(RecursionError):  # nested before
        parent[key] = json.loads(b"[%s]" % b",".join([text] * min(times, LARGEST // len(text))))


def _nest(chosen: random.Random, parent: Any, key: Any) -> None:
    """As deep as it goes: in arrays, or in itself."""
    name = chosen.choice(("", key if isinstance(key, str) else "item", "extension", "contained", "item", "resource"))
    for _ in range(chosen.choice((2, 30, 90, 400))):
        parent[key] = {name: [parent[key]]} if name else [parent[key]]


def _rename(chosen: random.Random, parent: Any, key: Any) -> None:
    if isinstance(parent, dict):
        parent[chosen.choice((*NAMES, f"_{key}"))] = parent.pop(key)


def _add(chosen: random.Random, parent: Any, key: Any) -> None:
    if isinstance(parent, dict):
        parent[chosen.choice(NAMES)] = _value(chosen, 3)
    else:
        parent.append(_value(chosen, 3))


def _drop(chosen: random.Random, parent: Any, key: Any) -> None:
    del parent[key]


_CHANGES: tuple[Callable[[random.Random, Any, Any], None], ...] = (
    _replace,
    _replace,
    _repeat,
    _nest,
    _rename,
    _add,
    _drop,
)


def _dump(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")
    except RecursionError:
        return b"[" * 100_000


def _sound(chosen: random.Random, folder: str) -> dict[str, Any]:
    """A resource with nothing wrong, or little."""
    if chosen.random() < 0.5:
        return chosen.choice(_valid())
    made = of_type(chosen, folder, chosen.choice(_types(folder)))
    if chosen.random() < 0.2:
        made = {"resourceType": "Bundle", "type": "collection", "entry": [{"fullUrl": "urn:oid:1.2", "resource": made}]}
    return made


def of_type(chosen: random.Random, folder: str, kind: str, depth: int = 0) -> Any:
    """An object of a type by the tables, with some of its elements, those it needs among them."""
    if kind == "Resource":
        kind = chosen.choice(("Patient", "Observation", "Bundle", "Basic"))
    type_ = types(folder)[kind]
    names = {chosen.choice(choices) for choices in type_.required}
    names |= {*chosen.sample([*type_.elements], min(len(type_.elements), 4))} if depth < 4 else set()
    made = {"resourceType": kind} if kind in types(folder).resources else {}
    for name in sorted(names):
        element = type_.elements[name]
        value = RIGHT.get(element.kind, "a") if element.primitive else of_type(chosen, folder, element.kind, depth + 1)
        made[name] = [value] * chosen.choice((1, 1, 2)) if element.many else value
    return made


@cache
def _valid() -> list[dict[str, Any]]:
    """The guide's examples and questionnaires, and jane's resources in pieces of various sizes."""
    found = [
        json.loads(path.read_bytes()) for path in chain(KAP.glob("example/*.json"), KAP.glob("Questionnaire-*.json"))
    ]
    bundle = kapfhir.to_bundle(jane())
    found += [entry["resource"] for entry in bundle["entry"][::7]]
    found += [bundle | {"entry": bundle["entry"][at : at + 5]} for at in range(0, len(bundle["entry"]), 50)]
    return found


@cache
def _types(folder: str) -> list[str]:
    return definitions.load(f"{folder}/index")["resources"]
