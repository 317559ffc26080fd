"""Which elements of a release an extension carries in another, as `kapfhir.validation.cross_version` reads it.

HL7's package has, per release, each element with its types or, of a group, with its elements; `!` marks what the other
release has itself. Left out is what no extension can carry: that, and groups and choices of nothing else. Of a code
both releases may have the element, and one of them more codes: https://hl7.org/fhir/R4/versions.html#extensions.
"""

import json
from pathlib import Path
from typing import Any

import package_cache

FOLDER = "cross-version"
RELEASES = ("1.0", "1.4", "3.0", "4.0", "5.0")  # as the urls of the extensions have them
KINDS = ("types", "elements")

Json = dict[str, Any]


def files(home: Path) -> dict[str, str]:
    """Path below `definitions` -> text, with the package that the cache at `home` has."""
    package = package_cache.CROSS_VERSION
    package_cache.lay_out(home, [package], package_cache.cache() / "downloads")
    folder = home / ".fhir" / "packages" / package.folder / "package" / "other"
    return {f"{FOLDER}/{name}.json": text(_carried(folder / f"xver-paths-{name}.json")) for name in RELEASES}


def _carried(file: Path) -> dict[str, Json]:
    """Of each type the elements that an extension carries, by path."""
    listed: Json = json.loads(file.read_text(encoding="utf-8"))
    rows = {path: made for path, row in listed.items() if isinstance(row, dict) and (made := _row(row))}
    while hollow := [path for path, row in rows.items() if not _has_content(path, row, rows)]:
        for name in hollow:
            del rows[name]
    return {
        name: {path: rows[path] for path in sorted(rows) if path.partition(".")[0] == name}
        for name in sorted({path.partition(".")[0] for path in rows})
    }


def _row(row: Json) -> Json:
    made: Json = {kind: [one for one in row[kind] if one[0] != "!"] for kind in KINDS if kind in row}
    if row.get("types") == ["!code"]:
        made = {"types": ["code"]}
    return made | ({"modifier": True} if row.get("modifier") else {}) if any(made.values()) else {}


def _has_content(path: str, row: Json, rows: dict[str, Json]) -> bool:
    return "types" in row or any(f"{path}.{name}" in rows for name in row["elements"])


def text(types: dict[str, Json]) -> str:
    """As JSON, by type: an element a line, and a blank line between two types, by which places.py tells them."""
    return "{\n\n" + ",\n\n".join(f'"{name}": {_lines(rows)}' for name, rows in types.items()) + "\n\n}\n"


def _lines(rows: Json) -> str:
    return "{\n" + ",\n".join(f'"{path}": {json.dumps(row)}' for path, row in rows.items()) + "\n}"
