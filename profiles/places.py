"""Where the members of the large files stand, for `kapfhir.definitions.member`, which reads no others.

The members have blank lines around them. Beside such a file, `x.json`, stands `x.places.json`: by key, the member's
first byte and how many bytes it has.
"""

import json
from collections.abc import Iterator

APART = b"\n\n"

Places = dict[str, tuple[int, int]]


def files(written: dict[str, str]) -> dict[str, str]:
    """Path below `definitions` -> text, for the files that were written: by path, their texts."""
    contents = {path: text.encode() for path, text in written.items()}
    return {
        f"{path.removesuffix('.json')}.places.json": _text(dict(_places(content)))
        for path, content in contents.items()
        if APART in content
    }


def _places(content: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    first, *members, _ = content.split(APART)
    place = len(first)
    for member in members:
        place += len(APART)
        key, _, value = member.removesuffix(b",").partition(b": ")
        yield json.loads(key), (place + len(key) + len(b": "), len(value))
        place += len(member)


def _text(places: Places) -> str:
    """As JSON, a member a line."""
    return "{\n" + ",\n".join(f"{json.dumps(key)}: {json.dumps(place)}" for key, place in places.items()) + "\n}\n"
