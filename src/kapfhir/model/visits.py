"""The visits of an episode, one class for each kind."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from kapfhir.model.dosing import (
    AdverseEvent,
    Discharge,
    Dose,
    Gate,
    Moment,
    Psychotherapy,
    RescueDrug,
    Setting,
    TimeCourse,
)
from kapfhir.model.findings import (
    Action,
    Allergy,
    Contraindication,
    Finding,
    MedicationInUse,
    Note,
    Outcome,
    SuicideRisk,
)
from kapfhir.model.measures import Dissociation, Sedation, VitalSigns
from kapfhir.model.people import Concept, Participant, Person, Site
from kapfhir.model.record import Broken, Fact, described, ends_before_start
from kapfhir.model.values import Count, Day, Id, Instant, Number, PartialDate, Text, YesNo

__all__ = [
    "Consultation", "Dosing", "FollowUp", "Integration", "MedicalClearance", "OutcomeReview",
    "Preparation", "Visit", "VisitBase",
]  # fmt: skip


class VisitBase(Fact):
    """What every visit has."""

    kind_of_fact = "visit"

    id: Id = Field(description="The clinic's own key of the visit, for ever")
    modality: Literal["in-person", "home", "video", "telephone"] = Field(description="How patient and clinic met")
    status: Literal["planned", "in-progress", "finished", "cancelled", "unknown"] = described(
        "How far the visit is", default="finished"
    )
    date: Day | None = described("The day, where no time is known")
    start: Instant | None = described("When it began")
    end: Instant | None = described("When it ended")
    planned_date: PartialDate | None = described("The day it was planned for, where it was moved")
    minutes: Number | None = described("Its length", unit="min", gt=0)
    cancelled_because: Text | None = described("Why it was cancelled")
    reasons: tuple[Concept, ...] = described("Why it was held", default=())
    location: Site | None = described("The room or place")
    participants: tuple[Participant, ...] = described("Who was there, and in which role", default=())
    vitals: tuple[VitalSigns, ...] = described("Vital signs, a reading each time", default=())
    setting: Setting | None = described("The setting")
    mindset: Text | None = described("The patient's state of mind and intention before, in words that may be shared")
    psychotherapy: Psychotherapy | None = described("Modality and time")
    notes: tuple[Note, ...] = described("Notes on the visit", default=())

    def first_time(self) -> Instant | str | None:
        """When it began, or was planned to."""
        return self.start or self.date or self.end or self.planned_date

    def day(self) -> str | None:
        """The visit's day, as far as known."""
        moment = self.start or self.end
        return self.date or (moment and moment.date().isoformat()) or None

    def broken(self) -> Iterator[Broken]:
        """One date, no end before the start."""
        yield from ends_before_start(self.start, self.end)
        if self.date and self.start:
            yield Broken(("date",), "date", "start says the day already")
        if self.cancelled_because and self.status != "cancelled":
            yield Broken(("cancelled_because",), "status", "the visit is not cancelled")
        yield from self._people_broken()

    def _people_broken(self) -> Iterator[Broken]:
        """Two people of the patient's at one visit are told apart by the clinic's keys."""
        seen: set[str | None] = set()
        for index, participant in enumerate(self.participants):
            if participant.relationship and participant.id in seen:
                yield Broken(("participants", index, "id"), "id", "two people of the patient's need an id each")
            seen |= {participant.id} if participant.relationship else set()


class Consultation(VisitBase):
    """The first visit: history, prior treatments, goals, explanation, questions, readiness."""

    kind: Literal["consultation"] = Field(description="Which kind of visit it is")
    referred_by: Person | None = described("Who referred the patient")
    referral_date: PartialDate | None = described("When")
    history: Text | None = described("Mental health history in words")
    family_history: Text | None = described("Psychosis, bipolar disorder")
    trauma_history: Text | None = described("Trauma, as far as shareable")
    medications: tuple[MedicationInUse, ...] = described("Drugs in use", default=())
    allergies: tuple[Allergy, ...] = described("Allergies", default=())
    no_known_allergies: YesNo | None = described("Whether none are known")
    substance_use: Text | None = described("Substance use in words")
    suicide_risk: SuicideRisk | None = described("Suicide risk")
    explained: YesNo | None = described("Whether the process was explained and questions answered")
    ready: YesNo | None = described("Whether the patient feels ready")
    suitable: YesNo | None = described("Whether the treatment suits the patient")
    emergency_contact: Text | None = described("Whom to call")

    def broken(self) -> Iterator[Broken]:
        """Who has allergies has known ones."""
        yield from super().broken()
        if self.no_known_allergies and self.allergies:
            yield Broken(("no_known_allergies",), "allergies", "allergies are listed, yet it says none is known")


class MedicalClearance(VisitBase):
    """Whether the patient may have the drug."""

    kind: Literal["medical-clearance"] = Field(description="Which kind of visit it is")
    contraindications: tuple[Contraindication, ...] = described("The checklist", default=())
    findings: tuple[Finding, ...] = described("ECG, laboratory, pregnancy test", default=())
    asa_class: Count | None = described("ASA physical status", unit="1", le=6)
    decision: Literal["cleared", "cleared-with-conditions", "deferred", "not-eligible"] | None = described(
        "The decision"
    )
    conditions: Text | None = described("Conditions, e.g. hold if 160/100 or above")
    decided_by: Person | None = described("Who decided")


class Preparation(VisitBase):
    """Education, intention, logistics."""

    kind: Literal["preparation"] = Field(description="Which kind of visit it is")
    education: tuple[Text, ...] = described("What was explained", default=())
    expectations: Text | None = described("What the patient expects")
    intention: Text | None = described("The intention in the patient's words")
    anxiety_plan: Text | None = described("What is done if fear comes up")
    music: Text | None = described("Music chosen")
    fasting: Text | None = described("What was told about food and water")
    medications_held: tuple[Text, ...] = described("Drugs to pause", default=())
    touch_agreement: Text | None = described("Touch that is agreed to")
    escort_arranged: YesNo | None = described("Whether the way home is arranged")
    emergency_plan: Text | None = described("What is done in an emergency")
    antiemetic: Text | None = described("Prophylaxis against nausea")


class Integration(VisitBase):
    """What was felt is worked into life. It may lie inside a dosing visit, and is a visit of its own all the same."""

    kind: Literal["integration"] = Field(description="Which kind of visit it is")
    integrates: tuple[Id, ...] = described(
        "The ids of the dosing visits it works on; inside a dosing visit, that one", default=()
    )
    insights: tuple[Text, ...] = described("Insights, in words that may be shared", default=())
    themes: tuple[Text, ...] = described("Themes, coarse", default=())
    actions: tuple[Action, ...] = described("Actions and homework", default=())
    barriers: Text | None = described("What stands in the way")
    changes: tuple[Text, ...] = described("Changes in daily life since, e.g. took up a hobby again", default=())
    symptom_check: Text | None = described("Symptoms since the dose")
    next_dose: Literal["as-planned", "change", "postpone", "stop"] | None = described("The decision on the next dose")


class FollowUp(VisitBase):
    """After the course: does it last."""

    kind: Literal["follow-up"] = Field(description="Which kind of visit it is")
    benefit: Literal["full", "partial", "lost", "none"] | None = described("How much of the benefit is left")
    plan: Text | None = described("Maintenance or booster, in words")
    surveillance: tuple[Finding, ...] = described("Bladder, cognition, misuse", default=())


class OutcomeReview(VisitBase):
    """The end of the course: what came of it."""

    kind: Literal["outcome-review"] = Field(description="Which kind of visit it is")
    outcomes: tuple[Outcome, ...] = described("By instrument", default=())
    course: Literal[
            "completed", "remission", "non-response", "adverse-event", "cost", "withdrawn", "lost", "transferred",
            "contraindication",
        ] | None = described("How the course ended")  # fmt: skip
    experience: Text | None = described("The patient's own account, as far as it may be shared")
    plan: Text | None = described("What comes next")


class Dosing(VisitBase):
    """A session at which ketamine is given, and watched for as long as the protocol says."""

    kind: Literal["dosing"] = Field(description="Which kind of visit it is")
    session_number: Count | None = described("Which session of the course it is", unit="1")
    planned_sessions: Count | None = described("How many sessions the course was planned to have", unit="1")
    gate: Gate | None = described("Checks before the dose")
    doses: tuple[Dose, ...] = described("The drug as given", default=())
    sedation: tuple[Sedation, ...] = described("Levels of sedation", default=())
    dissociation: tuple[Dissociation, ...] = described("Dissociation as an effect", default=())
    time_course: TimeCourse | None = described("Onset, peak and offset of the effect")
    effects: tuple[Text, ...] = described("Other effects in words that may be shared, e.g. relief", default=())
    moments: tuple[Moment, ...] = described("Intense or difficult moments, and how they were met", default=())
    felt_supported: Text | None = described("Whether the patient felt safe and supported, in the patient's words")
    rest: Text | None = described("Rest and reflection after the effect had worn off")
    rescue_drugs: tuple[RescueDrug, ...] = described("Drugs given to treat what came up", default=())
    adverse_events: tuple[AdverseEvent, ...] = described("What the clinician calls adverse", default=())
    integration: Integration | None = described("Integration on the same day, before the patient leaves")
    discharge: Discharge | None = described("How the patient left")

    def broken(self) -> Iterator[Broken]:
        """Keys are unique in the visit; what is referred to is there."""
        yield from super().broken()
        yield from self._shared_keys()
        yield from self._adverse_events_broken()
        if self.planned_sessions and not self.session_number:
            yield Broken(("session_number",), "required", "it is said how many sessions, not which one this is")
        if self.integration and self.integration.integrates:
            yield Broken(("integration", "integrates"), "reference", "inside a dosing visit it is left out")

    def _adverse_events_broken(self) -> Iterator[Broken]:
        """What it blames and what was given for it is there; it does not come before the dose it blames."""
        doses = {dose.key: dose.first_time() for dose in self.doses}
        known = {"blames": doses.keys(), "rescue": {rescue.key for rescue in self.rescue_drugs}}
        for index, event in enumerate(self.adverse_events):
            for field, keys in known.items():
                if (wanted := getattr(event, field)) and wanted not in keys:
                    yield Broken(("adverse_events", index, field), "reference", "no such fact at this visit")
            given = doses.get(event.blames) if event.blames else None
            if given and event.onset and event.onset < given:
                yield Broken(("adverse_events", index, "onset"), "order", "it began before the dose that it blames")

    def _shared_keys(self) -> Iterator[Broken]:
        """Periods and boosters of different doses share their kind, so they must not share a key."""
        for name in ("periods", "boosters"):
            seen: set[str | None] = set()
            for d, dose in enumerate(self.doses):
                for index, part in enumerate(getattr(dose, name)):
                    if part.key in seen:
                        yield Broken(("doses", d, name, index, "id"), "id", "a fact with this key is there already")
                    seen.add(part.key)


Visit = Annotated[
    Consultation | MedicalClearance | Preparation | Dosing | Integration | FollowUp | OutcomeReview,
    Field(discriminator="kind"),
]
