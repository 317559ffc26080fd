"""A plan: what a push will do with each fact, decided from what is known. Pure; nothing is asked or sent here.

Written + unchanged + withheld + missing are all the facts there are: nothing vanishes silently.
"""

import graphlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kapfhir.errors import Conflict, PlanRefused
from kapfhir.server import Capabilities
from kapfhir.sync.comparison import same
from kapfhir.sync.facts import Fact, resolved, targets, version_of
from kapfhir.sync.ledger import ACKED, ALTERED, RETRACTED, SENT, Row

__all__ = ["ACTIONS", "Adopted", "Plan", "Step", "Survey", "Write", "decide", "ordered"]

ACTIONS = ("create", "update", "retract", "unchanged", "missing", "withheld")
SETTLED = (ACKED, ALTERED)
OTHERWISE = "stored otherwise than sent"
FORMAT = 1
ONE_BUNDLE = 100  # entries; more than so many writes must not refer to one another in a circle

Resource = Mapping[str, Any]


class Step(NamedTuple):
    """What becomes of one fact. `path` is its place in the bundle, in the episode, or on the server."""

    action: str
    type: str
    path: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.action} {self.path} ({self.type})" + (f": {self.reason}" if self.reason else "")


class Write(NamedTuple):
    """A fact to be sent: created where there is no server id, else updated from this version."""

    fact: Fact
    server_id: str
    version: str
    known: Row | None  # the ledger's row, as planned with
    state: str = ACKED  # once it is stored


class Adopted(NamedTuple):
    """A fact that the server turned out to have as it is, and the ledger's row of it as planned with."""

    fact: Fact
    server_id: str
    version: str


@dataclass(frozen=True, repr=False)
class Plan:
    """What a push will do: `steps`, one a fact. Printing it is the dry run."""

    target: str
    steps: tuple[Step, ...]
    writes: tuple[Write, ...] = field(default=(), compare=False)
    adopted: tuple[Adopted, ...] = field(default=(), compare=False)
    places: Mapping[str, str] = field(default_factory=dict, compare=False)
    patients: Mapping[str, str] = field(default_factory=dict, compare=False)
    scopes: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def counts(self) -> dict[str, int]:
        """How many facts each action has."""
        found = Counter(step.action for step in self.steps)
        return {action: found[action] for action in ACTIONS}

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.writes

    @property
    def altered(self) -> tuple[str, ...]:
        """The facts that the server once stored otherwise than they were sent, and still has so."""
        return tuple(f"{step.path} ({step.type})" for step in self.steps if step.reason == OTHERWISE)

    def __str__(self) -> str:
        lines = [f"plan for {self.target}: {len(self.steps)} facts"]
        for action in ACTIONS:
            groups = Counter((s.type, s.reason) for s in self.steps if s.action == action)
            for (type_, reason), count in sorted(groups.items()):
                lines.append(f"  {action:9} {count:5} {type_}" + (f": {reason}" if reason else ""))
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Plan for {self.target}: {', '.join(f'{n} {action}' for action, n in self.counts.items() if n)}>"

    def to_json(self) -> dict[str, Any]:
        """The plan without any content of the record."""
        steps = [{name: value for name, value in step._asdict().items() if value} for step in self.steps]
        return {"format": FORMAT, "target": self.target, "counts": self.counts, "steps": steps}


class Survey(NamedTuple):
    """All that a decision needs to know."""

    target: str
    capabilities: Capabilities | None  # None where there is nothing to write
    rows: Mapping[bytes, Row]
    found: Mapping[bytes, Sequence[Resource]]  # what the server has of the facts that the ledger is not sure of
    missing: Sequence[Row]
    retractions: Mapping[bytes, Fact]  # how a missing fact is to be sent, where it is to be retracted
    patients: Mapping[str, str]
    scopes: frozenset[str]


def decide(
    facts: Sequence[Fact], named: Mapping[str, Fact], survey: Survey, withheld: Iterable[tuple[str, str]]
) -> Plan:
    """The plan for these facts; `named` are the names that references may call them by.

    Raises:
        Conflict: the server has one of them twice, or one that was being updated is gone or changed there.
    """
    places = {name: _place(fact, survey) or fact.full_url for name, fact in named.items()}
    refused = dict(_refused(facts, named, survey))
    steps, writes, adopted = [], [], []
    for fact in facts:
        if fact.key in refused:
            steps.append(Step("withheld", fact.type, fact.path, refused[fact.key]))
            continue
        decided = _decided(
            fact, survey, resolved(fact.text, places, survey.patients) if fact.key in survey.found else ""
        )
        if isinstance(decided, Write):
            writes.append(decided)
            steps.append(Step("update" if decided.server_id else "create", fact.type, fact.path))
        else:
            adopted += [decided] if decided else []
            row = survey.rows.get(fact.key)
            steps.append(Step("unchanged", fact.type, fact.path, OTHERWISE if row and row.state == ALTERED else ""))
    for row in survey.missing:
        fact_again = survey.retractions.get(row.key)
        if fact_again:
            writes.append(Write(fact_again, row.server_id, row.version, survey.rows[row.key], RETRACTED))
        steps.append(Step("retract" if fact_again else "missing", row.type, row.place))
    steps += [Step("withheld", "Episode", path, reason) for path, reason in withheld]
    return Plan(
        survey.target,
        tuple(steps),
        tuple(ordered(writes, named)),
        tuple(adopted),
        places,
        survey.patients,
        survey.scopes,
    )


def _place(fact: Fact, survey: Survey) -> str:
    """`Type/id`, where the ledger or the server knows it."""
    row = survey.rows.get(fact.key)
    if row and row.server_id:
        return row.place
    there = survey.found.get(fact.key)
    return f"{fact.type}/{there[0]['id']}" if there else ""


def _decided(fact: Fact, survey: Survey, text: str) -> Write | Adopted | None:
    """What to write; or what the server has already; or None where the ledger says so."""
    row = survey.rows.get(fact.key)
    if fact.key not in survey.found:
        assert row is not None  # noqa: S101  # what the ledger does not know was looked up
        return None if row.hash == fact.hash else Write(fact, row.server_id, row.version, row)
    there = survey.found[fact.key]
    if len(there) > 1:
        raise Conflict(
            412, f"search {fact.type}", entry=str(fact), detail="it is there more than once; remove the others"
        )
    if not there:
        if row and row.server_id:
            raise Conflict(410, f"search {fact.type}", entry=str(fact), detail="it is no longer there; reconcile first")
        return Write(fact, "", "", row)
    server_id, version = there[0]["id"], version_of(there[0])
    if same(text, there[0]):
        return Adopted(fact, server_id, version)
    if row and row.state == SENT and (row.version != version if row.version else row.hash == fact.hash):
        raise Conflict(409, f"search {fact.type}", entry=str(fact), detail="it was changed there; reconcile first")
    return Write(fact, server_id, version, row)


def _refused(facts: Sequence[Fact], named: Mapping[str, Fact], survey: Survey) -> Iterator[tuple[bytes, str]]:
    """What the server does not take, and what refers to that."""
    capabilities = survey.capabilities
    if capabilities is None:
        return
    refused = {fact.key for fact in facts if not capabilities.takes(fact.type)}
    yield from ((fact.key, "the server takes no such type") for fact in facts if fact.key in refused)
    spread = bool(refused)
    while spread:
        spread = False
        for fact in facts:
            if fact.key not in refused and any(n in named and named[n].key in refused for n in targets(fact)):
                refused.add(fact.key)
                spread = True
                yield fact.key, "it refers to what the server does not take"


def ordered(writes: Sequence[Write], named: Mapping[str, Fact]) -> list[Write]:
    """What refers stands behind what it refers to.

    Raises:
        PlanRefused: they refer to one another in a circle, and are too many for one bundle.
    """
    by_key = {write.fact.key: write for write in writes}
    graph = {
        write.fact.key: [named[n].key for n in targets(write.fact) if n in named and named[n].key in by_key]
        for write in writes
    }
    if all(_stands_behind(graph)):
        return list(writes)
    try:
        return [by_key[key] for key in graphlib.TopologicalSorter(graph).static_order()]
    except graphlib.CycleError:
        if len(writes) <= ONE_BUNDLE:
            return list(writes)
        raise PlanRefused("resources refer to one another in a circle; push those first, in a bundle of 100") from None


def _stands_behind(graph: Mapping[bytes, Sequence[bytes]]) -> Iterator[bool]:
    seen: set[bytes] = set()
    for key, before in graph.items():
        yield seen.issuperset(before)
        seen.add(key)
