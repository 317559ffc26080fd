"""Does what a plan says, bundle by bundle, and writes down what the server said.

Each bundle's facts are marked as sent before it leaves, and as stored once their answers were read and compared. An
answer that is lost leaves them marked as sent, and the next plan asks the server what became of them.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from kapfhir import wire
from kapfhir.errors import Conflict, PlanRefused, ServerError
from kapfhir.logs import logger
from kapfhir.server import Client
from kapfhir.server.client import batches
from kapfhir.server.refusals import refusal
from kapfhir.sync.comparison import differences, same
from kapfhir.sync.entries import Stored, stored, transaction
from kapfhir.sync.facts import NEW_PATIENT, resolved, version_of
from kapfhir.sync.ledger import ACKED, ALTERED, SENT, Ledger, Row
from kapfhir.sync.planning import ONE_BUNDLE, Plan, Write

__all__ = ["Progress", "Push", "Receipt"]

Progress = Callable[[int, int], None]

FORMAT = 1
RACES = 4  # how often a bundle is sent again that lost a race for an identity
DIVIDED = frozenset({400, 404, 409, 410, 412, 413, 422, 500})  # one entry is at fault, or the size: find it in halves

_LOG = logger("sync")


@dataclass(frozen=True, repr=False)
class Receipt:
    """What a push did. `altered` names each fact that the server stored otherwise than it was sent, and where."""

    target: str
    counts: Mapping[str, int]
    altered: tuple[str, ...] = ()
    bundles: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything is stored as it was sent."""
        return not self.altered

    @property
    def written(self) -> int:
        """How many resources this push created or changed."""
        return sum(self.counts[name] for name in ("created", "updated", "retracted"))

    def __str__(self) -> str:
        done = ", ".join(f"{count} {name}" for name, count in self.counts.items() if count)
        lines = [f"pushed to {self.target}: {done or 'nothing to do'} ({self.bundles} bundles)"]
        return "\n".join([*lines, *(f"  stored otherwise than sent: {line}" for line in self.altered)])

    def __repr__(self) -> str:
        return f"<Receipt: {self.written} written, {len(self.altered)} altered>"

    def to_json(self) -> dict[str, Any]:
        """The receipt without any content of the record."""
        return {
            "format": FORMAT,
            "target": self.target,
            "counts": dict(self.counts),
            "altered": list(self.altered),
            "bundles": self.bundles,
        }


class Push:
    """One push of one plan."""

    def __init__(self, client: Client, ledger: Ledger, plan: Plan, progress: Progress | None) -> None:
        self._client, self._ledger, self._plan = client, ledger, plan
        self._progress = progress
        self._places = dict(plan.places)
        self._names: dict[str, list[str]] = {}  # of what has no place yet, by its fullUrl
        for name, place in plan.places.items():
            self._names.setdefault(place, []).append(name)
        self._patients = dict(plan.patients)
        self._counts: Counter[str] = Counter()
        self._altered = list(plan.altered)
        self._again: list[Write] = []  # what turned out to exist, and otherwise than planned
        self._bundles = 0
        self._done = 0

    def run(self) -> Receipt:
        """Write all of it.

        Raises:
            PlanRefused: the ledger changed since the plan was made.
            ServerError: the server refused an entry, which is named; what was written before it is in the ledger.
            Unreachable: no answer; run again.
        """
        began, plan = time.monotonic(), self._plan
        self._check_ledger()
        self._ledger.record(self._row(*adopted, ACKED) for adopted in plan.adopted)
        for bundle in batches(plan.writes, ONE_BUNDLE):
            self._send(bundle)
        again, self._again = self._again, []
        for bundle in batches(again, ONE_BUNDLE):
            self._send(bundle)
        self._counts["unchanged"] = plan.counts["unchanged"]
        order = ("created", "existed", "updated", "retracted", "unchanged")
        counts = {name: self._counts[name] for name in order}
        _LOG.info("pushed %d of %d in %.1f s", len(plan.writes), len(plan.steps), time.monotonic() - began)
        return Receipt(plan.target, counts, tuple(self._altered), self._bundles)

    def _check_ledger(self) -> None:
        now = self._ledger.rows([write.fact.key for write in self._plan.writes])
        if any(now.get(write.fact.key) != write.known for write in self._plan.writes):
            raise PlanRefused("the ledger changed since this plan was made; plan again")

    def _send(self, writes: Sequence[Write]) -> None:
        """One bundle; where it is refused, its halves, down to the entry that is at fault."""
        self._ledger.record(self._sent(write) for write in writes)
        try:
            answers = self._transact(writes)
        except ServerError as error:
            if error.retryable:
                raise
            self._ledger.record(
                (write.known for write in writes if write.known),
                forget=[write.fact.key for write in writes if not write.known],
            )
            if error.status not in DIVIDED or error.entry:
                raise
            if len(writes) == 1:
                raise _naming(error, writes[0]) from None
            self._send(writes[: len(writes) // 2])
            self._send(writes[len(writes) // 2 :])
            return
        self._receive(writes, answers)

    def _transact(self, writes: Sequence[Write]) -> list[Stored]:
        bundle = transaction(writes, [self._text(write) for write in writes])
        for attempt in range(RACES):
            self._bundles += 1
            try:
                response = self._client.transact(bundle)
            except Conflict as conflict:
                done = self._settled(writes)
                if len(done) == len(writes):
                    return done
                if conflict.status != HTTPStatus.CONFLICT or attempt == RACES - 1:
                    raise
                time.sleep(random.uniform(0.05, 0.2) * 2**attempt)  # noqa: S311  # no secret; so that two do not meet again
            else:
                return self._answers(writes, response)
        raise AssertionError  # the last attempt returns or raises

    def _settled(self, writes: Sequence[Write]) -> list[Stored]:
        """The updates that are on the server already, because the answer to an earlier attempt was lost.

        Raises:
            Conflict: one of them was changed by somebody else.
        """
        found = []
        updates = [write for write in writes if write.server_id]
        current = self._read(updates)
        for write in updates:
            resource = current.get((write.fact.type, write.server_id))
            version = version_of(resource or {})
            if resource is not None and same(self._text(write), resource):
                found.append(Stored(write.server_id, version, created=False, resource=resource))
            elif version != write.version:
                raise Conflict(
                    409, "POST Bundle", entry=str(write.fact), detail="it was changed on the server; reconcile first"
                )
        return found

    def _answers(self, writes: Sequence[Write], response: Mapping[str, Any]) -> list[Stored]:
        entries = response.get("entry", [])
        if len(entries) != len(writes):
            raise ServerError(
                200, "POST Bundle", retryable=True, detail=f"with {len(entries)} entries for {len(writes)}; run again"
            )
        found = []
        for write, entry in zip(writes, entries, strict=True):
            answer = stored(entry)
            if answer is None:
                status = str(entry.get("response", {}).get("status", ""))[:3]
                outcome = entry.get("response", {}).get("outcome")
                raise refusal(int(status) if status.isdigit() else 200, "POST Bundle", outcome, str(write.fact))
            found.append(answer)
        return found

    def _receive(self, writes: Sequence[Write], answers: Sequence[Stored]) -> None:
        """Compare what is stored with what was sent, and write it down."""
        for write, answer in zip(writes, answers, strict=True):
            for name in self._names.get(write.fact.full_url, ()):
                self._places[name] = f"{write.fact.type}/{answer.server_id}"
        self._lead_patients()
        unseen = [
            write._replace(server_id=answer.server_id)
            for write, answer in zip(writes, answers, strict=True)
            if answer.resource is None
        ]
        read = self._read(unseen)
        rows = []
        for write, answer in zip(writes, answers, strict=True):
            resource = answer.resource or read.get((write.fact.type, answer.server_id))
            rows.append(self._judged(write, answer, resource))
        self._ledger.record(rows)
        self._done += len(writes)
        if self._progress:
            self._progress(self._done, len(self._plan.writes) + len(self._again))

    def _judged(self, write: Write, answer: Stored, resource: Mapping[str, Any] | None) -> Row:
        fact, text = write.fact, self._text(write)
        intact = resource is not None and same(text, resource)
        if fact.path == NEW_PATIENT and not answer.created:
            self._counts["existed"] += 1  # somebody registered the patient since: theirs is more than an identifier
            return self._row(fact, answer.server_id, answer.version, ACKED)
        if not write.server_id and not answer.created and not intact:
            row = self._row(fact, answer.server_id, answer.version, SENT)
            self._again.append(write._replace(server_id=answer.server_id, version=answer.version, known=row))
            return row
        how = "retracted" if write.state not in (ACKED, SENT) else "updated" if write.server_id else "created"
        self._counts[how if write.server_id or answer.created else "existed"] += 1
        if not intact:
            paths = list(differences(wire.loads(text), resource)) if resource else ["not to be read back"]
            self._altered += [f"{fact}: {path}" for path in paths]
        return self._row(fact, answer.server_id, answer.version, write.state if intact else ALTERED)

    def _lead_patients(self) -> None:
        """A Patient that was created in the bundle has a place now."""
        for identifier, reference in self._patients.items():
            self._patients[identifier] = self._places.get(reference, reference)

    def _read(self, writes: Iterable[Write]) -> dict[tuple[str, str], Mapping[str, Any]]:
        ids: dict[str, list[str]] = {}
        for write in writes:
            ids.setdefault(write.fact.type, []).append(write.server_id)
        return {(type_, r["id"]): r for type_, wanted in ids.items() for r in self._client.by_ids(type_, wanted)}

    def _text(self, write: Write) -> str:
        return resolved(write.fact.text, self._places, self._patients)

    def _sent(self, write: Write) -> Row:
        return self._row(write.fact, write.server_id, write.version, SENT)

    def _row(self, fact: Any, server_id: str, version: str, state: str) -> Row:
        return Row(fact.key, fact.scope(self._plan.scopes), fact.type, server_id, version, fact.hash, state)


def _naming(error: ServerError, write: Write) -> ServerError:
    """The same refusal, with the entry it is about."""
    return type(error)(
        error.status, error.request, error.issues, retryable=error.retryable, entry=str(write.fact), detail=error.detail
    )
