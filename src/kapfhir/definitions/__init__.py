"""The guide and the tables, as data: committed JSON, read on first use. README.md tells how each file was made."""

import json
import os
from functools import cache
from typing import Any

__all__ = ["CORE", "content", "contents", "load", "member", "members", "names"]

CORE = "http://hl7.org/fhir/StructureDefinition/"  # begins the url of each type, profile and extension of FHIR itself
HERE = __path__[0]  # importlib.resources would cost a cold command as much as Python's own start, pathlib a quarter


@cache
def load(name: str) -> dict[str, Any]:
    """The definition `<folder>/<ResourceType>-<id>`, without `.json`. It is shared by all callers: do not change it.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    # not through wire: the files are our own, and the standard library reads them several times faster
    resource: dict[str, Any] = json.loads(content(f"{name}.json").decode())  # of bytes it would guess the encoding
    return resource


def content(file: str, start: int = 0, length: int = -1) -> bytes:
    """What stands in a file: all of it, or so many bytes from one on.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    with open(f"{HERE}/{file}", "rb", buffering=0) as opened:  # noqa: PTH123  # as above
        opened.seek(start)
        return opened.read(length)


def members(name: str) -> dict[str, tuple[int, int]]:
    """Where the members of such a file as `profiles.json` stand, by url: the first byte, and how many. None is read.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    return load(f"{name}.places")


def member(name: str, key: str) -> dict[str, Any] | None:
    """The member of this key, if there is one. It is shared by all callers: do not change it."""
    return _member(name, key) if key in members(name) else None


@cache
def _member(name: str, key: str) -> dict[str, Any]:
    resource: dict[str, Any] = json.loads(content(f"{name}.json", *members(name)[key]).decode())
    return resource


@cache
def names(folder: str, resource_type: str) -> tuple[str, ...]:
    """The ids of all definitions of a type in a folder, sorted."""
    start = f"{resource_type}-"
    return tuple(sorted(name[len(start) : -len(".json")] for name in _listed(folder) if name.startswith(start)))


def contents(folder: str) -> dict[str, bytes]:
    """Every definition in a folder as its file holds it, by the file's name, sorted."""
    return {name: content(f"{folder}/{name}") for name in _listed(folder) if name.endswith(".json")}


@cache
def _listed(folder: str) -> tuple[str, ...]:
    return tuple(sorted(os.listdir(f"{HERE}/{folder}")))  # noqa: PTH208  # as above
