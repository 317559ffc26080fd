"""What happens at a dosing session: the drug, the effect, what went wrong, the way home."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from kapfhir.limits import disagrees
from kapfhir.model.people import Concept, Person
from kapfhir.model.record import Broken, Fact, Record, described, ends_before_start, says_something
from kapfhir.model.values import Count, Id, Instant, Number, Text, YesNo

__all__ = [
    "AdverseEvent", "Booster", "Discharge", "Dose", "DosePeriod", "Gate", "Group", "Moment", "Psychotherapy",
    "RescueDrug", "Setting", "TimeCourse",
]  # fmt: skip

Route = Literal["intravenous", "intramuscular", "subcutaneous", "sublingual", "intranasal", "oral", "rectal"]


class Group(Record):
    """Facts that stand together; one in which nothing stands is an error."""

    def broken(self) -> Iterable[Broken]:
        """It must say something."""
        return says_something(self)


class Gate(Group):
    """What is checked before the drug is given."""

    fasted: YesNo | None = described("Whether the patient fasted as told")
    interval_changes: Text | None = described("Changes of medication, substances or health since the last visit")
    pregnancy_excluded: YesNo | None = described("Whether pregnancy is excluded")
    escort_confirmed: YesNo | None = described("Whether somebody will take the patient home")
    consent_reaffirmed: YesNo | None = described("Whether the patient still consents")
    suicide_risk_checked: YesNo | None = described("Whether suicide risk was asked about")
    vitals_acceptable: YesNo | None = described("Whether vital signs allow dosing, as the REMS form asks")
    hold_rule: Text | None = described("The clinic's rule by which a dose is held")
    decision: Literal["go", "hold", "cancel"] | None = described("What was decided")


class Setting(Group):
    """Where and how the session was held."""

    place: Literal["clinic", "hospital", "home", "retreat"] | None = described("What sort of place")
    group: YesNo | None = described("Whether it was a group session")
    light: Text | None = described("Light, e.g. dim")
    music: Text | None = described("Music or playlist")
    seating: Text | None = described("Chair or bed")
    eyeshades: YesNo | None = described("Whether eyeshades were worn")
    headphones: YesNo | None = described("Whether headphones were worn")
    companion: Text | None = described("Who was there for the patient")
    touch: Text | None = described("Touch used, within consent")
    description: Text | None = described("The setting in words")


class DosePeriod(Fact):
    """A part of an infusion: at one rate, or paused."""

    kind_of_fact = "segment"

    start: Instant | None = described("Since when")
    end: Instant | None = described("Until when")
    paused: YesNo = described("Whether the infusion was paused", default=False)
    mg_per_h: Number | None = described("The rate", unit="mg/h", ge=0)
    mg_per_kg_per_h: Number | None = described("The rate by body weight", unit="mg/kg/h", ge=0)
    ml_per_h: Number | None = described("The rate of the pump", unit="mL/h", ge=0)
    reason: Text | None = described("Why it was paused or changed")

    def first_time(self) -> Instant | None:
        """Since when."""
        return self.start or self.end

    @property
    def rates(self) -> dict[str, Decimal]:
        """The rates that are given, by field."""
        fields = ("mg_per_h", "mg_per_kg_per_h", "ml_per_h")
        return {name: value for name in fields if (value := getattr(self, name)) is not None}

    def broken(self) -> Iterator[Broken]:
        """One rate at most, none while paused."""
        yield from ends_before_start(self.start, self.end)
        if self.paused and self.rates:
            yield Broken((next(iter(self.rates)),), "rate", "a pause has no rate")
        if len(self.rates) > 1:
            yield Broken((list(self.rates)[1],), "rate", "one rate is expected, in one unit")


class Booster(Fact):
    """A further amount of the same drug at the same session."""

    kind_of_fact = "booster"

    at: Instant | None = described("When it was given")
    mg: Number | None = described("How much", unit="mg", gt=0)
    route: Route | None = described("By which route, where it is not the dose's")
    given_by: Person | None = described("Who gave it")
    note: Text | None = described("Anything else about it")

    def first_time(self) -> Instant | None:
        """When it was given."""
        return self.at


class Dose(Fact):
    """The drug as given. An amount that is not known is left out."""

    kind_of_fact = "dose"

    drug: Literal["ketamine", "esketamine"] = Field(description="The substance: racemic ketamine, or esketamine")
    product: Concept | None = described("The product as the pharmacy names it")
    lot: Text | None = described("The lot number")
    concentration: Number | None = described("The concentration", unit="mg/mL", gt=0)
    route: Route = Field(description="By which route it was given")
    status: Literal["completed", "stopped", "not-given", "in-progress", "unknown"] = described(
        "Whether it was given to the end", default="completed"
    )
    status_reason: Text | None = described("Why it was stopped or not given")
    start: Instant | None = described("When it was given, or the infusion begun")
    end: Instant | None = described("When the infusion ended")
    planned_mg: Number | None = described("The planned amount", unit="mg", gt=0)
    mg: Number | None = described("The amount given, boosters not counted", unit="mg", ge=0)
    mg_per_kg: Number | None = described("The amount by body weight", unit="mg/kg", ge=0)
    weight_kg: Number | None = described("The body weight that mg/kg was taken from", unit="kg", gt=0)
    mg_per_h: Number | None = described("The one rate of an infusion that was not changed", unit="mg/h", gt=0)
    device_count: Count | None = described("How many devices, e.g. nasal sprays of 28 mg", unit="1")
    hold_minutes: Number | None = described("How long a lozenge was held in the mouth", unit="min", gt=0)
    then: Literal["swallow", "spit"] | None = described("What was done with the saliva")
    site: Text | None = described("Where it was given, e.g. left forearm")
    periods: tuple[DosePeriod, ...] = described("Parts of an infusion: rates and pauses", default=())
    boosters: tuple[Booster, ...] = described("Further amounts at the same session", default=())
    prescribed_by: Person | None = described("Who prescribed it")
    given_by: Person | None = described("Who gave it")
    witnessed_by: Person | None = described("Who witnessed it")
    wasted_mg: Number | None = described("What was drawn up and thrown away", unit="mg", ge=0)
    note: Text | None = described("Anything else about it")

    def first_time(self) -> Instant | None:
        """When it was given."""
        return self.start or self.end

    @model_validator(mode="after")
    def _routes(self) -> Self:
        """A booster without a route has the dose's: no amount is ever without one."""
        boosters = (b if b.route else b.model_copy(update={"route": self.route}) for b in self.boosters)
        self.__dict__["boosters"] = tuple(boosters)
        return self

    def broken(self) -> Iterator[Broken]:
        """Amount, weight and mg/kg agree; nothing lies outside the infusion."""
        yield from ends_before_start(self.start, self.end)
        yield from self._amounts_broken()
        yield from self._periods_broken()
        for index, booster in enumerate(self.boosters):
            if self.start and booster.at and booster.at < self.start:
                yield Broken(("boosters", index, "at"), "order", "a booster before its dose")

    def _amounts_broken(self) -> Iterator[Broken]:
        if self.status == "not-given" and self.mg:
            yield Broken(("mg",), "not-given", "an amount of a dose that was not given")
        if self.mg is None or self.mg_per_kg is None or self.weight_kg is None:
            return
        if disagrees(self.mg, self.mg_per_kg, self.weight_kg):
            yield Broken(("weight_kg",), "dose-weight", "mg, mg_per_kg and weight_kg disagree by more than 2 %")

    def _periods_broken(self) -> Iterator[Broken]:
        for index, period in enumerate(self.periods):
            outside = (self.start and period.start and period.start < self.start) or (
                self.end and period.end and period.end > self.end
            )
            if outside:
                yield Broken(("periods", index, "start"), "order", "it lies outside the infusion")
        timed = sorted((p.start, p.end, i) for i, p in enumerate(self.periods) if p.start and p.end)
        for (_, end, _), (start, _, index) in pairwise(timed):
            if start < end:
                yield Broken(("periods", index, "start"), "order", "it overlaps the one before")


class RescueDrug(Fact):
    """A drug given to treat what the session brought."""

    kind_of_fact = "rescue"

    at: Instant | None = described("When it was given")
    drug: Concept = Field(description="Which drug")
    mg: Number | None = described("How much", unit="mg", gt=0)
    route: Route | None = described("By which route")
    reason: Text | None = described("Why it was given")
    given_by: Person | None = described("Who gave it")
    note: Text | None = described("Anything else about it")

    def first_time(self) -> Instant | None:
        """When it was given."""
        return self.at


class TimeCourse(Group):
    """The course of the effect. Minutes from the dose are derived, never stored."""

    onset: Instant | None = described("When the effect began")
    peak: Instant | None = described("When it was strongest")
    offset: Instant | None = described("When it had worn off")
    depth: Literal["sub-psychedelic", "psycholytic", "psychedelic", "out-of-body"] | None = described(
        "How deep it went"
    )
    description: Text | None = described("The course in words that may be shared")


class Moment(Fact):
    """An intense or difficult moment of a session, and how it was met. It is an effect, of itself nothing adverse."""

    kind_of_fact = "moment"

    at: Instant | None = described("When it was")
    intensity: Literal["mild", "moderate", "severe"] | None = described("How intense it was")
    description: Text | None = described("What it was like, in words that may be shared")
    support: Text | None = described("How it was met, e.g. reassurance")
    by: Person | None = described("Who noted it")

    def first_time(self) -> Instant | None:
        """When it was."""
        return self.at


class AdverseEvent(Fact):
    """What the clinician calls an adverse event. An expected effect is none."""

    kind_of_fact = "adverse-event"

    term: Concept = Field(description="What happened")
    onset: Instant | None = described("When it began")
    resolved: Instant | None = described("When it was over")
    severity: Literal["mild", "moderate", "severe"] | None = described("How severe it was")
    serious: YesNo | None = described("Whether it was serious in the regulatory sense")
    expected: YesNo | None = described("Whether it was to be expected of the drug")
    relatedness: Literal[
        "certain", "probably-likely", "possible", "unlikely", "conditional-classified", "unassessable-unclassifiable"
    ] | None = described("Whether the drug caused it, in WHO-UMC's words")  # fmt: skip
    blames: Id | None = described("The id of the dose that is suspected")
    action: Text | None = described("What was done")
    rescue: Id | None = described("The id of the rescue drug that was given")
    outcome: Literal["resolved", "recovering", "ongoing", "resolved-with-sequelae", "fatal", "unknown"] | None = (
        described("What came of it")
    )
    reported_by: Person | None = described("Who recorded it")

    def first_time(self) -> Instant | None:
        """When it began."""
        return self.onset

    def broken(self) -> Iterable[Broken]:
        """It is not over before it began; what caused it is said where a cause is judged."""
        if self.onset and self.resolved and self.resolved < self.onset:
            yield Broken(("resolved",), "end-before-start", "it is over before it began")
        if self.relatedness and not self.blames:
            yield Broken(("blames",), "required", "relatedness is judged, yet not to which dose")


class Psychotherapy(Group):
    """Modality and time of the psychotherapy at a visit; what was said belongs into a note's process text."""

    modality: Text | None = described("The method")
    interventions: tuple[Text, ...] = described("What the guide did, e.g. open questions, reassurance", default=())
    themes: tuple[Text, ...] = described("Themes, coarse", default=())
    minutes: Number | None = described("How long", unit="min", gt=0)


class Discharge(Group):
    """How the patient left."""

    disposition: Literal["home", "alt-home", "other-hcf", "psy", "aadvice", "oth"] | None = described(
        "Where to, in the words of HL7's discharge-disposition"
    )
    oriented: YesNo | None = described("Whether the patient was oriented")
    gait_steady: YesNo | None = described("Whether the gait was steady")
    vitals_stable: YesNo | None = described("Whether vital signs were back to baseline")
    nausea_controlled: YesNo | None = described("Whether nausea was absent or bearable")
    dissociation_resolved: YesNo | None = described("Whether dissociation was over")
    fit_to_leave: Instant | None = described("When the patient was fit to leave")
    left: Instant | None = described("When the patient left")
    instructions: Text | None = described("What the patient was told, e.g. no driving until the next day after sleep")
