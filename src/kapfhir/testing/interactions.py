"""The interactions, on a store. One call or many: it is always a transaction, and all of it is done or nothing.

Source: https://hl7.org/fhir/R4/http.html#transaction. Where the standard leaves a choice, HAPI's is taken.
"""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import NamedTuple

from kapfhir import wire

from .answers import Refused, Resource, Result, Version
from .calls import Call
from .references import check, references, resolver, rewritten
from .searching import Search, parse, parse_query
from .store import Store

__all__ = ["WRITES", "Interactions"]

BAD, CREATED, OK = HTTPStatus.BAD_REQUEST, HTTPStatus.CREATED, HTTPStatus.OK
WRITES = ("delete", "create", "update")  # the order in which a transaction does them; then it reads


class Target(NamedTuple):
    """What a write goes to: decided for all calls before anything is written."""

    type: str
    id: str
    old: Version | None = None
    untouched: bool = False  # a conditional create found it

    @property
    def reference(self) -> str:
        return f"{self.type}/{self.id}"


class Interactions:
    """Writes and single reads; searching and paging need an address and are the endpoint's."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def write(self, calls: Sequence[Call]) -> list[Result]:
        """Do all these writes or none. A second call with the same condition is dropped, as HAPI does."""
        with self.store.transaction():
            first = _distinct(calls)
            targets = {key: self._target(call) for key, call in first.items()}
            names = {call.full_url: targets[_key(call, i)].reference for i, call in enumerate(calls) if call.full_url}
            rename = resolver(names, lambda url: self._resolve(url, targets))
            renamed = {key: call._replace(resource=rewritten(call.resource, rename)) for key, call in first.items()}
            done = {}
            for key in sorted(first, key=lambda key: WRITES.index(first[key].interaction)):
                done[key] = DO[first[key].interaction](self, renamed[key], targets[key])
            self._check(list(targets.values()))
        return [done[key] for key in targets]

    # --- what is written to ---

    def _target(self, call: Call) -> Target:
        target = TARGETS[call.interaction](self, call)
        if call.interaction != "delete" and call.condition and target.old is None:
            self._satisfied(call)
        return target

    def _create_target(self, call: Call) -> Target:
        found = self._only(call, f'Failed to CREATE {call.type} with match URL "{_text(call)}"')
        return Target(call.type, found.id, found, untouched=True) if found else Target(call.type, self.store.new_id())

    def _update_target(self, call: Call) -> Target:
        if not call.id and not call.condition:
            raise Refused(BAD, "required", "Can not update resource, request URL must contain an ID element")
        if not call.id:
            found = self._only(call, f'Failed to UPDATE {call.type} with match URL "{_text(call)}"')
            return Target(call.type, found.id if found else self.store.new_id(), found)
        old = self.store.newest(call.reference)
        self._legal_id(call, old)
        if old and call.if_match and call.if_match.removeprefix("W/").strip('"') != str(old.number):
            text = f"Trying to update {call.reference} at {call.if_match} but this is not the current version"
            raise Refused(HTTPStatus.CONFLICT, "conflict", text)
        return Target(call.type, call.id, old)

    def _delete_target(self, call: Call) -> Target:
        return Target(call.type, call.id, self.store.newest(call.reference))

    def _only(self, call: Call, failure: str) -> Version | None:
        found = self.store.find(parse(call.type, call.condition)) if call.condition else []
        if len(found) > 1:
            text = f"{failure} because this search matched {len(found)} resources"
            raise Refused(HTTPStatus.PRECONDITION_FAILED, "multiple-matches", text)
        return found[0] if found else None

    def _satisfied(self, call: Call) -> None:
        probe = Version(call.type, "", 0, "", "1970-01-01T00:00:00+00:00", call.resource)
        if not Search(call.type, parse(call.type, call.condition).sets).matches(probe):
            text = f'Invalid conditional URL "{_text(call)}". The given resource is not matched by this URL.'
            raise Refused(HTTPStatus.PRECONDITION_FAILED if call.in_bundle else BAD, "invalid", text)

    def _legal_id(self, call: Call, old: Version | None) -> None:
        given = (call.resource or {}).get("id", call.id if call.in_bundle else None)
        faults = (
            (not re.fullmatch(r"[A-Za-z0-9.-]{1,64}", call.id), f"Can not process entity with ID[{call.id}]"),
            (given is None, "resource body must contain an ID element for update (PUT) operation"),
            (given != call.id, "resource body must contain an ID element which matches the request URL"),
            (call.id.isdecimal() and not old, "clients may only assign IDs which contain at least one non-numeric"),
        )
        for wrong, text in faults:
            if wrong:
                raise Refused(BAD, "invalid", text)

    def _resolve(self, url: str, targets: dict[object, Target]) -> str:
        """The reference that a conditional reference means; an entry made on the same condition counts."""
        type_, _, query = url.partition("?")
        pairs = parse_query(query)
        for interaction in ("create", "update"):
            target = targets.get((interaction, type_, frozenset(pairs)))
            if target:
                return target.reference
        found = self.store.find(parse(type_, pairs))
        if not found:
            text = f'Invalid match URL "{url}" - No resources match this search'
            raise Refused(HTTPStatus.NOT_FOUND, "not-found", text)
        if len(found) > 1:
            text = f'Invalid match URL "{url}" - Multiple resources match this search'
            raise Refused(HTTPStatus.PRECONDITION_FAILED, "multiple-matches", text)
        return found[0].reference

    # --- writing ---

    def _create(self, call: Call, target: Target) -> Result:
        if target.untouched and target.old:
            said = f'Existing resource matched URL "{_text(call)}": no action was taken'
            return Result(OK, target.old, target.old.resource, said, created=True)
        resource = _stored(call.resource or {}, None)
        version = self.store.write(target.type, target.id, "POST", resource)
        return Result(CREATED, version, version.resource, "Create succeeded", created=True)

    def _update(self, call: Call, target: Target) -> Result:
        old = target.old
        resource = _stored(call.resource or {}, old)
        if old and old.resource and _content(resource) == _content(old.resource):
            return Result(OK, old, old.resource, "Update succeeded: no changes were detected")
        version = self.store.write(target.type, target.id, "PUT" if old else "POST", resource)
        status = OK if old and old.resource else CREATED
        return Result(status, version, version.resource, "Update succeeded")

    def _delete(self, _: Call, target: Target) -> Result:
        if target.old is None or target.old.resource is None:
            return Result(OK, None, None, f"Not deleted, resource {target.reference} does not exist")
        self.store.write(target.type, target.id, "DELETE", None)
        return Result(OK, None, None, "Successfully deleted 1 resource")

    def _check(self, targets: list[Target]) -> None:
        """Referential integrity, when all is written."""
        newest = [version for target in targets if (version := self.store.newest(target.reference))]
        deleted = {version.reference for version in newest if version.resource is None}
        for version in newest:
            if version.resource is not None:
                check(version.resource, self.store.exists)
        for version in self.store.everything() if deleted else ():
            for path, reference in references(version.resource, version.type):
                if reference in deleted:
                    text = f"Unable to delete {reference}: {version.reference} has a reference to it in path {path}"
                    raise Refused(HTTPStatus.CONFLICT, "conflict", text)

    # --- reading ---

    def read(self, call: Call) -> Result:
        """The newest version; 304 where the client has it."""
        version = self._known(call)[-1]
        if version.resource and call.if_none_match == f'W/"{version.number}"':
            return Result(HTTPStatus.NOT_MODIFIED, version)
        return _shown(version)

    def vread(self, call: Call) -> Result:
        """One version."""
        for version in self._known(call):
            if str(version.number) == call.vid:
                return _shown(version)
        text = f'Version "{call.vid}" is not valid for resource {call.reference}'
        raise Refused(HTTPStatus.NOT_FOUND, "not-found", text)

    def history(self, call: Call) -> list[Version]:
        """All versions, newest first."""
        return self._known(call)[::-1]

    def _known(self, call: Call) -> list[Version]:
        versions = self.store.versions(call.reference)
        if not versions:
            raise Refused(HTTPStatus.NOT_FOUND, "not-found", f"Resource {call.reference} is not known")
        return versions


TARGETS = {
    "create": Interactions._create_target,
    "update": Interactions._update_target,
    "delete": Interactions._delete_target,
}
DO = {"create": Interactions._create, "update": Interactions._update, "delete": Interactions._delete}


def _key(call: Call, index: int) -> object:
    return call.identity or index


def _distinct(calls: Sequence[Call]) -> dict[object, Call]:
    """The first call of each identity."""
    first: dict[object, Call] = {}
    for index, call in enumerate(calls):
        first.setdefault(_key(call, index), call)
    return first


def _text(call: Call) -> str:
    return "&".join(f"{name}={value}" for name, value in call.condition)


def _shown(version: Version) -> Result:
    if version.resource is None:
        raise Refused(HTTPStatus.GONE, "deleted", f"Resource was deleted at {version.updated}")
    return Result(OK, version, version.resource)


def _stored(resource: Resource, old: Version | None) -> Resource:
    """What is kept of a resource: no id and version of the client's; a tag once given stays, as on HAPI."""
    meta = {key: value for key, value in resource.get("meta", {}).items() if key not in ("versionId", "lastUpdated")}
    before = (old.resource or {}).get("meta", {}) if old else {}
    for name in ("tag", "security"):
        given = meta.get(name, [])
        if kept := [coding for coding in before.get(name, []) if coding not in given]:
            meta[name] = [*given, *kept]
    return resource | {"meta": meta}


def _content(resource: Resource) -> bytes:
    """What makes a new version when it changes."""
    meta = {name: value for name, value in resource["meta"].items() if name in ("tag", "security", "profile")}
    ordered = {name: sorted(value, key=wire.canonical) for name, value in meta.items()}
    return wire.canonical({**resource, "id": "", "meta": ordered})
