"""Versions of resources in memory, with an index of their terms and a rollback."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from .answers import Resource, Version
from .searching import Search, Term, terms

__all__ = ["Store"]

FIRST_ID = 1000  # server ids are digits, as HAPI's


def utc() -> datetime:
    """The time of a write."""
    return datetime.now(UTC)


class Store:
    """Every version ever written. Within `transaction` an exception undoes what was written."""

    def __init__(self, now: Callable[[], datetime] = utc) -> None:
        self._now = now
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._versions: dict[str, list[Version]] = {}
        self._holders: dict[Term | str, dict[str, None]] = {}  # type or term -> who ever had it, in order of writing
        self._ids = itertools.count(FIRST_ID)
        self._written: list[str] = []

    def new_id(self) -> str:
        """An id of the server's own; one that was rolled back is not given again."""
        return str(next(self._ids))

    def versions(self, reference: str) -> list[Version]:
        """All versions of `Type/id`, oldest first; none where it never was."""
        return list(self._versions.get(reference, ()))

    def newest(self, reference: str) -> Version | None:
        """The newest version, which may be a deletion."""
        versions = self._versions.get(reference)
        return versions[-1] if versions else None

    def exists(self, reference: str) -> bool:
        """Whether the resource is there and not deleted."""
        newest = self.newest(reference)
        return newest is not None and newest.resource is not None

    def write(self, type_: str, id_: str, method: str, resource: Resource | None) -> Version:
        """Add a version; its `meta` says which and when."""
        earlier = self._versions.setdefault(f"{type_}/{id_}", [])
        number, updated = len(earlier) + 1, self._now().isoformat(timespec="milliseconds")
        if resource is not None:
            meta = {"versionId": str(number), "lastUpdated": updated} | resource.get("meta", {})
            rest = {key: value for key, value in resource.items() if key not in ("resourceType", "id", "meta")}
            resource = {"resourceType": type_, "id": id_, "meta": meta} | rest
        version = Version(type_, id_, number, method, updated, resource)
        earlier.append(version)
        self._written.append(version.reference)
        for term in (type_, *(terms(resource) if resource else ())):
            self._holders.setdefault(term, {})[version.reference] = None
        return version

    def find(self, search: Search) -> list[Version]:
        """What matches, in the order of creation."""
        pools = [self._pool(wanted) for wanted in search.sets]
        pool = min(pools, key=len, default=self._holders.get(search.type, {}))
        newest = (self.newest(reference) for reference in pool)
        return [version for version in newest if version and search.matches(version)]

    def everything(self) -> Iterator[Version]:
        """The newest version of all that is not deleted."""
        return (versions[-1] for versions in self._versions.values() if versions and versions[-1].resource)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self._written.clear()
        try:
            yield
        except BaseException:
            for reference in reversed(self._written):
                self._versions[reference].pop()
            raise

    def _pool(self, wanted: frozenset[Term]) -> dict[str, None]:
        """Who may match, and perhaps some who no longer do."""
        pool: dict[str, None] = {}
        for term in wanted:
            pool |= self._holders.get(term, {})
        return pool
