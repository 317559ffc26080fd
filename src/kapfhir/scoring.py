"""What the answers to an instrument come to: scores with their bands, safety signals, and what is missing.

    result = scored("phq-9", {"1": 2, "2": 3})
    result.scores[-1].missing  # no total: nothing is prorated

Not even the model is needed for it. Nothing here is clinical advice: a band or a cut-off says where it was read, or
that nobody has.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from kapfhir import instruments
from kapfhir.errors import KapfhirError
from kapfhir.instruments import Answers, Fact, Instrument, Score, Wrong

__all__ = ["InvalidAnswers", "NoAnswers", "Result", "Scored", "read", "scored"]

Json = Mapping[str, Any]


class NoAnswers(KapfhirError, ValueError):
    """What was read holds no answers to this instrument."""

    def __str__(self) -> str:
        return (
            "answers are expected: an object of item number and answer, a questionnaire of an episode, "
            "or a QuestionnaireResponse to this instrument or to one that holds its items"
        )


class InvalidAnswers(KapfhirError, ValueError):
    """Answers that break rules of the form, or scores beside them that they do not bear out: `wrong` has them all."""

    def __init__(self, instrument: str, wrong: tuple[Wrong, ...]) -> None:
        self.instrument, self.wrong = instrument, wrong
        super().__init__(instrument, wrong)

    def __str__(self) -> str:
        items = instruments.instrument(self.instrument).by_prefix
        told = (f"item {wrong.part}: {wrong.text}" if wrong.part in items else wrong.text for wrong in self.wrong)
        return f"{self.instrument}: {'; '.join(told)}"


class Scored(NamedTuple):
    """One score. Without a `value`, `missing` names the items whose answers it wants."""

    score: Score
    value: Decimal | None
    missing: tuple[str, ...]

    @property
    def band(self) -> Fact | None:
        """The band that it lies in."""
        return None if self.value is None else self.score.band(self.value)

    @property
    def reached(self) -> tuple[Fact, ...]:
        """The cut-offs that it meets."""
        value = self.value
        facts = (fact for fact in self.score.facts if fact.kind == "cut-off")
        return () if value is None else tuple(fact for fact in facts if fact.holds(value))


class Result(NamedTuple):
    """What the answers come to.

    `signals` are the safety items that fired, `unanswered` those of which nothing is known: no signal is no all-clear.
    `provisional` is what `Instrument.provisional` says.
    """

    instrument: Instrument
    scores: tuple[Scored, ...]
    signals: tuple[str, ...]
    unanswered: tuple[str, ...]
    provisional: bool | None

    @property
    def proration(self) -> tuple[Fact, ...]:
        """What the form or its manual allows where answers are missing. It is not applied, ever."""
        return tuple(fact for fact in self.instrument.facts if fact.kind == "missing")


def scored(name: str, answers: Answers, given: Mapping[str, Decimal] | None = None) -> Result:
    """Score answers; `given` are scores by name that somebody else has formed of them.

    Raises:
        UnknownInstrument: there is no such instrument.
        InvalidAnswers: an answer breaks a rule of the form, or a given score contradicts the answers.
    """
    instrument = instruments.instrument(name)
    wrong = tuple(instrument.wrong(answers)) or tuple(instrument.contradicted(answers, given or {}))
    if wrong:
        raise InvalidAnswers(name, wrong)
    return Result(
        instrument,
        tuple(Scored(score, score.value(answers), score.missing(answers)) for score in instrument.scores),
        instrument.signals(answers),
        tuple(prefix for prefix in instrument.safety_items if prefix not in answers),
        instrument.provisional(answers),
    )


def read(name: str, data: Any) -> tuple[dict[str, int | str], dict[str, Decimal]]:
    """Answers to the instrument, and scores given beside them, in JSON of one of three shapes.

    `{"1": 2, ...}`; a questionnaire of an episode; a QuestionnaireResponse. The latter two may be of another instrument
    that holds the items of this one: the CADSS-6 is taken from a CADSS, and no score with it.

    Raises:
        UnknownInstrument: there is no such instrument.
        NoAnswers: it is none of these.
    """
    instrument = instruments.instrument(name)
    if not isinstance(data, dict) or data.get("status") == "entered-in-error":
        raise NoAnswers
    try:
        other, answers, given = _parts(instrument, data)
    except (AttributeError, TypeError, ArithmeticError):  # of one of these shapes outside, of none within
        raise NoAnswers from None
    if other is not instrument:
        answers, given = instrument.taken_from(other, answers), {}
    if not answers:
        raise NoAnswers
    return answers, given


def _parts(instrument: Instrument, data: Json) -> tuple[Instrument, dict[str, int | str], dict[str, Decimal]]:
    if "resourceType" in data:
        other = instruments.of_canonical(data.get("questionnaire", ""))
        return (other, other.answers_in(data), _numbers(other.scores_in(data))) if other else (instrument, {}, {})
    if isinstance(data.get("answers"), dict):
        total = {instruments.TOTAL: data["total"]} if "total" in data else {}
        other = instruments.instrument(data.get("instrument", instrument.name))
        return other, data["answers"], _numbers({**data.get("subscales", {}), **total})
    return instrument, dict(data), {}


def _numbers(scores: Json) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in scores.items()}
