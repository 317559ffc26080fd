"""What is measured: vital signs, sedation, dissociation, and questionnaires with their scores."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PlainValidator, StrictInt, WithJsonSchema, model_validator

from kapfhir import instruments
from kapfhir.limits import SEDATION_SCALES
from kapfhir.model.people import Person
from kapfhir.model.record import Broken, Fact, Record, described
from kapfhir.model.values import Id, Instant, Number, Text, YesNo, broken

__all__ = ["VITALS", "Absent", "Dissociation", "QuestionnaireResponse", "Sedation", "VitalSigns"]

Vital = Literal[
    "systolic", "diastolic", "heart_rate", "oxygen_saturation", "respiratory_rate", "temperature", "weight", "height"
]
VITALS: tuple[Vital, ...] = Vital.__args__  # type: ignore[attr-defined]  # typing's own way to a Literal's members
AbsentReason = Literal["not-performed", "error", "not-applicable", "masked", "not-permitted", "unsupported"]


class Absent(Record):
    """A vital sign that should have been there, and why it is not."""

    vital: Vital = Field(description="Which one")
    reason: AbsentReason = Field(description="Why, in the words of HL7's data-absent-reason")
    note: Text | None = described("The reason as the clinic says it, e.g. probe off")


class VitalSigns(Fact):
    """A reading of vital signs at one time. Each that was measured becomes a resource; the reading's id is the key."""

    kind_of_fact = "vital-signs"

    at: Instant | None = described("When they were measured")
    systolic: Number | None = described("Systolic blood pressure", unit="mm[Hg]", gt=0)
    diastolic: Number | None = described("Diastolic blood pressure", unit="mm[Hg]", gt=0)
    heart_rate: Number | None = described("Heart rate", unit="/min", ge=0)
    oxygen_saturation: Number | None = described("Oxygen saturation by pulse oximetry", unit="%", ge=0, le=100)
    respiratory_rate: Number | None = described("Respiratory rate", unit="/min", ge=0)
    temperature: Number | None = described("Body temperature", unit="Cel", gt=0)
    weight: Number | None = described("Body weight", unit="kg", gt=0)
    height: Number | None = described("Body height", unit="cm", gt=0)
    absent: tuple[Absent, ...] = described("What should have been measured and was not", default=())
    by: Person | None = described("Who measured")

    def first_time(self) -> Instant | None:
        """When they were measured."""
        return self.at

    def broken(self) -> Iterator[Broken]:
        """A reading holds something, nothing both measured and absent, and no diastolic above the systolic."""
        missing = [entry.vital for entry in self.absent]
        for index, vital in enumerate(missing):
            if getattr(self, vital) is not None or vital in missing[:index]:
                yield Broken(("absent", index, "vital"), "absent", "it is measured, or listed, already")
        if not missing and all(getattr(self, vital) is None for vital in VITALS):
            yield Broken(("systolic",), "required", "a reading without any vital sign")
        if self.systolic is not None and self.diastolic is not None and self.diastolic > self.systolic:
            yield Broken(("diastolic",), "range", "diastolic above systolic")


class Sedation(Fact):
    """The level of sedation at one time."""

    kind_of_fact = "sedation"

    at: Instant | None = described("When it was judged")
    scale: Literal["moaa-s", "rass", "ramsay"] = Field(description="The scale: MOAA/S 0-5, RASS -5-+4, Ramsay 1-6")
    score: StrictInt | None = described("The level on the scale", unit="{score}")
    absent: AbsentReason | None = described("Why there is no score")
    by: Person | None = described("Who judged")

    def first_time(self) -> Instant | None:
        """When it was judged."""
        return self.at

    def broken(self) -> Iterator[Broken]:
        """A score on its scale, or a reason why there is none."""
        low, high = SEDATION_SCALES[self.scale]
        if self.score is not None and not low <= self.score <= high:
            yield Broken(("score",), "score-range", f"a score from {low} to {high} is expected")
        if self.score is not None and self.absent is not None:
            yield Broken(("absent",), "absent", "there is a score")


class Dissociation(Fact):
    """Dissociation as an expected effect of the drug, judged by the clinician or told by the patient.

    It is no disorder and, unless the clinician says so, no adverse event. Scales such as CADSS are questionnaires.
    """

    kind_of_fact = "dissociation"

    at: Instant | None = described("When it was judged")
    present: YesNo | None = described("Whether it was there")
    intensity: Literal["mild", "moderate", "severe"] | None = described("How intense it was")
    description: Text | None = described("What it was like, in words that may be shared")
    by: Person | None = described("Who judged")

    def first_time(self) -> Instant | None:
        """When it was judged."""
        return self.at

    def broken(self) -> Iterator[Broken]:
        """Only what is there has an intensity."""
        if self.intensity and not self.present:
            yield Broken(("present",), "absent", "an intensity, yet it is not said to be present")


def _answer(value: Any) -> int | str:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise broken("answer", "a whole number, or the code of an unscored item's answer, is expected")
    return value


Answer = Annotated[int | str, PlainValidator(_answer), WithJsonSchema({"type": ["integer", "string"]})]


class QuestionnaireResponse(Fact):
    """A questionnaire as answered, or, where only that is known, its bare total and subscales.

    Answers are keyed by the item's number; a skipped item is left out, missing is not zero. Total and subscales are
    computed; where they are given beside the answers they must agree.
    """

    kind_of_fact = "questionnaire"

    instrument: str = Field(
        description="Which instrument: " + ", ".join(instruments.names()),
        json_schema_extra={"enum": list(instruments.names())},
    )
    at: Instant | None = described("When it was answered")
    visit: Id | None = described("The id of the visit it was answered at; none for one answered between visits")
    answers: dict[str, Answer] = described(
        "Item number to the answer's score; to the answer's code where the item is not scored", default={}
    )
    total: Number | None = described(
        "The total: computed from complete answers, or, without answers, as reported", unit="{score}"
    )
    subscales: dict[str, Number] = described(
        "Subscale name to its score: computed where its answers are complete, or, without answers, as reported",
        default={},
    )
    self_report: YesNo = described("Whether it is known that the patient answered", default=False)
    by: Person | None = described("The clinician who rated, or took the answers down")

    def first_time(self) -> Instant | None:
        """When it was answered."""
        return self.at

    @property
    def reported(self) -> bool:
        """Whether its scores were not computed from answers here."""
        return not self.answers

    def score(self, name: str) -> Decimal | None:
        """The total, or the subscale of this name; None where there is none."""
        return self.total if name == instruments.TOTAL else self.subscales.get(name)

    @model_validator(mode="after")
    def _computed(self) -> Self:
        """Complete answers have their scores, whether they were given or not; scores stand in the form's order."""
        scores = instruments.instrument(self.instrument).scores
        found = {one.name: one.value(self.answers) if self.answers else self.score(one.name) for one in scores}
        self.__dict__["total"] = found.pop(instruments.TOTAL, None)
        self.__dict__["subscales"] = {name: value for name, value in found.items() if value is not None}
        return self

    def broken(self) -> Iterable[Broken]:
        """Answers that keep the rules of the form; scores that they bear out."""
        if self.instrument not in instruments.names():
            return [Broken(("instrument",), "instrument", f"one of {', '.join(instruments.names())} is expected")]
        instrument = instruments.instrument(self.instrument)
        wrong = [Broken(("answers", wrong.part), wrong.rule, wrong.text) for wrong in instrument.wrong(self.answers)]
        return wrong or [*self._scores_broken(instrument)]

    def _scores_broken(self, instrument: instruments.Instrument) -> Iterator[Broken]:
        total = {} if self.total is None else {instruments.TOTAL: self.total}
        if self.reported and not total and not self.subscales:
            wanted = "answers or a total" if instrument.total else "answers"
            yield Broken(("answers",), "required", f"{wanted} are expected")
        for wrong in instrument.contradicted(self.answers, total):
            yield Broken(("total",), wrong.rule, wrong.text)
        for wrong in instrument.contradicted(self.answers, self.subscales):
            yield Broken(("subscales", wrong.part), wrong.rule, wrong.text)
