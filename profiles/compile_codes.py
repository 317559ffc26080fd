"""The code systems and value sets of HL7's packages, for `definitions.py`: files of `definitions`, by path.

A value set is evaluated by the validator's own code, and what leads to none of the bindings is left out.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import package_cache

from kapfhir.validation.terminology.expansion import Contents, expand
from kapfhir.validation.terminology.systems import CodeSystem, from_resource, row

BOTH = "both"
RELEASES = {
    "r4": (package_cache.R4_CORE, package_cache.R4_EXTENSIONS, package_cache.R4_TERMINOLOGY),
    "r5": (package_cache.R5_CORE, package_cache.R5_EXTENSIONS, package_cache.R5_TERMINOLOGY),
}
TERMINOLOGY = package_cache.R4_TERMINOLOGY  # the code systems and value sets of R5_TERMINOLOGY are the same
MAX_SET = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet"
CONTENTS = ("complete", "fragment", "not-present")  # not: examples, and supplements to a system
PLAIN = ("code", "uri")  # types that are bound, and have no system
LICENSED = ("http://snomed.info/sct",)  # no list of its codes is passed on; a binding with one of them is undecided

Json = dict[str, Any]


class Release:
    """What a release's packages say of codes."""

    def __init__(self, folders: list[Path]) -> None:
        self._folders = folders
        found = self._by_url("CodeSystem").items()
        self.systems = {url: from_resource(one) for url, one in found if one.get("content") in CONTENTS}
        self._resources = self._by_url("ValueSet")
        self.sets: dict[str, Contents | None] = {}

    def _by_url(self, kind: str) -> dict[str, Json]:
        """HL7's terminology, which is the last, has the newest of what several packages have."""
        return {one["url"]: one for folder in self._folders for one in _definitions(folder, kind)}

    def value_set(self, canonical: str) -> Contents | None:
        """The contents of a value set, if it is in the packages."""
        url = canonical.partition("|")[0]
        if url not in self.sets:
            self.sets[url] = None
            resource = self._resources.get(url)
            self.sets[url] = _free(expand(resource, self.value_set, self.systems.get)) if resource else None
        return self.sets[url]

    def bound(self) -> set[str]:
        """The value sets that a binding of a type, profile or extension names, but for examples."""
        return {url.partition("|")[0] for element in self._elements() for url in _bindings(element)}

    def bound_plainly(self) -> set[str]:
        """Of these, those of an element that may be a text without a system."""
        plain = (one for one in self._elements() if any(type_["code"] in PLAIN for type_ in one.get("type", ())))
        return {url.partition("|")[0] for element in plain for url in _bindings(element)}

    def codes(self, url: str) -> list[str]:
        """The codes of a value set that are known, without their systems."""
        found: set[str] = set()
        for system, codes in (self.value_set(url) or {}).items():
            known = self.systems.get(system) if codes is True else None
            found.update(codes if isinstance(codes, frozenset) else known.displays if known else ())
        return sorted(found)

    def _elements(self) -> Iterator[Json]:
        found = (one for folder in self._folders for one in _definitions(folder, "StructureDefinition"))
        return (element for one in found for element in one.get("snapshot", {}).get("element", ()))


def _free(contents: Contents) -> Contents:
    return {system: False if system in LICENSED else codes for system, codes in contents.items()}


def _bindings(element: Json) -> Iterator[str]:
    """Of a preferred binding only that of a code: the usual ones, as languages, of a grammar."""
    binding = element.get("binding", {})
    is_code = any(type_["code"] == "code" for type_ in element.get("type", ()))
    if binding.get("strength", "example") in ("required", "extensible", *(["preferred"] if is_code else ())):
        yield from [binding["valueSet"]] if "valueSet" in binding else []
    for extension in binding.get("extension", ()):
        if extension["url"] == MAX_SET:
            yield extension.get("valueCanonical") or extension["valueUri"]


def _definitions(folder: Path, kind: str) -> Iterator[Json]:
    for path in sorted(folder.glob(f"{kind}-*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


# --- the files ---------------------------------------------------------------------------------------------------


def files(home: Path) -> dict[str, str]:
    """Path below `definitions` -> text. What the terminology has stands in `both`."""
    every = {package for packages in RELEASES.values() for package in packages}
    package_cache.lay_out(home, sorted(every), package_cache.cache() / "downloads")
    made = {name: Release([_folder(home, package) for package in packages]) for name, packages in RELEASES.items()}
    shared = Release([_folder(home, TERMINOLOGY)])
    bound = {name: release.bound() for name, release in made.items()}
    both = {url for url in set.union(*bound.values()) if shared.value_set(url) is not None}
    written = {f"{BOTH}/code-systems.json": _systems(shared.systems), f"{BOTH}/value-sets.json": _sets(shared, both)}
    for name, release in made.items():
        own = {url: system for url, system in release.systems.items() if url not in shared.systems}
        written[f"{name}/code-systems.json"] = _systems(own)
        written[f"{name}/value-sets.json"] = _sets(release, bound[name] - both)
        written[f"{name}/codes.json"] = _codes(release)
    return written


def _folder(home: Path, package: package_cache.Package) -> Path:
    return home / ".fhir" / "packages" / package.folder / "package"


def _systems(systems: dict[str, CodeSystem]) -> str:
    return _text((url, {"row": row(system)}) for url, system in sorted(systems.items()))


def _sets(release: Release, urls: Iterable[str]) -> str:
    found = ((url, release.value_set(url)) for url in sorted(urls))
    return _text((url, _plain(contents)) for url, contents in found if contents is not None)


def _codes(release: Release) -> str:
    found = ((url, release.codes(url)) for url in sorted(release.bound_plainly()))
    return _text((url, {"codes": codes}) for url, codes in found if codes)


def _plain(contents: Contents) -> Json:
    return {key: codes if isinstance(codes, bool) else sorted(codes) for key, codes in sorted(contents.items())}


def _text(members: Iterable[tuple[str, Json]]) -> str:
    """As JSON, a member a line, with a blank line between two, by which places.py tells them."""
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in members]
    return "{\n\n" + ",\n\n".join(lines) + "\n\n}\n"
