"""What an instrument asks, what an answer counts, and the scores that are formed of it: without any Questionnaire.

The rules are those of the guide's CodeSystems `kap-scoring` and `kap-domain`. Missing is not zero; nothing is prorated.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

__all__ = ["TOTAL", "Answers", "Coded", "Fact", "Option", "Question", "Score", "exclude_each_other", "is_asked"]

TOTAL = "total"
METHODS: Mapping[str, Callable[[int, int], Decimal]] = {  # what the items count in all, how many they are -> the score
    "sum": lambda counted, _: Decimal(counted),
    "mean": lambda counted, items: Decimal(counted) / items,
    "sum-times-4": lambda counted, _: Decimal(4 * counted),
}

Answers = Mapping[str, int | str]  # prefix of the question -> what the answer counts, or its code


class Coded(NamedTuple):
    """A code in its system, which nobody can change."""

    system: str
    code: str
    display: str

    @property
    def coding(self) -> dict[str, str]:
        """A new FHIR Coding: the caller's own."""
        return self._asdict()


class Fact(NamedTuple):
    """What is said of an instrument, a score or an item: the guide's extension `kap-fact`.

    `kind` is a code of kap-fact-kind, which tells the unit of the bounds; `verification` is verified or unverified.
    """

    kind: str
    text: str
    verification: str
    source: str
    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, value: Decimal | int) -> bool:
        """Whether the value lies within its bounds."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


class Option(NamedTuple):
    """One answer that a question offers, and what it counts: None, where it does not count."""

    answer: Coded
    ordinal: int | None

    @property
    def coding(self) -> dict[str, str]:
        """A new FHIR Coding: the caller's own."""
        return self.answer.coding


class _Question(NamedTuple):
    prefix: str
    link_id: str
    text: str
    asks: Coded
    options: tuple[Option, ...] = ()
    span: tuple[int, int] | None = None
    domain: str | None = None
    is_reversed: bool = False
    alternative: str | None = None
    asked_if: tuple[str, str] | None = None
    safety_from: int | None = None
    direction: str | None = None
    facts: tuple[Fact, ...] = ()


class Question(_Question):
    """One item; its answers are `options`, or where there are none the whole numbers of `span`.

    `prefix` is its number on the form; the items of one `domain` count once, by the highest. It or its `alternative`
    is answered. It is asked where the answer to the item `asked_if[0]` is the code `asked_if[1]`. An answer that counts
    `safety_from` or more is a safety signal.
    """

    @property
    def coding(self) -> dict[str, str]:
        """A new FHIR Coding: the caller's own."""
        return self.asks.coding

    @cached_property
    def scored(self) -> bool:
        """Whether its answers count."""
        return self.scale is not None

    @cached_property
    def scale(self) -> tuple[int, int] | None:
        """The least and the most that an answer counts, before any reversal."""
        ordinals = [option.ordinal for option in self.options if option.ordinal is not None]
        return (min(ordinals), max(ordinals)) if ordinals else self.span

    @cached_property
    def expects(self) -> str:
        """Which answers there are, as a sentence says it."""
        return f"{self.scale[0]} to {self.scale[1]}" if self.scale else ", ".join(o.answer.code for o in self.options)

    def option_for(self, value: int | str) -> Option | None:
        """The answer that has this ordinal (an int) or this code (a str)."""
        return self._options.get(value)

    def accepts(self, value: int | str) -> bool:
        """Whether this is an answer to it."""
        if type(value) not in (int, str):  # True and 1.0 are equal to 1, and no answers
            return False
        return value in self._options if self.span is None else _within(self.span, value)

    def ordinal(self, value: int | str) -> int | None:
        """The number of an accepted answer, before any reversal; None where it has none."""
        option = self._options.get(value)
        return option.ordinal if option else value if isinstance(value, int) else None

    def counts(self, value: int | str) -> int:
        """What an accepted answer counts."""
        ordinal = self.ordinal(value) or 0
        return sum(self.scale or ()) - ordinal if self.is_reversed else ordinal

    def alarms(self, value: int | str, at_least: int | None = None) -> bool:
        """Whether an accepted answer is a safety signal; `at_least` stands in place of `safety_from`."""
        start, ordinal = self.safety_from if at_least is None else at_least, self.ordinal(value)
        return start is not None and ordinal is not None and ordinal >= start

    @cached_property
    def _options(self) -> Mapping[int | str, Option]:
        by_code: dict[int | str, Option] = {option.answer.code: option for option in self.options}
        return by_code | {option.ordinal: option for option in self.options if option.ordinal is not None}


class _Score(NamedTuple):
    name: str
    link_id: str
    text: str
    counts: Coded
    method: str
    expression: str
    members: tuple[Question, ...]
    direction: str | None = None
    symptoms: tuple[int, int] | None = None
    facts: tuple[Fact, ...] = ()


class Score(_Score):
    """An item that holds a score: the total, or a subscale. It counts `members`; `expression` is the guide's FHIRPath.

    `symptoms`: an answer from which a member is a symptom, and how many symptoms a provisional diagnosis asks for.
    """

    @property
    def coding(self) -> dict[str, str]:
        """A new FHIR Coding: the caller's own."""
        return self.counts.coding

    @cached_property
    def minimum(self) -> Decimal:
        """The lowest score there is."""
        return self._of((question, question.scale[0]) for question in self.members if question.scale)

    @cached_property
    def maximum(self) -> Decimal:
        """The highest score there is."""
        return self._of((question, question.scale[1]) for question in self.members if question.scale)

    def missing(self, answers: Answers) -> tuple[str, ...]:
        """The prefixes of the questions that are asked, that count, and are not answered."""
        return tuple(question.prefix for question in self.members if _missing(question, answers))

    def value(self, answers: Answers) -> Decimal | None:
        """The score of accepted answers; None while one is missing."""
        if self.missing(answers):
            return None
        given = (question for question in self.members if question.prefix in answers)
        return self._of((question, question.counts(answers[question.prefix])) for question in given)

    def met(self, answers: Answers) -> bool | None:
        """Whether enough members are symptoms; None while an answer is missing, or where there is no such rule."""
        if self.symptoms is None or self.missing(answers):
            return None
        start, count = self.symptoms
        return sum(question.counts(answers[question.prefix]) >= start for question in self.members) >= count

    def band(self, value: Decimal | int) -> Fact | None:
        """The band that the score lies in."""
        bands = (fact for fact in self.facts if fact.kind == "band" and fact.low is not None)
        return next((band for band in bands if band.holds(value)), None)

    def _of(self, counts: Iterable[tuple[Question, int]]) -> Decimal:
        scored = sum(question.scored for question in self.members)
        return METHODS[self.method](_counted(counts), scored)


def _within(span: tuple[int, int], value: int | str) -> bool:
    return isinstance(value, int) and span[0] <= value <= span[1]


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether the form asks it, after the answers to the items before."""
    return question.asked_if is None or answers.get(question.asked_if[0]) == question.asked_if[1]


def _missing(question: Question, answers: Answers) -> bool:
    answered = question.prefix in answers or question.alternative in answers
    return not answered and is_asked(question, answers)


def exclude_each_other(one: Question, other: Question, answers: Answers) -> bool:
    """Whether both of two alternatives are answered with something that counts."""
    return _counts_something(one, answers) and _counts_something(other, answers)


def _counts_something(question: Question, answers: Answers) -> bool:
    return question.prefix in answers and question.counts(answers[question.prefix]) > 0


def _counted(counts: Iterable[tuple[Question, int]]) -> int:
    """A domain counts once, by its highest; a question without a domain is a domain of its own."""
    highest: dict[str, int] = {}
    for question, count in counts:
        key = question.domain or question.link_id
        highest[key] = max(count, highest.get(key, count))
    return sum(highest.values())
