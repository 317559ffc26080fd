"""A server and a ledger: plan, push, pull, reconcile.

All of it is synchronous; from async code, `await asyncio.to_thread(connection.push, plan)`.
"""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from kapfhir.errors import NotAuthorised, PlanRefused
from kapfhir.labels import psychotherapy_notes
from kapfhir.outcome import Report
from kapfhir.server import Client
from kapfhir.server.http import Auth
from kapfhir.sync.comparison import same
from kapfhir.sync.facts import Fact, facts, identities, identity_of, names, resolved, version_of
from kapfhir.sync.ledger import ACKED, IN_MEMORY, RETRACTED, Ledger, Row
from kapfhir.sync.planning import Plan, Survey, decide
from kapfhir.sync.pulling import everything, pull
from kapfhir.sync.pushing import Progress, Push, Receipt
from kapfhir.sync.retraction import LASTING, is_retracted
from kapfhir.sync.surveying import Surveyor
from kapfhir.validation import validate

__all__ = ["Connection", "Reconciliation", "connect"]

Resource = Mapping[str, Any]
FORMAT = 1


class _Identifier(Protocol):
    """What has a system and a value: an episode's identifier."""

    @property
    def system(self) -> str: ...
    @property
    def value(self) -> str: ...


@dataclass(frozen=True)
class Reconciliation:
    """How many facts of a bundle the server has as they are, otherwise, or not at all, and how many more it has.

    All of it stands in the ledger now.
    """

    target: str
    equal: int
    different: int
    absent: int
    missing: int

    def __str__(self) -> str:
        return (
            f"reconciled with {self.target}: {self.equal} equal, {self.different} different, {self.absent} absent, "
            f"{self.missing} no longer in the record"
        )

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        return {"format": FORMAT, **self.__dict__}


def connect(
    url: str,
    *,
    ledger: str | os.PathLike[str] | None = None,
    timeout: float = 60,
    retries: int = 4,
    auth: Auth | None = None,
) -> "Connection":
    """A connection to the FHIR server at this base url. Nothing is sent yet.

    `ledger` is a file, made where it is not there, or None for one in memory, gone with the connection. `timeout` is in
    seconds, for each request; one that has no answer, or a busy server's, is sent again `retries` times. `auth` is what
    requests takes: a name and password, or a `requests.auth.AuthBase`.

    Raises:
        Unreachable: the url is no http address.
        LedgerError: the file is no ledger, or a later format's.
    """
    return Connection(Client(url, timeout=timeout, retries=retries, auth=auth), IN_MEMORY if ledger is None else ledger)


class Connection:
    """What `connect` gives. May be used from several threads; one writes at a time."""

    def __init__(self, client: Client, ledger: str | os.PathLike[str]) -> None:
        self._client = client
        self._ledger = Ledger(ledger, client.base)
        self._writing = threading.Lock()

    @property
    def url(self) -> str:
        """The server's base url."""
        return self._client.base

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections and the ledger."""
        self._client.close()
        self._ledger.close()

    def plan(
        self,
        bundle: Resource,
        *,
        withheld: Iterable[tuple[str, str]] = (),
        create_patient: bool = False,
        retract: bool = False,
        refresh: bool = False,
        allow_psychotherapy_notes: bool = False,
    ) -> Plan:
        """What a push of this bundle would do. Reads only.

        `withheld` is what `kapfhir.withheld` gives, to be counted in the plan. `create_patient` allows a Patient
        that is not there to be created, with its identifier alone. `retract` makes what the ledger has and the
        bundle has no longer entered-in-error. `refresh` asks again for the server's capabilities and the patient.
        What is labelled as psychotherapy notes is refused, unless `allow_psychotherapy_notes` says that it is
        authorised.

        Raises:
            InvalidBundle: the bundle has errors, or facts without identity.
            NotAuthorised: it holds psychotherapy notes.
            NotCarried: the server's FHIR release has no place for parts of it.
            PatientNotFound: the patient matches no Patient, or several.
            Conflict: a fact is there twice, or was changed by somebody else.
            Unreachable, ServerError, LedgerError
        """
        found = facts(bundle)
        if not allow_psychotherapy_notes and (note := next(psychotherapy_notes(bundle), None)):
            raise NotAuthorised(note, "nobody said that they are authorised (allow_psychotherapy_notes)")
        named = names(found, bundle)
        scopes = identities(entry["resource"] for entry in bundle["entry"]) if found else frozenset()
        surveyor = Surveyor(self._client, self._ledger, refresh=refresh)
        survey, new = surveyor.survey(
            found,
            named,
            scopes,
            lambda: _judged(bundle),
            retract=retract,
            create_patient=create_patient,
        )
        plan = decide([*new, *found], named | {fact.full_url: fact for fact in new}, survey, withheld)
        if plan.writes:
            self._client.release.encode(dict(bundle))
        return plan

    def push(self, plan: Plan, *, progress: Progress | None = None) -> Receipt:
        """Do exactly what this plan says. `progress` is called with how many of how many are written.

        Raises:
            PlanRefused: the ledger changed since the plan was made, or the plan is another server's.
            Conflict: a resource was changed on the server since.
            ServerError: an entry was refused; `.entry` names it. What was written before it stands in the ledger.
            Unreachable: no answer. Run again: nothing is written twice.
        """
        if plan.target != self.url:
            raise PlanRefused("this plan was made for another server; plan again")
        with self._writing:
            if plan.writes:
                Surveyor(self._client, self._ledger).capabilities()  # what the server speaks
            return Push(self._client, self._ledger, plan, progress).run()

    def pull(self, identifier: "_Identifier | str") -> dict[str, Any]:
        """Everything of the episode with this identifier (`system|value`), as a `collection` Bundle.

        Raises:
            NotKap: the server has no such episode.
            Conflict: it has a fact of it twice.
            ValueError: the text is no `system|value`.
        """
        if isinstance(identifier, str):
            system, bar, value = identifier.rpartition("|")
            if not bar:
                raise ValueError("an identifier is written system|value")
        else:
            system, value = identifier.system, identifier.value
        capabilities = Surveyor(self._client, self._ledger).capabilities()
        return pull(self._client, capabilities, system, value)

    def reconcile(self, bundle: Resource) -> Reconciliation:
        """Look every fact of the bundle up on the server, and bring the ledger in line with it. Writes only the ledger.

        Raises:
            as `plan` does
        """
        found = facts(bundle)
        scopes = identities(entry["resource"] for entry in bundle["entry"]) if found else frozenset()
        surveyor = Surveyor(self._client, self._ledger, refresh=True)
        named = names(found, bundle)
        survey, _ = surveyor.survey(found, named, scopes, lambda: None, trusting=False, create_patient=True)
        places = {
            name: f"{fact.type}/{survey.found[fact.key][0]['id']}"
            for name, fact in named.items()
            if survey.found[fact.key]
        }
        rows, absent = [], []
        for fact in found:
            there = survey.found[fact.key]
            if len(there) != 1:
                absent.append(fact.key)
                continue
            equal = same(resolved(fact.text, places, survey.patients), there[0])
            rows.append(_row(fact, there[0], scopes, equal=equal))
        equal_ones = sum(row.hash != b"" for row in rows)
        known = {fact.key for fact in found}
        missing = [row for row in self._stored(found, survey) if row.key not in known]
        with self._writing:
            self._ledger.record([*rows, *missing], forget=absent)
        current = sum(row.state == ACKED for row in missing)
        return Reconciliation(self.url, equal_ones, len(rows) - equal_ones, len(absent), current)

    def _stored(self, found: Iterable[Fact], survey: Survey) -> Iterator[Row]:
        """A row for everything that the server has of the bundle's episodes, but for what outlasts a record."""
        capabilities = Surveyor(self._client, self._ledger).capabilities()
        for fact in found:
            there = survey.found[fact.key]
            if fact.type != "EpisodeOfCare" or len(there) != 1:
                continue
            scope = fact.identity.system
            for resource in everything(self._client, capabilities, scope, there[0]):
                identity = identity_of(resource, frozenset({scope}))
                if identity and identity.type not in LASTING:
                    state = RETRACTED if is_retracted(resource) else ACKED
                    version = version_of(resource)
                    yield Row(identity.key, scope, identity.type, resource["id"], version, b"", state)


def _row(fact: Fact, stored: Resource, scopes: frozenset[str], *, equal: bool) -> Row:
    version = version_of(stored)
    return Row(fact.key, fact.scope(scopes), fact.type, stored["id"], version, fact.hash if equal else b"", ACKED)


def _judged(bundle: Resource) -> Report:
    return validate(dict(bundle)).raise_for_errors()
