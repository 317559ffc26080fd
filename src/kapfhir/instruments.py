"""A Questionnaire read as an instrument: its questions, what their answers count, its total.

No instrument is written down here: every Questionnaire of the guide is one. The rule of the total stands in the
guide's CodeSystem `kap-domain`; missing is not zero.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from kapfhir import definitions
from kapfhir.errors import KapfhirError

__all__ = ["Coding", "Instrument", "InvalidAnswer", "Option", "Question", "Total", "UnknownInstrument", "instrument",
           "names", "of_canonical"]  # fmt: skip

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
DOMAINS = "/CodeSystem/kap-domain"  # below the guide's canonical base

Answers = Mapping[str, int | str]  # prefix of the question -> ordinal, or code of the answer


class UnknownInstrument(KapfhirError, KeyError):  # noqa: N818  # reads as a sentence, as all of errors.py
    """No Questionnaire of the guide has this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"no instrument {name!r}; known are {', '.join(names())}")

    __str__ = Exception.__str__  # KeyError would quote the sentence


class InvalidAnswer(KapfhirError, ValueError):  # noqa: N818
    """An answer that is none of its question's, or to a question that is not asked. It does not tell the answer."""

    def __init__(self, instrument: str, prefix: str) -> None:
        self.instrument, self.prefix = instrument, prefix
        super().__init__(f"{instrument}: item {prefix!r}: no such item, or not an answer on its scale")


class Coding(NamedTuple):
    """A FHIR Coding that nobody can change; `to_fhir` makes one for a resource."""

    system: str
    code: str
    display: str

    def to_fhir(self) -> dict[str, str]:
        """A new Coding."""
        return self._asdict()


class Option(NamedTuple):
    """One answer a question can have, and what it counts: nothing, where `ordinal` is None."""

    key: Coding
    ordinal: int | None

    @property
    def code(self) -> str:
        """The answer's code."""
        return self.key.code

    @property
    def coding(self) -> dict[str, str]:
        """A new Coding."""
        return self.key.to_fhir()


@dataclass(frozen=True)
class Question:
    """One item. `prefix` is its number on the form; items of one `domain` count once, by the highest."""

    prefix: str
    link_id: str
    text: str
    key: Coding
    domain: str | None
    options: tuple[Option, ...]

    @property
    def coding(self) -> dict[str, str]:
        """A new Coding."""
        return self.key.to_fhir()

    @cached_property
    def scored(self) -> bool:
        """Whether its answers count."""
        return any(option.ordinal is not None for option in self.options)

    def option_for(self, value: int | str) -> Option | None:
        """The answer with this ordinal (an int) or this code (a str)."""
        return self._options.get(value)

    @cached_property
    def _options(self) -> dict[int | str, Option]:
        by_ordinal = {option.ordinal: option for option in self.options if option.ordinal is not None}
        return {**by_ordinal, **{option.code: option for option in self.options}}


class Total(NamedTuple):
    """The item that holds the total."""

    link_id: str
    key: Coding

    @property
    def coding(self) -> dict[str, str]:
        """A new Coding."""
        return self.key.to_fhir()


@dataclass(frozen=True)
class Instrument:
    """A Questionnaire of the guide: what it asks, and how its answers make one total."""

    name: str
    url: str
    version: str
    title: str
    panel_key: Coding
    questions: tuple[Question, ...]
    total: Total

    @property
    def canonical(self) -> str:
        """The url with its version, as QuestionnaireResponse.questionnaire wants it."""
        return f"{self.url}|{self.version}"

    @property
    def panel(self) -> dict[str, str]:
        """A new Coding of the panel."""
        return self.panel_key.to_fhir()

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
        """The lowest total there can be."""
        return self._bound(min)

    @cached_property
    def maximum(self) -> int:
        """The highest total there can be."""
        return self._bound(max)

    def missing(self, answers: Answers) -> tuple[str, ...]:
        """The numbers of the scored questions that are not answered."""
        return tuple(q.prefix for q in self.questions if q.scored and q.prefix not in answers)

    def score(self, answers: Answers) -> int | None:
        """The total; None while a scored question is open, for missing is not zero.

        Raises:
            InvalidAnswer: an answer that is not on its question's scale, or to no question.
        """
        ordinals = dict(self._ordinals(answers))
        return None if self.missing(answers) else self._sum(ordinals)

    def _ordinals(self, answers: Answers) -> Iterator[tuple[str, int]]:
        for prefix, value in answers.items():
            question = self.by_prefix.get(prefix)
            option = question.option_for(value) if question else None
            if option is None:
                raise InvalidAnswer(self.name, prefix)
            if option.ordinal is not None:
                yield prefix, option.ordinal

    def _sum(self, ordinals: Mapping[str, int]) -> int:
        """Questions of one domain count once, by the highest; every other by itself."""
        domains: dict[str, int] = {}
        for prefix, ordinal in ordinals.items():
            domain = self.by_prefix[prefix].domain or prefix
            domains[domain] = max(domains.get(domain, ordinal), ordinal)
        return sum(domains.values())

    def _bound(self, extreme: Callable[[Iterable[int]], int]) -> int:
        return self._sum(
            {q.prefix: extreme(o.ordinal for o in q.options if o.ordinal is not None) for q in self.questions if q.scored}
        )


def names() -> tuple[str, ...]:
    """The names of all instruments of the guide."""
    return definitions.names("kap", "Questionnaire")


@cache
def instrument(name: str) -> Instrument:
    """The instrument of this name.

    Raises:
        UnknownInstrument: the guide has none.
    """
    if name not in names():
        raise UnknownInstrument(name)
    return _read(name, definitions.load(f"kap/Questionnaire-{name}"))


def of_canonical(canonical: str) -> Instrument | None:
    """The instrument that a QuestionnaireResponse names, by url and version; None if it is none of the guide's."""
    name = canonical.partition("|")[0].rpartition("/")[2]
    found = instrument(name) if name in names() else None
    return found if found and canonical in (found.url, found.canonical) else None


def _read(name: str, resource: Mapping[str, Any]) -> Instrument:
    *questions, total = resource["item"]
    return Instrument(
        name=name,
        url=resource["url"],
        version=resource["version"],
        title=resource["title"],
        panel_key=_coding(resource["code"][0]),
        questions=tuple(map(_question, questions)),
        total=Total(total["linkId"], _coding(total["code"][0])),
    )


def _question(item: Mapping[str, Any]) -> Question:
    domains = (code["code"] for code in item["code"] if code["system"].endswith(DOMAINS))
    key = next(code for code in item["code"] if not code["system"].endswith(DOMAINS))
    options = tuple(_options(item["answerOption"]))
    return Question(item["prefix"], item["linkId"], item["text"], _coding(key), next(domains, None), options)


def _options(options: Iterable[Mapping[str, Any]]) -> Iterator[Option]:
    for option in options:
        coding = option["valueCoding"]
        ordinal = next((e["valueDecimal"] for e in coding.get("extension", []) if e["url"] == ORDINAL), None)
        yield Option(_coding(coding), None if ordinal is None else int(ordinal))


def _coding(coding: Mapping[str, str]) -> Coding:
    return Coding(coding["system"], coding["code"], coding.get("display", ""))
