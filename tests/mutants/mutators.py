"""Ways to break a document: each is a table row, a generator that yields a name and a change for a place in it.

A change is made to the parent, in place, by the key of what is broken.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kapfhir.identity import BASE
from kapfhir.wire import Path

__all__ = ["MUTATORS", "Change", "Place", "places"]

Change = Callable[[Any, Any], None]  # the parent and the key
Ways = Iterator[tuple[str, Change]]
LONG = "x" * 65
URN = "urn:uuid:00000000-0000-4000-8000-000000000000"
TARGETS = ("Patient/x", "Encounter/x", "Basic/x", "Nothing/x", "#x", URN, "urn:uuid:x", "no such thing", "Patient/x/y")
CODING = {"system": "http://example.org/codes", "code": "other"}
EXTENSION = {"url": "http://example.org/unknown", "valueBoolean": True}
DISPLACED = {"url": f"{BASE}/StructureDefinition/kap-session-number", "valuePositiveInt": 1}
CODED = ("status", "use", "intent", "method", "type", "code", "mode", "criticality", "category", "gender", "what")
HTML = {
    "not well-formed": '<div xmlns="http://www.w3.org/1999/xhtml"><p>text</div>',
    "no namespace": "<div><p>text</p></div>",
    "script": '<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>',
    "handler": '<div xmlns="http://www.w3.org/1999/xhtml"><p onclick="1">text</p></div>',
    "empty": '<div xmlns="http://www.w3.org/1999/xhtml"> </div>',
    "fine": '<div xmlns="http://www.w3.org/1999/xhtml"><p>text</p></div>',
}


class Place(NamedTuple):
    """A value in a document. `owner` is the innermost resource around it."""

    path: Path
    key: str | int
    value: Any
    parent: Any
    owner: dict[str, Any]


def places(document: dict[str, Any]) -> Iterator[Place]:
    """Every value in it."""
    return _within(document, (), document)


def _within(node: Any, path: Path, owner: dict[str, Any]) -> Iterator[Place]:
    owner = node if isinstance(node, dict) and "resourceType" in node else owner
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield Place((*path, key), key, value, node, owner)
        if isinstance(value, dict | list):
            yield from _within(value, (*path, key), owner)


def _to(value: Any) -> Change:
    def change(parent: Any, key: Any) -> None:
        parent[key] = copy.deepcopy(value)

    return change


def _beside(name: str, value: Any) -> Change:
    return lambda parent, _: parent.update({name: copy.deepcopy(value)})


def _instead(name: str, value: Any) -> Change:
    def change(parent: Any, key: Any) -> None:
        del parent[key]
        parent[name] = value

    return change


# --- the rows ----------------------------------------------------------------------------------------------------


def drop(place: Place) -> Ways:
    yield "it", lambda parent, key: parent.__delitem__(key)


def duplicate(place: Place) -> Ways:
    if isinstance(place.key, int):
        yield "member", lambda parent, key: parent.insert(key, copy.deepcopy(parent[key]))
    elif not isinstance(place.value, list):
        yield "as array", lambda parent, key: parent.update({key: [parent[key], copy.deepcopy(parent[key])]})


def swap(place: Place) -> Ways:
    """The order of two: it matters where items are ordered, and must not elsewhere."""
    if isinstance(place.key, int) and place.key:
        yield "with the one before", _swap


def _swap(parent: Any, key: Any) -> None:
    parent[key - 1], parent[key] = parent[key], parent[key - 1]


def retype(place: Place) -> Ways:
    for name, value in {"text": "text", "number": 7, "object": {"value": "text"}, "array": [place.value]}.items():
        if type(value) is not type(place.value):
            yield name, _to(value)
    if type(place.value) in (int, float, bool):
        yield "in quotes", _to(str(place.value).lower())


def empty(place: Place) -> Ways:
    for name, value in {"text": "", "array": [], "object": {}, "null": None}.items():
        yield name, _to(value)


def reformat(place: Place) -> Ways:
    value = place.value
    if isinstance(value, str):
        yield "space before", _to(f" {value}")
        yield "space inside", _to(f"{value[:1]} {value[1:]}")
        yield "two spaces inside", _to(f"{value[:1]}  {value[1:]}")
        yield "long", _to(LONG)
        if value[:4].isdigit() and value[4:5] == "-":
            yield "no such day", _to(f"{value[:5]}02-30{value[10:]}")
            yield "no offset", _to(value.partition("+")[0].rstrip("Z"))
            yield "no seconds", _to(f"{value[:16]}Z")
            yield "other order", _to("09.03.2026")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        for name, number in {"negative": -1, "zero": 0, "fraction": 1.5, "huge": 2**31}.items():
            yield name, _to(number)


def recode(place: Place) -> Ways:
    if place.key in CODED and isinstance(place.value, str):
        yield "unknown", _to("nonsense")
        yield "capitals", _to(place.value.upper())
    if place.key == "system" and isinstance(place.value, str):
        yield "other system", _to("http://example.org/codes")
        yield "no url", _to("codes")
        yield "no system", lambda parent, key: parent.__delitem__(key)
    if place.key == "display":
        yield "other display", _to("Otherwise")
    if place.key == "coding" and isinstance(place.value, list):
        yield "other coding", _to([CODING])
        yield "one more", lambda parent, key: parent[key].append(dict(CODING))
        yield "one before", lambda parent, key: parent[key].insert(0, dict(CODING))
        yield "text alone", _instead("text", "text")


def rename(place: Place) -> Ways:
    if isinstance(place.key, str):
        for name, other in {
            "misspelt": f"{place.key}s",
            "capital": place.key.capitalize(),
            "_": f"_{place.key}",
        }.items():
            if other not in place.parent:
                yield name, _renamed(other)
        if place.key.startswith(("value", "effective", "performed", "onset", "medication")):
            yield "other choice", _instead("valueTime", "10:00:00")
            yield "second choice", _beside("valueTime", "10:00:00")


def _renamed(other: str) -> Change:
    def change(parent: Any, key: Any) -> None:
        members = [(other if name == key else name, value) for name, value in parent.items()]
        parent.clear()
        parent.update(members)

    return change


def misreference(place: Place) -> Ways:
    if place.key == "reference" and isinstance(place.value, str):
        targets = (
            "Patient/x",
            "Encounter/x",
            "Basic/x",
            "Nothing/x",
            "#x",
            URN,
            "urn:uuid:x",
            "no such thing",
            "Patient/x/y",
        )
        for target in targets:
            yield target, _to(target)
        yield "display alone", _instead("display", "text")
    if place.key == "fullUrl":
        for url in (URN, "http://example.org/Patient/x", "x"):
            yield url, _to(url)
    if place.key == "profile" and isinstance(place.value, list):
        yield "unknown profile", _to(["http://example.org/StructureDefinition/unknown"])
        for name in ("kap-vital-sign", "kap-encounter", "kap-dose"):
            yield f"claims {name}", _to([f"{BASE}/StructureDefinition/{name}"])
        yield "claims vital signs", _to(["http://hl7.org/fhir/StructureDefinition/vitalsigns"])


def extend(place: Place) -> Ways:
    if isinstance(place.value, dict) and "url" not in place.value:
        for name, one in {"unknown": EXTENSION, "displaced": DISPLACED, "no url": {"valueBoolean": True},
                          "no value": {"url": EXTENSION["url"]}}.items():  # fmt: skip
            yield name, _extended("extension", one)
        yield "modifier", _extended("modifierExtension", EXTENSION)
    if place.key == "extension" and isinstance(place.value, list) and place.value:
        yield "value and parts", lambda parent, key: parent[key][0].update(extension=[EXTENSION], valueBoolean=True)
        yield "as modifier", _renamed("modifierExtension")


def _extended(name: str, extension: dict[str, Any]) -> Change:
    return lambda parent, key: parent[key].setdefault(name, []).append(dict(extension))


def contain(place: Place) -> Ways:
    """Contained resources, narrative, and the document's own type."""
    if place.key == "resourceType" and place.value != "Bundle":
        organization = {"resourceType": "Organization", "id": "o", "name": "text"}
        yield "unreferenced", lambda parent, _: parent.update(contained=[organization])
        yield "without id", lambda parent, _: parent.update(contained=[{"resourceType": "Organization"}])
        yield "nested", lambda parent, _: parent.update(contained=[organization | {"contained": [organization]}])
        for name, text in HTML.items():
            yield (
                f"narrative {name}",
                lambda parent, _, div=text: parent.update(text={"status": "generated", "div": div}),
            )
        for other in ("Observation", "Procedure", "Nothing"):
            yield f"as {other}", _to(other)
    if place.key == "type" and place.owner.get("resourceType") == "Bundle" and len(place.path) == 1:
        for kind in ("collection", "batch", "document", "message", "history", "searchset", "transaction-response"):
            yield kind, _to(kind)


MUTATORS: dict[str, Callable[[Place], Ways]] = {
    way.__name__: way
    for way in (drop, duplicate, swap, retype, empty, reformat, recode, rename, misreference, extend, contain)
}
