"""What must be known before a plan, of the ledger and of the server. Reads only."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kapfhir import wire
from kapfhir.errors import NotFhir, PatientNotFound, ServerError
from kapfhir.server import Capabilities, Client
from kapfhir.server.client import token
from kapfhir.sync.facts import NEW_PATIENT, Fact, Identity, identity_of, patients, targets, version_of
from kapfhir.sync.ledger import RETRACTED, SENT, Ledger, Row
from kapfhir.sync.planning import SETTLED, Survey
from kapfhir.sync.retraction import LASTING, retracted

__all__ = ["Surveyor"]

DAY = 24 * 3600.0

Resource = Mapping[str, Any]


class Surveyor:
    """Asks the ledger first, and the server for the rest."""

    def __init__(self, client: Client, ledger: Ledger, *, refresh: bool = False) -> None:
        self._client, self._ledger = client, ledger
        self._max_age = 0 if refresh else DAY

    def survey(
        self,
        facts: Sequence[Fact],
        named: Mapping[str, Fact],
        scopes: frozenset[str],
        judge: Callable[[], object],
        *,
        trusting: bool = True,
        retract: bool = False,
        create_patient: bool = False,
    ) -> tuple[Survey, list[Fact]]:
        """All that a decision needs, and the Patients that it is to create too.

        `judge` is called before the server is asked for anything new. Without `trusting` the ledger is not believed.
        """
        in_scope = {row.key: row for row in self._ledger.scope(scopes)}
        rows = in_scope | self._ledger.rows([fact.key for fact in facts if fact.key not in in_scope])
        changed = [f for f in facts if not trusting or not _settled(f, rows.get(f.key))]
        if changed:
            judge()
        capabilities = self.capabilities()
        unsure = [f for f in changed if not trusting or (row := rows.get(f.key)) is None or row.state == SENT]
        known, new = self._patients(changed, create_patient=create_patient)
        for reference in sorted({name for fact in changed for name in targets(fact)} - named.keys()):
            if reference.startswith("Patient/"):
                self._check_patient(reference)
        found = self._found(unsure)
        there = {fact.key for fact in facts}
        left = [row for key, row in in_scope.items() if key not in there]
        gone = [row for row in left if row.state != RETRACTED and row.type not in LASTING]
        missing = [*self._arrived(gone, facts)]
        retractions = dict(self._retractions(missing)) if retract else {}
        survey = Survey(
            self._client.base,
            capabilities if changed else None,
            rows | self._ledger.rows([fact.key for fact in new]),
            found | {fact.key: [] for fact in new},
            missing,
            retractions,
            known,
            scopes,
        )
        return survey, new

    def capabilities(self) -> Capabilities:
        """The server's, from the ledger where they are not older than a day. The client speaks its release then."""
        if kept := self._ledger.capabilities(self._max_age):
            found = Capabilities.from_text(kept)
        else:
            found = self._client.capabilities()
            self._ledger.keep_capabilities(found.to_text())
        self._client.speak(found.spoken)
        return found

    def _found(self, facts: Sequence[Fact]) -> dict[bytes, Sequence[Resource]]:
        """What the server has of each fact: nothing, one, or too many."""
        found: dict[bytes, list[Resource]] = {fact.key: [] for fact in facts}
        groups: dict[tuple[str, str], list[Identity]] = {}
        for fact in facts:
            groups.setdefault((fact.type, fact.identity.parameter), []).append(fact.identity)
        for (type_, parameter), wanted in groups.items():
            systems = frozenset(identity.system for identity in wanted)
            tokens = [token(identity.system, identity.value) for identity in wanted]
            for resource in self._client.by_tokens(type_, parameter, tokens):
                identity = identity_of(resource, systems)
                if identity and identity.key in found:
                    found[identity.key].append(resource)
        return {key: _distinct(resources) for key, resources in found.items()}

    def _patients(self, facts: Sequence[Fact], *, create_patient: bool) -> tuple[dict[str, str], list[Fact]]:
        """Where each patient referred to by identifier is; and those that are not there, where they may be created."""
        known: dict[str, str] = {}
        new: list[Fact] = []
        for identifier in sorted(patients(facts)):
            fact = _patient(identifier)
            reference = self._ledger.patient(fact.key, self._max_age) or self._patient_there(fact)
            if reference:
                self._ledger.keep_patient(fact.key, reference)
            elif create_patient:
                new.append(fact)
            else:
                raise PatientNotFound(
                    200,
                    "search Patient",
                    detail="no Patient has that identifier; create it, or allow it with create_patient",
                )
            known[identifier] = reference or fact.full_url
        return known, new

    def _patient_there(self, fact: Fact) -> str:
        identity = fact.identity
        there = _distinct(self._client.search("Patient", {"identifier": token(identity.system, identity.value)}))
        if len(there) > 1:
            raise PatientNotFound(
                200, "search Patient", detail="more than one Patient has that identifier; merge them first"
            )
        return f"Patient/{there[0]['id']}" if there else ""

    def _check_patient(self, reference: str) -> None:
        key = Identity("Patient", "_id", "", reference).key
        if self._ledger.patient(key, self._max_age):
            return
        try:
            self._client.read(*reference.split("/"))
        except NotFhir:
            raise
        except ServerError as error:
            if error.status not in (404, 410):
                raise
            raise PatientNotFound(error.status, "GET Patient", detail="there is no Patient with that id") from None
        self._ledger.keep_patient(key, reference)

    def _arrived(self, missing: Sequence[Row], facts: Sequence[Fact]) -> Iterator[Row]:
        """Those that are on the server, if only because a create whose answer was lost had arrived."""
        places: dict[bytes, tuple[str, str]] = {}
        lost = {(row.type, row.scope) for row in missing if not row.server_id}
        for type_, scope in sorted(lost):
            searches = self._by_subject(facts) if type_ == "AdverseEvent" else [{"identifier": f"{scope}|"}]
            for resource in (found for search in searches for found in self._client.search(type_, search)):
                if identity := identity_of(resource, frozenset({scope})):
                    places[identity.key] = resource["id"], version_of(resource)
        for row in missing:
            if row.server_id:
                yield row
            elif row.key in places:
                server_id, version = places[row.key]
                yield row._replace(server_id=server_id, version=version)

    def _by_subject(self, facts: Sequence[Fact]) -> list[dict[str, str]]:
        """R4 cannot search an AdverseEvent by identifier."""
        kept = (self._ledger.patient(_patient(identifier).key, math.inf) for identifier in patients(facts))
        named = {name for fact in facts for name in targets(fact) if name.startswith("Patient/")}
        return [{"subject": reference} for reference in sorted({*filter(None, kept), *named})]

    def _retractions(self, missing: Iterable[Row]) -> Iterable[tuple[bytes, Fact]]:
        by_type: dict[str, list[Row]] = {}
        for row in missing:
            by_type.setdefault(row.type, []).append(row)
        for type_, rows in by_type.items():
            stored = {r["id"]: r for r in self._client.by_ids(type_, [row.server_id for row in rows if row.server_id])}
            for row in rows:
                if row.server_id in stored and (resource := retracted(stored[row.server_id])):
                    identity = Identity(type_, "", row.scope, "")
                    yield row.key, Fact.of(row.place, identity, resource, key=row.key)


def _settled(fact: Fact, row: Row | None) -> bool:
    return row is not None and row.state in SETTLED and row.hash == fact.hash


def _patient(identifier: str) -> Fact:
    """The Patient that is created for an identifier: nothing but it."""
    parsed = wire.loads(identifier)
    identity = Identity("Patient", "identifier", parsed["system"], parsed["value"])
    return Fact.of(NEW_PATIENT, identity, {"resourceType": "Patient", "identifier": [parsed]})


def _distinct(resources: Iterable[Resource]) -> list[Resource]:
    """Paging may give one resource twice."""
    return list({resource["id"]: resource for resource in resources}.values())
