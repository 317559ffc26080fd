"""The SearchParameters of a release as the validator reads them: by name, a type and the resource types it searches."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

__all__ = ["files"]

CORE = "http://hl7.org/fhir/SearchParameter/"


def files(folder: str, core: Path) -> dict[str, str]:
    """Path below `definitions` -> text."""
    rows = dict(
        sorted(_rows(json.loads(path.read_text(encoding="utf-8")) for path in core.glob("SearchParameter-*.json")))
    )
    lines = (f"{json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    return {f"{folder}/search-parameters.json": "{\n" + ",\n".join(lines) + "\n}\n"}


def _rows(found: Iterable[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """What follows HL7's url (another url: all of it), then type and bases."""
    return ((one["url"].removeprefix(CORE), [one["type"], *one.get("base", ())]) for one in found)
