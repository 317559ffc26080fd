"""Code systems and value sets: those of the release's tables, then those of the guide and of packages."""

from functools import lru_cache

from kapfhir import definitions
from kapfhir.validation.library import Definition, Library
from kapfhir.validation.terminology.expansion import Codes, Contents, expand
from kapfhir.validation.terminology.systems import CodeSystem, from_resource, from_row

__all__ = ["CodeSystem", "Codes", "Contents", "Terminology", "terminology"]


class Terminology:
    """What a library's release and packages say of codes. What was found once is kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folders = ("both", library.release)  # HL7's terminology before what a core package has of the same url
        self.systems: dict[str, CodeSystem] = {}  # those that were asked for
        self.supplements: set[str] = set()  # those that were asked for, and are no code systems by themselves
        self.sets: dict[str, Contents | None] = {}
        self._last: tuple[Definition, Contents] = ({}, {})

    def system(self, url: str) -> CodeSystem | None:
        """The code system of this url, without version."""
        found = self.systems.get(url)
        if found is None and (read := self._read_system(url)):
            found = self.systems[url] = read
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
        if canonical not in self.sets:
            self.sets[canonical] = None  # should it lead back to itself
            found = self._read_set(canonical)
            if found is None:
                del self.sets[canonical]  # a url that a record names is not kept
                return None
            self.sets[canonical] = found
        return self.sets[canonical]

    def contained(self, resource: Definition) -> Contents:
        """The contents of a ValueSet that a resource contains; of the last one they are kept."""
        if self._last[0] is not resource:
            self._last = (resource, expand(resource, self.value_set, self.system))
        return self._last[1]

    def _read_set(self, canonical: str) -> Contents | None:
        url = canonical.partition("|")[0]
        for folder in self._folders:
            found = definitions.member(f"{folder}/value-sets", url)
            if found is not None:
                return {key: codes if isinstance(codes, bool) else frozenset(codes) for key, codes in found.items()}
        resource = self._library.find("ValueSet", canonical)
        return expand(resource, self.value_set, self.system) if resource else None


@lru_cache(maxsize=8)
def terminology(library: Library) -> Terminology:
    """That of a library."""
    return Terminology(library)
