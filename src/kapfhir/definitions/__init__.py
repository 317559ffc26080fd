"""The guide and the tables, as data: committed JSON, read on first use. README.md tells how each file was made."""

import json
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["contents", "load", "member", "members", "names"]

HERE = Path(__file__).parent  # importlib.resources would cost a cold command as much as Python's own start


@cache
def load(name: str) -> dict[str, Any]:
    """The definition `<folder>/<ResourceType>-<id>`, without `.json`. It is shared by all callers: do not change it.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    # not through wire: the files are our own, and the standard library reads them several times faster
    resource: dict[str, Any] = json.loads((HERE / f"{name}.json").read_bytes())
    return resource


def members(name: str) -> dict[str, tuple[int, int]]:
    """Where the members of such a file as `profiles.json` stand, by url: the first byte, and how many. None is read.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    folder, _, file = name.rpartition("/")
    places: dict[str, tuple[int, int]] = load(f"{folder}/places")[file]
    return places


def member(name: str, key: str) -> dict[str, Any] | None:
    """The member of this key, if there is one. It is shared by all callers: do not change it."""
    return _member(name, key) if key in members(name) else None


@cache
def _member(name: str, key: str) -> dict[str, Any]:
    start, length = members(name)[key]
    with (HERE / f"{name}.json").open("rb") as opened:
        opened.seek(start)
        resource: dict[str, Any] = json.loads(opened.read(length))
    return resource


@cache
def names(folder: str, resource_type: str) -> tuple[str, ...]:
    """The ids of all definitions of a type in a folder, sorted."""
    start = f"{resource_type}-"
    present = (path.name for path in (HERE / folder).iterdir())
    return tuple(sorted(name[len(start) : -len(".json")] for name in present if name.startswith(start)))


def contents(folder: str) -> dict[str, bytes]:
    """Every definition in a folder as its file holds it, by the file's name, sorted."""
    return {path.name: path.read_bytes() for path in sorted((HERE / folder).glob("*.json"))}
