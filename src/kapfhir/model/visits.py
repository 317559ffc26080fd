"""The visits of an episode, one class for each kind."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from kapfhir.model.dosing import (
    AdverseEvent,
    Discharge,
    Dose,
    Gate,
    Psychotherapy,
    RescueDrug,
    Setting,
    TimeCourse,
    ends_before_start,
)
from kapfhir.model.measures import Dissociation, Sedation, VitalSigns
from kapfhir.model.people import Concept, Participant, Person, Site
from kapfhir.model.record import Broken, Fact, Record, Withhold, described
from kapfhir.model.values import Count, Day, Id, Instant, Number, PartialDate, Text, YesNo

__all__ = [
    "Consultation", "Dosing", "FollowUp", "Integration", "MedicalClearance", "Note", "OutcomeReview", "Preparation",
    "Visit", "VisitBase",
]  # fmt: skip


def not_yet(home: str) -> Withhold:
    """A group that a later version maps."""
    return Withhold(f"no mapping to FHIR yet ({home})")


PROCESS_NOTE = Withhold("psychotherapy process text stays at the clinic")


class Note(Fact):
    """A note. What a progress summary may hold and what stays process text is law in places: 45 CFR 164.501."""

    kind_of_fact = "note"

    at: Instant | None = described("When it was written")
    author: Person | None = described("Who wrote it")
    progress_summary: Text | None = described("Diagnosis, function, plan, symptoms, prognosis and progress: shareable")
    process_text: Annotated[Text | None, PROCESS_NOTE] = described(
        "What was said and how the therapist understands it: never leaves the clinic unless explicitly authorised"
    )
    ai_drafted: YesNo | None = described("Whether a machine drafted the summary")
    attested_by: Person | None = described("Who read and signed it")

    def first_time(self) -> Instant | None:
        """When it was written."""
        return self.at


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
    setting: Annotated[Setting | None, not_yet("QuestionnaireResponse of the setting")] = described("The setting")
    mindset: Annotated[Text | None, not_yet("QuestionnaireResponse of the set")] = described(
        "The patient's state of mind and intention before, in words that may be shared"
    )
    psychotherapy: Annotated[Psychotherapy | None, not_yet("Procedure")] = described("Modality and time")
    notes: Annotated[tuple[Note, ...], not_yet("DocumentReference")] = described("Notes on the visit", default=())

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


class MedicationInUse(Record):
    """A drug the patient takes."""

    drug: Concept = Field(description="Which drug")
    dose: Text | None = described("Dose and timing in words")
    interaction: Literal["sedative-hypnotic", "opioid", "psychostimulant", "maoi", "other", "none"] | None = described(
        "The class the Spravato REMS form asks about"
    )


class SuicideRisk(Record):
    """Suicide risk as the clinician judged it."""

    level: Literal["none", "low", "moderate", "high"] | None = described("The level")
    ideation: YesNo | None = described("Whether there are suicidal thoughts")
    plan: YesNo | None = described("Whether there is a plan")
    means: YesNo | None = described("Whether there is access to means")
    safety_plan: YesNo | None = described("Whether a safety plan was made")


class Consultation(VisitBase):
    """The first visit: history, prior treatments, goals, explanation, questions, readiness."""

    kind: Literal["consultation"] = Field(description="Which kind of visit it is")
    referred_by: Annotated[Person | None, not_yet("ServiceRequest")] = described("Who referred the patient")
    referral_date: Annotated[PartialDate | None, not_yet("ServiceRequest")] = described("When")
    history: Annotated[Text | None, not_yet("DocumentReference")] = described("Mental health history in words")
    family_history: Annotated[Text | None, not_yet("FamilyMemberHistory")] = described("Psychosis, bipolar disorder")
    trauma_history: Annotated[Text | None, not_yet("DocumentReference")] = described("Trauma, as far as shareable")
    medications: Annotated[tuple[MedicationInUse, ...], not_yet("MedicationStatement")] = described(
        "Drugs in use", default=()
    )
    allergies: Annotated[tuple[Concept, ...], not_yet("AllergyIntolerance")] = described("Allergies", default=())
    no_known_allergies: Annotated[YesNo | None, not_yet("AllergyIntolerance")] = described("Whether none are known")
    substance_use: Annotated[Text | None, not_yet("Observation")] = described("Substance use in words")
    suicide_risk: Annotated[SuicideRisk | None, not_yet("Observation")] = described("Suicide risk")
    explained: Annotated[YesNo | None, not_yet("Procedure")] = described(
        "Whether the process was explained and questions answered"
    )
    ready: Annotated[YesNo | None, not_yet("Observation")] = described("Whether the patient feels ready")
    suitable: Annotated[YesNo | None, not_yet("Observation")] = described("Whether the treatment suits the patient")
    emergency_contact: Annotated[Text | None, not_yet("RelatedPerson")] = described("Whom to call")


class Contraindication(Record):
    """One line of the contraindication checklist."""

    concept: Concept = Field(description="What was looked for")
    state: Literal["present", "absent", "unknown"] = Field(description="What was found")
    decided_by: Person | None = described("Who decided")


class Finding(Record):
    """An examination and its result."""

    name: Concept = Field(description="What was examined, e.g. electrocardiogram")
    result: Text = Field(description="The result in words")
    date: Day | None = described("When")


class MedicalClearance(VisitBase):
    """Whether the patient may have the drug."""

    kind: Literal["medical-clearance"] = Field(description="Which kind of visit it is")
    contraindications: Annotated[tuple[Contraindication, ...], not_yet("Observation")] = described(
        "The checklist", default=()
    )
    findings: Annotated[tuple[Finding, ...], not_yet("Observation")] = described(
        "ECG, laboratory, pregnancy test", default=()
    )
    asa_class: Annotated[Count | None, not_yet("Observation")] = described("ASA physical status", unit="1", le=6)
    decision: Annotated[
        Literal["cleared", "cleared-with-conditions", "deferred", "not-eligible"] | None, not_yet("Observation")
    ] = described("The decision")
    conditions: Annotated[Text | None, not_yet("Observation")] = described("Conditions, e.g. hold if 160/100 or above")
    decided_by: Annotated[Person | None, not_yet("Observation")] = described("Who decided")


class Preparation(VisitBase):
    """Education, intention, logistics."""

    kind: Literal["preparation"] = Field(description="Which kind of visit it is")
    education: Annotated[tuple[Text, ...], not_yet("Procedure")] = described("What was explained", default=())
    expectations: Annotated[Text | None, not_yet("DocumentReference")] = described("What the patient expects")
    intention: Annotated[Text | None, not_yet("Goal")] = described("The intention in the patient's words")
    anxiety_plan: Annotated[Text | None, not_yet("CarePlan")] = described("What is done if fear comes up")
    music: Annotated[Text | None, not_yet("CarePlan")] = described("Music chosen")
    fasting: Annotated[Text | None, not_yet("CarePlan")] = described("What was told about food and water")
    medications_held: Annotated[tuple[Text, ...], not_yet("CarePlan")] = described("Drugs to pause", default=())
    touch_agreement: Annotated[Text | None, not_yet("Consent")] = described("Touch that is agreed to")
    escort_arranged: Annotated[YesNo | None, not_yet("CarePlan")] = described("Whether the way home is arranged")
    emergency_plan: Annotated[Text | None, not_yet("CarePlan")] = described("What is done in an emergency")
    antiemetic: Annotated[Text | None, not_yet("MedicationRequest")] = described("Prophylaxis against nausea")


class Action(Record):
    """What the patient takes on."""

    text: Text = Field(description="What")
    due: Day | None = described("By when")
    done: YesNo | None = described("Whether it was done")


class Integration(VisitBase):
    """What was felt is worked into life. It may lie inside a dosing visit, and is a visit of its own all the same."""

    kind: Literal["integration"] = Field(description="Which kind of visit it is")
    integrates: tuple[Id, ...] = described(
        "The ids of the dosing visits it works on; inside a dosing visit, that one", default=()
    )
    insights: Annotated[tuple[Text, ...], not_yet("DocumentReference")] = described(
        "Insights, in words that may be shared", default=()
    )
    themes: Annotated[tuple[Text, ...], not_yet("DocumentReference")] = described("Themes, coarse", default=())
    actions: Annotated[tuple[Action, ...], not_yet("CarePlan")] = described("Actions and homework", default=())
    barriers: Annotated[Text | None, not_yet("CarePlan")] = described("What stands in the way")
    changes: Annotated[tuple[Text, ...], not_yet("Observation")] = described(
        "Changes in daily life since, e.g. took up a hobby again", default=()
    )
    symptom_check: Annotated[Text | None, not_yet("DocumentReference")] = described("Symptoms since the dose")
    next_dose: Annotated[Literal["as-planned", "change", "postpone", "stop"] | None, not_yet("CarePlan")] = described(
        "The decision on the next dose"
    )


class FollowUp(VisitBase):
    """After the course: does it last."""

    kind: Literal["follow-up"] = Field(description="Which kind of visit it is")
    benefit: Annotated[Literal["full", "partial", "lost", "none"] | None, not_yet("Observation")] = described(
        "How much of the benefit is left"
    )
    plan: Annotated[Text | None, not_yet("CarePlan")] = described("Maintenance or booster, in words")
    surveillance: Annotated[tuple[Finding, ...], not_yet("Observation")] = described(
        "Bladder, cognition, misuse", default=()
    )


class Outcome(Record):
    """The outcome by one instrument."""

    instrument: Text = Field(description="By which instrument")
    response: YesNo | None = described("Whether there is a response")
    remission: YesNo | None = described("Whether there is remission")
    definition: Text | None = described("By which definition")


class OutcomeReview(VisitBase):
    """The end of the course: what came of it."""

    kind: Literal["outcome-review"] = Field(description="Which kind of visit it is")
    outcomes: Annotated[tuple[Outcome, ...], not_yet("Observation")] = described("By instrument", default=())
    course: Annotated[
        Literal[
            "completed", "remission", "non-response", "adverse-event", "cost", "withdrawn", "lost", "transferred",
            "contraindication",
        ] | None,
        not_yet("Procedure"),
    ] = described("How the course ended")  # fmt: skip
    diminishing: Annotated[YesNo | None, not_yet("Observation")] = described("Whether the effect grew less")
    experience: Annotated[Text | None, not_yet("QuestionnaireResponse")] = described("The patient's own account")
    plan: Annotated[Text | None, not_yet("CarePlan")] = described("What comes next")


class Dosing(VisitBase):
    """A session at which ketamine is given, and watched for as long as the protocol says."""

    kind: Literal["dosing"] = Field(description="Which kind of visit it is")
    session_number: Count | None = described("Which session of the course it is", unit="1")
    planned_sessions: Count | None = described("How many sessions the course was planned to have", unit="1")
    gate: Annotated[Gate | None, not_yet("QuestionnaireResponse")] = described("Checks before the dose")
    doses: tuple[Dose, ...] = described("The drug as given", default=())
    sedation: tuple[Sedation, ...] = described("Levels of sedation", default=())
    dissociation: tuple[Dissociation, ...] = described("Dissociation as an effect", default=())
    time_course: TimeCourse | None = described("Onset, peak and offset of the effect")
    effects: Annotated[tuple[Text, ...], not_yet("Observation")] = described(
        "Other effects in words that may be shared, e.g. relief", default=()
    )
    rescue_drugs: tuple[RescueDrug, ...] = described("Drugs given to treat what came up", default=())
    adverse_events: Annotated[tuple[AdverseEvent, ...], not_yet("AdverseEvent")] = described(
        "What the clinician calls adverse", default=()
    )
    integration: Integration | None = described("Integration on the same day, before the patient leaves")
    discharge: Discharge | None = described("How the patient left")

    def broken(self) -> Iterator[Broken]:
        """Keys are unique in the visit; what is referred to is there."""
        yield from super().broken()
        yield from self._shared_keys()
        known = {"blames": {d.key for d in self.doses}, "rescue": {r.key for r in self.rescue_drugs}}
        for index, event in enumerate(self.adverse_events):
            for field, keys in known.items():
                if (wanted := getattr(event, field)) and wanted not in keys:
                    yield Broken(("adverse_events", index, field), "reference", "no such fact at this visit")
        if self.planned_sessions and not self.session_number:
            yield Broken(("session_number",), "required", "it is said how many sessions, not which one this is")
        if self.integration and self.integration.integrates:
            yield Broken(("integration", "integrates"), "reference", "inside a dosing visit it is left out")

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
