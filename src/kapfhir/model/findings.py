"""What is written down at a visit: notes, drugs in use, allergies, risk, findings, actions, outcomes."""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from kapfhir.model.dosing import Group
from kapfhir.model.people import Concept, Person
from kapfhir.model.record import Broken, Fact, Record, described
from kapfhir.model.values import Day, Id, Instant, Number, Text, YesNo

__all__ = [
    "OUTCOMES", "Action", "Allergy", "Contraindication", "Finding", "MedicationInUse", "Note", "Outcome", "SuicideRisk",
]  # fmt: skip


class Note(Fact):
    """A note. What a progress summary may hold and what stays process text is law in places: 45 CFR 164.501."""

    kind_of_fact = "note"

    at: Instant | None = described("When it was written")
    author: Person | None = described("Who wrote it")
    progress_summary: Text | None = described("Diagnosis, function, plan, symptoms, prognosis and progress: shareable")
    process_text: Text | None = described(
        "What was said and how the therapist understands it: never leaves the clinic unless explicitly authorised"
    )
    ai_drafted: YesNo | None = described("Whether a machine drafted the summary")
    attested_by: Person | None = described("Who read and signed it")

    def first_time(self) -> Instant | None:
        """When it was written."""
        return self.at

    def broken(self) -> Iterator[Broken]:
        """A note says something; who drafted and who signed is said of the summary."""
        if not self.progress_summary and not self.process_text:
            yield Broken(("progress_summary",), "required", "a note without text")
        for field in ("ai_drafted", "attested_by"):
            if getattr(self, field) is not None and not self.progress_summary:
                yield Broken((field,), "note", "it is about a summary, of which there is none")


class MedicationInUse(Fact):
    """A drug the patient takes."""

    kind_of_fact = "medication"

    drug: Concept = Field(description="Which drug")
    dose: Text | None = described("Dose and timing in words")
    interaction: Literal["sedative-hypnotic", "opioid", "psychostimulant", "maoi", "other", "none"] | None = described(
        "The class the Spravato REMS form asks about"
    )


class Allergy(Fact):
    """What the patient does not tolerate."""

    kind_of_fact = "allergy"

    substance: Concept = Field(description="To what")
    reaction: Text | None = described("What it did")


class SuicideRisk(Group):
    """Suicide risk as the clinician judged it."""

    level: Literal["none", "low", "moderate", "high"] | None = described("The level")
    ideation: YesNo | None = described("Whether there are suicidal thoughts")
    plan: YesNo | None = described("Whether there is a plan")
    means: YesNo | None = described("Whether there is access to means")
    safety_plan: YesNo | None = described("Whether a safety plan was made")


class Contraindication(Fact):
    """One line of the contraindication checklist."""

    kind_of_fact = "contraindication"

    concept: Concept = Field(description="What was looked for")
    state: Literal["present", "absent", "unknown"] = Field(description="What was found")
    decided_by: Person | None = described("Who decided")


class Finding(Fact):
    """An examination and its result."""

    kind_of_fact = "finding"

    name: Concept = Field(description="What was examined, e.g. electrocardiogram")
    result: Text = Field(description="The result in words")
    date: Day | None = described("When")

    def first_time(self) -> str | None:
        """When."""
        return self.date


class Action(Record):
    """What the patient takes on."""

    text: Text = Field(description="What")
    due: Day | None = described("By when")
    done: YesNo | None = described("Whether it was done")


class Outcome(Fact):
    """The outcome by one instrument, and by one definition: where there are several, each has its own id."""

    kind_of_fact = "outcome"

    instrument: Text = Field(description="By which instrument, e.g. phq-9, or by clinical judgement")
    response: YesNo | None = described("Whether there is a response")
    degree: Literal["response", "partial-response", "no-response", "worsened", "not-evaluable"] | None = described(
        "How far the patient responded"
    )
    remission: YesNo | None = described("Whether there is remission")
    relapse: YesNo | None = described("Whether the benefit was lost again")
    relapsed: Day | None = described("The day from which it was lost")
    days_to_response: Number | None = described("From the first dose to the response", unit="d", ge=0)
    days_of_benefit: Number | None = described("From the last dose to the loss of the response", unit="d", ge=0)
    benefit_lasts: YesNo | None = described("Whether the response lasted when the patient was last seen")
    diminishing: YesNo | None = described("Whether the effect grew less from dose to dose")
    definition: Text | None = described("By which definition, with its version, e.g. at least 50 % below baseline")
    inputs: tuple[Id, ...] = described("The ids of the questionnaire responses it was judged by", default=())

    @property
    def key(self) -> str | None:
        """The clinic's key; the instrument is one where it can be."""
        return self.id or (self.instrument if _KEY.fullmatch(self.instrument) else None)

    def broken(self) -> Iterator[Broken]:
        """It says something, and nothing against itself."""
        if all(getattr(self, name) is None for name in OUTCOMES):
            yield Broken(("response",), "required", "an outcome without a result")
        if self.degree and self.response is not None and self.response != (self.degree == "response"):
            yield Broken(("degree",), "outcome", "it contradicts whether there is a response")
        if self.relapsed and not self.relapse:
            yield Broken(("relapse",), "outcome", "a day of relapse, yet no relapse")


_KEY = re.compile(r"(?!-$)[A-Za-z0-9.\-]{1,64}")
OUTCOMES = (
    "response", "degree", "remission", "relapse", "days_to_response", "days_of_benefit", "benefit_lasts", "diminishing",
)  # fmt: skip
