"""Definitions by their canonical url: of the packages that were given, of our guide, of the release."""

from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from kapfhir import definitions
from kapfhir.definitions import CORE
from kapfhir.identity import BASE
from kapfhir.validation import cross_version, versions

if TYPE_CHECKING:
    from kapfhir.validation.packages import Package

__all__ = ["Definition", "Library", "library"]

Definition = dict[str, Any]  # a resource as its package has it; it is shared: do not change it
RELEASES = ("r4", "r5")
KINDS = {"resource": "resources", "complex-type": "datatypes", "primitive-type": "primitives"}  # and their lists


class Library:
    """What is defined for a release, `r4` or `r5`. A definition is read when it is asked for."""

    def __init__(self, release: str, packages: Sequence["Package"] = (), missing: Sequence[str] = ()) -> None:
        """`missing` are those that the packages depend on, and that are not here."""
        self.release, self.packages, self.missing = release, packages, missing

    def find(self, kind: str, canonical: str) -> Definition | None:
        """The StructureDefinition, ValueSet, CodeSystem, Questionnaire … of this url, with or without `|version`.

        The packages come first, the newest definition in them; then our guide, then the release. A StructureDefinition
        of a package may be without `snapshot`; of those of the release, definitions/README.md tells what is left out.
        """
        url, _, wanted = canonical.partition("|")
        if self.packages and (found := self._of_packages(kind, url, wanted)):
            return found
        one = self._of_release(url) if kind == "StructureDefinition" else _of_guide(kind, url)
        return one if one and (not wanted or versions.resolve(wanted, [one.get("version", "")])) else None

    def is_elsewhere(self, url: str) -> bool:
        """Whether a profile is of another release: those of our guide are R4's."""
        others = (name for name in RELEASES if name != self.release)
        return any(definitions.member(f"{name}/profiles", url.partition("|")[0]) for name in others)

    def defines(self, kind: str) -> bool:
        """Whether a package has a type of resource of this name that the release has not."""
        found = self._of_packages("StructureDefinition", CORE + kind, "") if self.packages else None
        asked = {"kind": "resource", "derivation": "specialization", "type": kind}
        return found is not None and all(found.get(name) == value for name, value in asked.items())

    @cached_property
    def everywhere(self) -> dict[str, list[str]]:
        """The profiles by which an implementation guide of the packages has all resources of a type judged."""
        found: dict[str, list[str]] = {}
        for url in (url for package in self.packages for url in package.urls("ImplementationGuide")):
            guide = self.find("ImplementationGuide", url) or {}
            given = guide.get("global")
            for one in given if isinstance(given, list) else ():
                if isinstance(one, dict) and isinstance(one.get("profile"), str):
                    found.setdefault(str(one.get("type")), []).append(one["profile"])
        return found

    def _of_release(self, url: str) -> Definition | None:
        """Of the release, and of the guide, whose profiles are R4's, and whose extensions serve both."""
        files = (f"{self.release}/profiles", "both/extensions", f"{self.release}/extensions")
        found = next((found for name in files if (found := definitions.member(name, url))), None)
        if found is None and cross_version.URL(url):
            index = definitions.load(f"{self.release}/index")
            return cross_version.definition(url, _version(index), frozenset(index["resources"]))
        return found or (_type(self.release, url.removeprefix(CORE)) if url.startswith(CORE) else None)

    def _of_packages(self, kind: str, url: str, wanted: str) -> Definition | None:
        present = {version: package for package in reversed(self.packages) for version in package.versions(kind, url)}
        version = versions.resolve(wanted, present) if present else None
        return None if version is None else present[version].load(kind, url, version)


def _of_guide(kind: str, url: str) -> Definition | None:
    start = f"{BASE}/{kind}/"
    name = url.removeprefix(start) if url.startswith(start) else ""
    return definitions.load(f"kap/{kind}-{name}") if name in definitions.names("kap", kind) else None


def _version(index: dict[str, Any]) -> str:
    return str(index["source"][0]).rpartition(" ")[2]


def _type(release: str, name: str) -> Definition | None:
    """A type of the release, if there is one of this name. Its elements stand in the tables."""
    index = definitions.load(f"{release}/index")
    kind = _kind(index, name)
    if not kind:
        return None
    return {
        "resourceType": "StructureDefinition",
        "id": name,
        "url": CORE + name,
        "version": _version(index),
        "name": name,
        "kind": kind,
        "abstract": name in index["abstract"],
        "type": name,
        "derivation": "specialization",
        "snapshot": {"element": [{"id": name, "path": name, "min": 0, "max": "*"}]},
    }


def _kind(index: dict[str, Any], name: str) -> str:
    if name in index["abstract"]:
        return "resource" if name.endswith("Resource") else "complex-type"
    return next((kind for kind, named in KINDS.items() if name in index[named]), "")


def library(release: str, packages: Sequence[str] = ()) -> Library:
    """The definitions of these packages, of our guide and of a release.

    Raises:
        Unusable: a package cannot be read.
    """
    if not packages:
        return _of_no_package(release)
    from kapfhir.validation.packages import read  # noqa: PLC0415  # it imports what reads archives

    return _of_packages(release, tuple(read(str(name)) for name in packages))


@cache
def _of_no_package(release: str) -> Library:
    return Library(release)


@lru_cache(maxsize=16)
def _of_packages(release: str, given: "tuple[Package, ...]") -> Library:
    from kapfhir.validation.packages import dependencies  # noqa: PLC0415  # as above

    needed, missing = dependencies(given)
    return Library(release, (*given, *needed), missing)
