"""Code systems and value sets: those of the release's tables, then those of the guide and of packages."""

from functools import lru_cache, partial

from kapfhir import definitions
from kapfhir.validation.library import Definition, Library
from kapfhir.validation.primitives import PRIMITIVES
from kapfhir.validation.terminology.expansion import Codes, Contents, FindSet, expand
from kapfhir.validation.terminology.systems import CodeSystem, from_resource, from_row

__all__ = ["CodeSystem", "Codes", "Contents", "Terminology", "terminology"]


class Terminology:
    """What a library's release and packages say of codes. What was found once is kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folders = ("both", library.release)  # HL7's terminology before what a core package has of the same url
        self.systems: dict[str, CodeSystem] = {}  # those that were asked for, and have a URI for their url
        self._others: dict[str, CodeSystem] = {}  # those of packages that have not: who names one is wrong
        self.supplements: set[str] = set()  # those that were asked for, and are no code systems by themselves
        self.sets: dict[str, Contents] = {}
        self._last: tuple[Definition, Contents] = ({}, {})

    def system(self, url: str) -> CodeSystem | None:
        """The code system of this url, without version."""
        found = self.systems.get(url) or self._others.get(url)
        if found is None and (found := self._read_system(url)):
            kept = self.systems if PRIMITIVES["uri"].holds(url) else self._others
            kept[url] = found
        return found

    def _read_system(self, url: str) -> CodeSystem | None:
        for folder in self._folders:
            if found := definitions.member(f"{folder}/code-systems", url):
                return from_row(found["row"])
        resource = self._library.find("CodeSystem", url)
        if resource and "supplements" in resource:
            self.supplements.add(url)
            return None
        return from_resource(resource) if resource else None

    def value_set(self, canonical: str) -> Contents | None:
        """The contents of a value set. Of those that come with a release there is one version."""
        return self._value_set((), canonical)

    def _value_set(self, around: tuple[str, ...], canonical: str) -> Contents | None:
        """`around` are those that it is taken into; one that leads back to itself is not known there."""
        found = self.sets.get(canonical)
        if found is None and canonical not in around:
            found = self._read_set(canonical, partial(self._value_set, (*around, canonical)))
            if found is not None:  # a url that a record names is not kept
                self.sets[canonical] = found
        return found

    def contained(self, resource: Definition) -> Contents:
        """The contents of a ValueSet that a resource contains; of the last one they are kept."""
        last, contents = self._last  # read once: another thread may have another
        if last is not resource:
            contents = expand(resource, self.value_set, self.system)
            self._last = (resource, contents)
        return contents

    def _read_set(self, canonical: str, sets: FindSet) -> Contents | None:
        url = canonical.partition("|")[0]
        for folder in self._folders:
            found = definitions.member(f"{folder}/value-sets", url)
            if found is not None:
                return {key: codes if isinstance(codes, bool) else frozenset(codes) for key, codes in found.items()}
        resource = self._library.find("ValueSet", canonical)
        return expand(resource, sets, self.system) if resource else None


@lru_cache(maxsize=8)
def terminology(library: Library) -> Terminology:
    """That of a library."""
    return Terminology(library)
