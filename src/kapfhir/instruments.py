"""A Questionnaire read as an instrument: its questions, what their answers count, its total.

No instrument is written down here: every Questionnaire of the guide is one. The rule of the total stands in the
guide's CodeSystem `kap-domain`; missing is not zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from kapfhir import definitions
from kapfhir.errors import KapfhirError

__all__ = [
    "Coded",
    "Instrument",
    "InvalidAnswer",
    "Option",
    "Question",
    "Total",
    "UnknownInstrument",
    "instrument",
    "names",
    "of_canonical",
]

GUIDE = "kap"  # the folder of definitions
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
DOMAINS = "CodeSystem/kap-domain"  # the end of that system's url, whatever the guide's base is

Answers = Mapping[str, int | str]  # prefix of the question -> ordinal of the answer, or its code


class UnknownInstrument(KapfhirError, KeyError):
    """No Questionnaire of the guide has this name. It does not tell the name, which may come from a record."""

    def __str__(self) -> str:
        return f"no such instrument; there are {', '.join(names())}"


class InvalidAnswer(KapfhirError, ValueError):
    """An answer that its question does not offer, or one to no question (`prefix` is empty). It does not tell it."""

    def __init__(self, instrument: str, prefix: str) -> None:
        self.instrument, self.prefix = instrument, prefix
        super().__init__(instrument, prefix)

    def __str__(self) -> str:
        return f"{self.instrument}: " + (f"not an answer of item {self.prefix}" if self.prefix else "no such item")


class Coded(NamedTuple):
    """A code in its system, which nobody can change."""

    system: str
    code: str
    display: str

    @property
    def coding(self) -> dict[str, str]:
        """A new FHIR Coding: the caller's own."""
        return self._asdict()


class Option(NamedTuple):
    """One answer that a question offers, and what it counts: None, where it does not count."""

    answer: Coded
    ordinal: int | None

    @property
    def coding(self) -> dict[str, str]:
        """A new FHIR Coding: the caller's own."""
        return self.answer.coding


@dataclass(frozen=True)
class Question:
    """One item. `prefix` is its number on the form; the items of one `domain` count once, by the highest."""

    prefix: str
    link_id: str
    text: str
    asks: Coded
    domain: str | None
    options: tuple[Option, ...]

    @property
    def coding(self) -> dict[str, str]:
        """A new FHIR Coding: the caller's own."""
        return self.asks.coding

    @cached_property
    def scored(self) -> bool:
        """Whether its answers count."""
        return any(option.ordinal is not None for option in self.options)

    def option_for(self, value: int | str) -> Option | None:
        """The answer that has this ordinal (an int) or this code (a str)."""
        return self._options.get(value)

    @cached_property
    def _options(self) -> Mapping[int | str, Option]:
        by_code: dict[int | str, Option] = {option.answer.code: option for option in self.options}
        return by_code | {option.ordinal: option for option in self.options if option.ordinal is not None}


@dataclass(frozen=True)
class Total:
    """The item that holds the total."""

    link_id: str
    counts: Coded

    @property
    def coding(self) -> dict[str, str]:
        """A new FHIR Coding: the caller's own."""
        return self.counts.coding


@dataclass(frozen=True)
class Instrument:
    """A Questionnaire of the guide. `questions` stand in its order and are without the total."""

    name: str
    url: str
    version: str
    title: str
    measures: Coded
    questions: tuple[Question, ...]
    total: Total

    @property
    def canonical(self) -> str:
        """What a QuestionnaireResponse names: url and version."""
        return f"{self.url}|{self.version}"

    @property
    def panel(self) -> dict[str, str]:
        """The code of the whole, a new FHIR Coding: the caller's own."""
        return self.measures.coding

    @cached_property
    def by_prefix(self) -> Mapping[str, Question]:
        """The questions by their number on the form."""
        return MappingProxyType({question.prefix: question for question in self.questions})

    @cached_property
    def by_link_id(self) -> Mapping[str, Question]:
        """The questions by linkId."""
        return MappingProxyType({question.link_id: question for question in self.questions})

    @cached_property
    def minimum(self) -> int:
        """The lowest total there is."""
        return _total((question, min(_ordinals(question))) for question in self._scored)

    @cached_property
    def maximum(self) -> int:
        """The highest total there is."""
        return _total((question, max(_ordinals(question))) for question in self._scored)

    def missing(self, answers: Answers) -> tuple[str, ...]:
        """The prefixes of the questions that count and are not answered."""
        return tuple(question.prefix for question in self._scored if question.prefix not in answers)

    def score(self, answers: Answers) -> int | None:
        """The total; None while an answer that counts is missing: nothing is taken for zero, nothing is prorated.

        Raises:
            InvalidAnswer: an answer that its question does not offer.
        """
        ordinals = {prefix: self._chosen(prefix, answer).ordinal for prefix, answer in answers.items()}
        counts = [(q, ordinal) for q in self._scored if (ordinal := ordinals.get(q.prefix)) is not None]
        return _total(counts) if len(counts) == len(self._scored) else None

    @cached_property
    def _scored(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.scored)

    def _chosen(self, prefix: str, answer: int | str) -> Option:
        question = self.by_prefix.get(prefix)
        option = question.option_for(answer) if question else None
        if option is None:
            raise InvalidAnswer(self.name, prefix if question else "")
        return option


def names() -> tuple[str, ...]:
    """The names of all instruments, which are the ids of the guide's Questionnaires."""
    return definitions.names(GUIDE, "Questionnaire")


@cache
def instrument(name: str) -> Instrument:
    """The instrument of this name.

    Raises:
        UnknownInstrument: there is none.
    """
    if name not in names():
        raise UnknownInstrument
    questionnaire = definitions.load(f"{GUIDE}/Questionnaire-{name}")
    items = questionnaire["item"]
    (total,) = (item for item in items if item.get("readOnly"))
    return Instrument(
        name=name,
        url=questionnaire["url"],
        version=questionnaire["version"],
        title=questionnaire["title"],
        measures=_coded(questionnaire["code"][0]),
        questions=tuple(_question(item) for item in items if item is not total),
        total=Total(total["linkId"], _coded(total["code"][0])),
    )


def of_canonical(canonical: str) -> Instrument | None:
    """The instrument a QuestionnaireResponse names; None if it is none of ours, or of another version."""
    url, _, version = canonical.partition("|")
    name = url.rpartition("/")[2]
    found = instrument(name) if name in names() else None
    return found if found and found.url == url and version in ("", found.version) else None


def _question(item: Mapping[str, Any]) -> Question:
    asks, *others = item["code"]
    return Question(
        prefix=item["prefix"],
        link_id=item["linkId"],
        text=item["text"],
        asks=_coded(asks),
        domain=next((coding["code"] for coding in others if coding["system"].endswith(DOMAINS)), None),
        options=tuple(_option(option["valueCoding"]) for option in item["answerOption"]),
    )


def _option(coding: Mapping[str, Any]) -> Option:
    ordinals = (extension["valueDecimal"] for extension in coding.get("extension", ()) if extension["url"] == ORDINAL)
    return Option(_coded(coding), next(ordinals, None))


def _coded(coding: Mapping[str, Any]) -> Coded:
    return Coded(coding["system"], coding["code"], coding["display"])


def _ordinals(question: Question) -> list[int]:
    return [option.ordinal for option in question.options if option.ordinal is not None]


def _total(counts: Iterable[tuple[Question, int]]) -> int:
    """A domain counts once, by its highest; a question without a domain is a domain of its own."""
    highest: dict[str, int] = {}
    for question, ordinal in counts:
        key = question.domain or question.link_id
        highest[key] = max(ordinal, highest.get(key, ordinal))
    return sum(highest.values())
