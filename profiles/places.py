"""Where the members of the large files stand, for `kapfhir.definitions.member`, which reads no others.

The members have blank lines around them. A `places.json` has, for each such file of its folder, by key the member's
first byte and how many bytes it has.
"""

import json
from collections.abc import Iterator

APART = b"\n\n"

Places = dict[str, list[int]]


def files(written: dict[str, str]) -> dict[str, str]:
    """Path below `definitions` -> text, for the files that were written: by path, their texts."""
    found: dict[str, dict[str, Places]] = {}
    for path in sorted(written):
        folder, _, file = path.rpartition("/")
        content = written[path].encode()
        if APART in content:
            found.setdefault(folder, {})[file.removesuffix(".json")] = dict(_places(content))
    return {f"{folder}/places.json": _text(made) for folder, made in found.items()}


def _places(content: bytes) -> Iterator[tuple[str, list[int]]]:
    first, *members, _ = content.split(APART)
    place = len(first)
    for member in members:
        place += len(APART)
        key, _, value = member.removesuffix(b",").partition(b": ")
        yield json.loads(key), [place + len(key) + len(b": "), len(value)]
        place += len(member)


def _text(files: dict[str, Places]) -> str:
    """As JSON, a member a line."""
    parts = (f"{json.dumps(name)}: {{\n{_lines(places)}\n}}" for name, places in files.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _lines(places: Places) -> str:
    return ",\n".join(f"{json.dumps(key)}: {json.dumps(place)}" for key, place in places.items())
