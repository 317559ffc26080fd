"""What stands at the episode's beginning and frames it: diagnoses, prior treatments, goals, consents, the protocol."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from kapfhir.model.people import Coding, Concept, Person
from kapfhir.model.record import Broken, Fact, Record, described, ends_before_start, says_something
from kapfhir.model.values import Count, Day, Instant, Number, PartialDate, Text, YesNo

__all__ = ["Consent", "Diagnosis", "Goal", "PriorTreatment", "Protocol", "Target"]


class Diagnosis(Fact):
    """A condition the patient has, or is thought to have."""

    kind_of_fact = "diagnosis"

    concept: Concept = Field(description="The diagnosis, e.g. treatment resistant depression, in words and codes")
    severity: Literal["mild", "moderate", "severe"] | None = described("Severity as the clinician judged it")
    onset: PartialDate | None = described("Since when, as far as known")
    abatement: PartialDate | None = described("Until when, as far as known")
    clinical_status: Literal["active", "recurrence", "relapse", "inactive", "remission", "resolved"] | None = described(
        "Whether the condition is there now"
    )
    verification: Literal["unconfirmed", "provisional", "differential", "confirmed", "refuted"] | None = described(
        "How certain the diagnosis is"
    )
    recorded: Day | None = described("The day it was recorded")
    asserted_by: Person | None = described("Who made the diagnosis")
    indication: YesNo | None = described("Whether it is a reason for this episode")

    def first_time(self) -> str | None:
        """Since when."""
        return self.onset or self.recorded

    def broken(self) -> Iterable[Broken]:
        """What is over is not active: https://hl7.org/fhir/R4/condition.html, con-4."""
        yield from ends_before_start(self.onset, self.abatement, "abatement")
        if self.abatement and self.clinical_status not in ("inactive", "remission", "resolved"):
            yield Broken(("clinical_status",), "status", "it is over: inactive, remission or resolved is expected")


class PriorTreatment(Fact):
    """A treatment tried before: a drug, a psychotherapy, a stimulation, ketamine, a psychedelic."""

    kind_of_fact = "prior-treatment"

    kind: Literal["medication", "psychotherapy", "stimulation", "ketamine", "psychedelic", "other"] = Field(
        description="What sort of treatment it was"
    )
    treatment: Concept = Field(description="The agent or the method")
    maximum_dose: Number | None = described("The highest daily dose reached", unit="mg", gt=0)
    sessions: Count | None = described("How many sessions there were", unit="1")
    weeks: Number | None = described("How long it was given", unit="wk", gt=0)
    started: PartialDate | None = described("Since when")
    ended: PartialDate | None = described("Until when")
    ongoing: YesNo | None = described("Whether it still goes on")
    adequate: YesNo | None = described("Whether dose and duration were adequate")
    outcome: Literal["no-response", "partial-response", "response", "remission", "worsened", "unknown"] | None = (
        described("What came of it")
    )
    tolerability: Text | None = described("How it was tolerated")
    reason_stopped: Text | None = described("Why it was stopped")

    def first_time(self) -> str | None:
        """Since when."""
        return self.started or self.ended

    def broken(self) -> Iterable[Broken]:
        """It does not end before it starts, and what is over does not go on."""
        yield from ends_before_start(self.started, self.ended, "ended")
        if self.ongoing and self.ended:
            yield Broken(("ongoing",), "status", "it goes on, yet has an end")


class Target(Record):
    """What would show that a goal is reached."""

    instrument: Text | None = described("The instrument whose total is meant, e.g. phq-9")
    below: Number | None = described("The total is to be below this", unit="{score}")
    at_least: Number | None = described("The total is to be at least this", unit="{score}")
    due: Day | None = described("By when")

    def broken(self) -> Iterable[Broken]:
        """It says something; a total is one of an instrument: https://hl7.org/fhir/R4/goal.html, gol-1."""
        yield from says_something(self)
        if self.instrument is None and (self.below is not None or self.at_least is not None):
            yield Broken(("instrument",), "required", "which instrument's total is meant")


class Goal(Fact):
    """What the patient hopes for, in the patient's words."""

    kind_of_fact = "goal"

    text: Text = Field(description="The goal or intention in the patient's own words")
    codings: tuple[Coding, ...] = described("The same in codes, the preferred one first", default=())
    started: Day | None = described("Since when it is pursued")
    target: Target | None = described("What would show that it is reached")
    achievement: Literal["in-progress", "achieved", "not-achieved"] | None = described("How far it is reached")
    judged: Day | None = described("The day achievement was judged")

    def first_time(self) -> str | None:
        """Since when."""
        return self.started


class Consent(Fact):
    """A consent, or its refusal."""

    kind_of_fact = "consent"

    scope: Literal[
        "treatment", "touch", "telehealth", "recording", "release-of-information", "research", "psychotherapy-notes"
    ] = Field(description="What it is about")
    given: YesNo = Field(description="Whether the patient consents")
    at: Instant | None = described("When it was signed")
    form: Text | None = described("Name and version of the clinic's form")
    terms: Text | None = described("Limits the patient set, e.g. hand only")
    expires: Day | None = described("The last day it holds")
    witnessed_by: Person | None = described("Who witnessed it")

    def first_time(self) -> Instant | None:
        """When it was signed."""
        return self.at


class Protocol(Record):
    """The plan of the course."""

    name: Text | None = described("The protocol's name at the clinic")
    version: Text | None = described("Its version")
    planned_sessions: Count | None = described("How many dosing sessions are planned", unit="1")
    planned_mg_per_kg: tuple[Number, ...] = described("The planned dose of each session", unit="mg/kg", default=())
    infusion_minutes: Number | None = described("The planned length of an infusion", unit="min", gt=0)
    interval_days: Number | None = described("The planned days between dosing sessions", unit="d", gt=0)
    monitoring_minutes: Number | None = described("How long after the dose the patient is watched", unit="min", gt=0)
    therapeutic_endpoint: Text | None = described("What ends the course")
    integration: Text | None = described("How integration is planned")
    text: Text | None = described("The protocol in words")

    def broken(self) -> Iterable[Broken]:
        """It says something; a planned dose each, or none."""
        yield from says_something(self)
        if any(dose <= 0 for dose in self.planned_mg_per_kg):
            yield Broken(("planned_mg_per_kg",), "range", "a planned dose must be above 0")
