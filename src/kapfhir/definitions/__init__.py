"""The guide and the tables, as data: committed JSON, read on first use. README.md tells how each file was made."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["load", "names"]


@cache
def load(name: str) -> dict[str, Any]:
    """The definition `<folder>/<ResourceType>-<id>`, without `.json`. It is shared by all callers: do not change it.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    # not through wire: the files are our own, and the standard library reads them several times faster
    resource: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_bytes())
    return resource


@cache
def names(folder: str, resource_type: str) -> tuple[str, ...]:
    """The ids of all definitions of a type in a folder, sorted."""
    start = f"{resource_type}-"
    present = (path.name for path in files(__name__).joinpath(folder).iterdir())
    return tuple(sorted(name[len(start) : -len(".json")] for name in present if name.startswith(start)))
