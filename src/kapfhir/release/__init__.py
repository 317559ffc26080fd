"""The FHIR releases at the door: inside there is R4, and nowhere else is another release known.

`RELEASES` has them by version. `encode` takes a resource or Bundle of ours to the release's JSON, `decode` takes what
the release's server gives back to ours; `decode(encode(b))` is `b`, as canonical bytes, for whatever `encode` carries.
For the types of a KAP record R4B is R4, element for element.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from kapfhir import wire
from kapfhir.errors import InvalidBundle, NotCarried
from kapfhir.outcome import Issue, Report
from kapfhir.release.changes import Json, Tell, below
from kapfhir.release.r5 import CHANGES

__all__ = ["R4", "R4B", "R5", "RELEASES", "Release", "release_of"]


class Release(NamedTuple):
    """A release's version, and the two ways through the door. `encode_text` is `encode` of JSON text.

    `encode` raises `NotCarried`, with every path that the release has no place for; `decode` raises `InvalidBundle`
    where the structure is not the release's.
    """

    version: str
    encode: Callable[[Json], Json]
    decode: Callable[[Json], Json]
    encode_text: Callable[[str], str]


def release_of(version: str) -> Release | None:
    """The release of a `fhirVersion`, whatever the last number of it is; None of one that is not known here."""
    name = version.split(".")[:2]
    return next((release for key, release in RELEASES.items() if key.split(".")[:2] == name), None)


# --- R4, R4B -----------------------------------------------------------------------------------------------------


def _same(value: Any) -> Any:
    return value


R4 = Release("4.0.1", _same, _same, _same)
R4B = Release("4.3.0", _same, _same, _same)

# --- R5 ----------------------------------------------------------------------------------------------------------


def _encode(resource: Json) -> Json:
    encoded: Json = _copied(resource)
    paths: list[str] = []
    _encode_in_place(encoded, below(paths.append, str(resource.get("resourceType", ""))))
    _sizes(encoded, _integer64)
    if paths:
        raise NotCarried(R5.version, paths)
    return encoded


def _encode_text(text: str) -> str:
    return wire.dumps(_encode(wire.loads(text)))


def _decode(resource: Json) -> Json:
    decoded: Json = _copied(resource)
    try:
        _sizes(decoded, _integer)
        _decode_in_place(decoded)
    except (AttributeError, KeyError, TypeError):  # of what is no R5 at all; R4 has a validator for it
        raise InvalidBundle(Report([Issue("error", "structure", "", "not as R5 has it", "structure")])) from None
    return decoded


def _encode_in_place(resource: Json, tell: Tell) -> None:
    """What is inside it first: a change may put resources of the release there."""
    changes = CHANGES.get(resource.get("resourceType", ""))
    if changes is None:
        tell("")
        return
    for place, inner in _inner(resource):
        _encode_in_place(inner, below(tell, place))
    for change in changes:
        change.encode(resource, tell)


def _decode_in_place(resource: Json) -> None:
    """What is of a type without changes is as it was."""
    for change in reversed(CHANGES.get(resource.get("resourceType", ""), ())):
        change.decode(resource)
    for _, inner in _inner(resource):
        _decode_in_place(inner)


def _inner(resource: Json) -> Iterator[tuple[str, Json]]:
    yield from ((f"contained[{index}]", inner) for index, inner in enumerate(resource.get("contained", [])))
    for index, entry in enumerate(resource.get("entry", [])):
        if "resource" in entry:
            yield f"entry[{index}].resource", entry["resource"]


def _sizes(node: Any, to: Callable[[Any], Any]) -> None:
    """Attachment.size is a number in R4 and an integer64, a JSON string, in R5. No other element is called so here."""
    if isinstance(node, dict):
        if "size" in node:
            node["size"] = to(node["size"])
        node = [*node.values()]
    for member in node:
        if isinstance(member, dict | list):
            _sizes(member, to)


def _integer64(size: Any) -> Any:
    return str(size) if isinstance(size, int) else size


def _integer(size: Any) -> Any:
    return int(size) if isinstance(size, str) and size.isdecimal() else size


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(member) for name, member in value.items()}
    return [_copied(member) for member in value] if isinstance(value, list | tuple) else value


R5 = Release("5.0.0", _encode, _decode, _encode_text)

RELEASES = {release.version: release for release in (R4, R4B, R5)}
