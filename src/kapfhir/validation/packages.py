"""Packages of definitions: a folder, a .tgz, a .json, or a name in `~/.fhir/packages`. Nothing is fetched or written.

A package is indexed by its `.index.json`, and by what its files say where that does not name them; a definition is
parsed when it is asked for. Source: https://confluence.hl7.org/display/FHIR/NPM+Package+Specification.
"""

import json
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from kapfhir import wire
from kapfhir.validation import versions
from kapfhir.validation.archives import Refused, members
from kapfhir.validation.limits import Limits, Unusable

__all__ = ["Package", "dependencies", "read"]

LIMITS = Limits()
NAME = re.compile(r"([A-Za-z0-9][\w.-]*)(?:#([A-Za-z0-9][\w.+-]*))?", re.ASCII).fullmatch
OURS = re.compile(  # what the release's own definitions were compiled from
    r"hl7\.fhir\.(r[0-9]b?\.(core|expansions|examples)|xver-extensions|uv\.extensions(\.r[0-9]b?)?)|hl7\.terminology(\.r[0-9]b?)?"
).fullmatch
INSIDE = "package/"
EXPECTED = "a folder, a .tgz, a .json, or a package in ~/.fhir/packages (name or name#version) is expected"

Key = tuple[str, str]  # resource type and url


class Package:
    """Definitions by type and url. `names` a file by its name, as bytes or where it lies."""

    def __init__(self, name: str, files: "dict[str, memoryview | Path]", limits: Limits = LIMITS) -> None:
        self.name, self._files, self._limits = name, files, limits
        self._parsed: dict[str, dict[str, Any] | None] = {}
        self.manifest = self._object("package.json")
        self._index: dict[Key, dict[str, str]] = {}  # the file of each version
        for entry, file in self._entries():
            key = (entry["resourceType"], entry["url"])
            version = entry.get("version")
            self._index.setdefault(key, {})[version if isinstance(version, str) else ""] = file

    def versions(self, kind: str, url: str) -> tuple[str, ...]:
        """Those that it has of a definition; an empty one where the definition names none."""
        return tuple(self._index.get((kind, url), ()))

    def urls(self, kind: str) -> list[str]:
        """Of all definitions of a type."""
        return [url for type_, url in self._index if type_ == kind]

    def load(self, kind: str, url: str, version: str) -> dict[str, Any] | None:
        """A definition of those that `versions` tells; None where its file is another, or broken."""
        file = self._index[kind, url][version]
        if file not in self._parsed:
            try:
                found = wire.loads(self._content(file))
            except (wire.Malformed, OSError, Unusable):
                found = None
            self._parsed[file] = found if _is_definition(found) else None
        definition = self._parsed[file]
        return definition if definition and (definition["resourceType"], definition["url"]) == (kind, url) else None

    def _entries(self) -> Iterator[tuple[dict[str, Any], str]]:
        listed = self._object(".index.json").get("files")
        indexed: set[str] = set()
        for entry in listed if isinstance(listed, list) else ():
            file = entry.get("filename") if isinstance(entry, dict) else None
            if isinstance(file, str) and file in self._files:
                indexed.add(file)
                if _is_definition(entry):
                    yield entry, file
        for file in self._files:
            if file not in indexed and file.endswith(".json") and _is_definition(found := self._json(file)):
                yield found, file

    def _object(self, file: str) -> dict[str, Any]:
        found = self._json(file) if file in self._files else None
        return found if isinstance(found, dict) else {}

    def _json(self, file: str) -> Any:
        try:
            return json.loads(self._content(file))
        except (ValueError, RecursionError):
            raise Unusable(f"{self.name}: {file} is not JSON; mend it, or take it out") from None
        except OSError as error:
            raise Unusable(f"{self.name}: {file}: {error.strerror}") from None

    def _content(self, file: str) -> bytes:
        found = self._files[file]
        if not isinstance(found, Path):
            return bytes(found)
        if found.stat().st_size > self._limits.member:
            raise Unusable(f"{self.name}: {file} is larger than any definition")
        return found.read_bytes()


def _is_definition(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), str) for name in ("resourceType", "url"))


def read(name: str, limits: Limits = LIMITS) -> Package:
    """The package of this name or path. It is read once in a process; a file again when it has changed.

    Raises:
        Unusable: with what is wrong and what is expected.
    """
    try:
        place = Path(name)
        if not name or not place.exists():
            place = _installed(name)
        return _read(name, place, place.stat().st_mtime_ns, limits)
    except Refused as refused:
        raise Unusable(f"{name}: {refused}") from None
    except (OSError, ValueError) as error:  # of a name with a null, Path raises ValueError
        raise Unusable(f"{name}: {getattr(error, 'strerror', None) or 'it cannot be read'}; {EXPECTED}") from None


@lru_cache(maxsize=64)
def _read(name: str, place: Path, _changed: int, limits: Limits) -> Package:
    if place.is_dir():
        return Package(name, _in_folder(name, place, limits), limits)
    if place.stat().st_size > limits.total:
        raise Refused("it is larger than any package")
    if place.suffix == ".json":
        return Package(name, {place.name: place}, limits)
    found = members(place.read_bytes(), limits)
    inside = {file.removeprefix(INSIDE): content for file, content in found.items() if file.startswith(INSIDE)}
    return Package(name, {file: content for file, content in (inside or found).items() if "/" not in file}, limits)


def _in_folder(name: str, folder: Path, limits: Limits) -> "dict[str, memoryview | Path]":
    """The JSON files of a folder, not of those below it; of an unpacked package, those of its folder `package`."""
    inside = folder / INSIDE
    found = {path.name: path for path in sorted((inside if inside.is_dir() else folder).glob("*.json"))}
    if not found:
        raise Unusable(f"{name}: no .json is there, and no folder `package`; {EXPECTED}")
    if len(found) > limits.members:
        raise Refused(f"it has more than {limits.members} files")
    return dict(found)


# --- ~/.fhir/packages --------------------------------------------------------------------------------------------


def _installed(name: str) -> Path:
    """Where a package lies; of a name without version, the newest."""
    asked = NAME(name)
    if asked is None or name.endswith((".tgz", ".json")):
        raise Unusable(f"{name}: it is not there; {EXPECTED}")
    found = _find(asked[1], asked[2] or "")
    if found is None:
        raise Unusable(f"{name}: it is not in ~/.fhir/packages; unpack it there, or name its folder or .tgz")
    return found


def _find(id_: str, version: str) -> Path | None:
    try:
        home = Path.home() / ".fhir" / "packages"
    except RuntimeError:  # nobody's
        return None
    present = {path.name.partition("#")[2]: path for path in home.glob(f"{id_}#*") if path.is_dir()}
    if version in present or (version and not version.lower().endswith(("x", "*"))):
        return present.get(version)
    numbered = {number for number in present if number[:1].isdigit()}  # else `current`, `dev`
    meant = versions.resolve(version, numbered or present)
    return None if meant is None else present[meant]


def dependencies(given: tuple[Package, ...]) -> tuple[list[Package], tuple[str, ...]]:
    """What they depend on and is in ~/.fhir/packages, each once; and the names of what is not, or cannot be read."""
    found: list[Package] = []
    missing: dict[str, None] = {}
    seen = {str(package.manifest.get("name")) for package in given}
    for package in (waiting := [*given]):  # grows
        asked = package.manifest.get("dependencies")
        for id_, version in asked.items() if isinstance(asked, dict) else ():
            if id_ in seen or OURS(id_):
                continue
            seen.add(id_)
            name = f"{id_}#{version}"
            try:
                place = _find(id_, str(version)) if NAME(id_) else None
                one = read(os.fspath(place)) if place else None
            except Unusable:
                one = None
            if one is None:
                missing[name] = None
            else:
                found.append(one)
                waiting.append(one)
    return found, tuple(missing)
