"""A Questionnaire read as an instrument: its questions, what their answers count, its scores, what is known of it.

No instrument is written down here: every Questionnaire of the guide is one. How a score is formed stands in the
guide's CodeSystems `kap-scoring` and `kap-domain`; missing is not zero, and nothing is ever prorated.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from kapfhir import definitions
from kapfhir.errors import KapfhirError
from kapfhir.questions import TOTAL, Answers, Coded, Fact, Option, Question, Score, exclude_each_other, is_asked

__all__ = [
    "TOTAL",
    "Answers",
    "Coded",
    "Fact",
    "Instrument",
    "InvalidAnswer",
    "Option",
    "Question",
    "Score",
    "UnknownInstrument",
    "Wrong",
    "instrument",
    "names",
    "of_canonical",
]

GUIDE = "kap"  # the folder of definitions
TWICE = ""  # what no item accepts: of two answers to one item none can be told to hold
FORM = "kap-"  # how the id of a form begins
DOMAINS = "CodeSystem/kap-domain"  # the end of that system's url, whatever the guide's base is
Json = Mapping[str, Any]
NO_OTHER: Mapping[str, int] = MappingProxyType({})


class UnknownInstrument(KapfhirError, KeyError):
    """No Questionnaire of the guide has this name. It does not tell the name, which may come from a record."""

    def __str__(self) -> str:
        return f"no such instrument; there are {', '.join(names())}"


class InvalidAnswer(KapfhirError, ValueError):
    """An answer that breaks a rule of the form. It does not tell it; `prefix` is empty where no item has it."""

    def __init__(self, instrument: str, prefix: str, text: str) -> None:
        self.instrument, self.prefix, self.text = instrument, prefix, text
        super().__init__(instrument, prefix, text)

    def __str__(self) -> str:
        return f"{self.instrument}: " + (f"item {self.prefix}: {self.text}" if self.prefix else self.text)


class Wrong(NamedTuple):
    """What breaks a rule of the form: the item's prefix, or the score's name; the rule; a sentence without a value."""

    part: str
    rule: str
    text: str


class _Instrument(NamedTuple):
    name: str
    url: str
    version: str
    title: str
    copyright: str
    measures: Coded
    questions: tuple[Question, ...]
    scores: tuple[Score, ...]
    facts: tuple[Fact, ...]


class Instrument(_Instrument):
    """A Questionnaire of the guide. `questions` stand in its order; `scores` are the subscales, then the total."""

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

    @property
    def total(self) -> Score | None:
        """The total; None where the instrument has no one number, or it is not known how to form it."""
        return self.scores[-1] if self.scores else None

    @cached_property
    def subscales(self) -> Mapping[str, Score]:
        """The scores beside the total, by name."""
        return MappingProxyType({score.name: score for score in self.scores[:-1]})

    def wrong(self, answers: Answers) -> Iterator[Wrong]:
        """The answers that break a rule of the form."""
        for prefix, answer in answers.items():
            question = self.by_prefix.get(prefix)
            if question is None:
                yield Wrong(prefix, "answer", "the instrument has no item of this number")
            elif not question.accepts(answer):
                yield Wrong(prefix, "answer", f"an answer of {question.expects} is expected")
            else:
                yield from self._at_odds(question, answers)

    def _at_odds(self, question: Question, answers: Answers) -> Iterator[Wrong]:
        """With the answers to other items."""
        if question.asked_if and not is_asked(question, answers):
            yield Wrong(
                question.prefix, "not-asked", f"it is not asked after this answer to item {question.asked_if[0]}"
            )
        for other in self.questions[: self.questions.index(question)]:  # once for the two of them
            if other.prefix == question.alternative and exclude_each_other(question, other, answers):
                yield Wrong(
                    question.prefix, "exclusive", f"items {other.prefix} and {question.prefix} exclude each other"
                )

    def contradicted(self, answers: Answers, given: Mapping[str, Decimal]) -> Iterator[Wrong]:
        """The scores, by name, that accepted answers do not bear out; without answers, those that cannot be."""
        known = {score.name: score for score in self.scores}
        for name, value in given.items():
            if name in known:
                yield from _contradicted(known[name], answers, value)
            else:
                yield Wrong(name, "no-score", f"the instrument has {' and '.join(known) or 'no score'}")

    def missing(self, answers: Answers) -> tuple[str, ...]:
        """The prefixes of the questions that the total wants and that are not answered."""
        return self.total.missing(answers) if self.total else ()

    def score(self, answers: Answers) -> Decimal | None:
        """The total; None where there is none or an answer that counts is missing: nothing is taken for zero.

        Raises:
            InvalidAnswer: an answer breaks a rule of the form.
        """
        for wrong in self.wrong(answers):
            raise InvalidAnswer(self.name, wrong.part if wrong.part in self.by_prefix else "", wrong.text)
        return self.total.value(answers) if self.total else None

    @cached_property
    def safety_items(self) -> tuple[str, ...]:
        """The prefixes of the safety items."""
        return tuple(question.prefix for question in self.questions if question.safety_from is not None)

    def signals(self, answers: Answers, at_least: Mapping[str, int] = NO_OTHER) -> tuple[str, ...]:
        """The prefixes of the safety items whose accepted answers are safety signals.

        `at_least` is a clinic's own threshold of an item, by prefix, in place of the guide's.
        """
        asked = (self.by_prefix[prefix] for prefix in self.safety_items if prefix in answers)
        return tuple(q.prefix for q in asked if q.alarms(answers[q.prefix], at_least.get(q.prefix)))

    def provisional(self, answers: Answers) -> bool | None:
        """Whether the answers suggest the diagnosis, by the symptoms of each subscale; None while that is open."""
        met = [score.met(answers) for score in self.scores if score.symptoms]
        return None if not met or None in met else all(met)

    def taken_from(self, other: "Instrument", answers: Answers) -> dict[str, int | str]:
        """Of the answers to another instrument, those to the items that are items of this one too."""
        prefixes = {question.asks: question.prefix for question in self.questions}
        asked = ((other.by_prefix[prefix], answer) for prefix, answer in answers.items() if prefix in other.by_prefix)
        return {prefixes[question.asks]: answer for question, answer in asked if question.asks in prefixes}

    def answers_in(self, response: Json) -> dict[str, int | str]:
        """The answers of a QuestionnaireResponse; what answers none of its questions is left out."""
        found: dict[str, int | str] = {}
        for item in response.get("item", []):
            if question := self.by_link_id.get(item.get("linkId", "")):
                for answer in item.get("answer", []):
                    given = _answer(question, answer)
                    found[question.prefix] = TWICE if question.prefix in found else given
        return found

    def scores_in(self, response: Json) -> dict[str, Any]:
        """The scores of a QuestionnaireResponse, by name, as stored."""
        names = {score.link_id: score.name for score in self.scores}
        found: dict[str, Any] = {}
        for item in response.get("item", []):
            if name := names.get(item.get("linkId", "")):
                for answer in item.get("answer", []):
                    found[name] = TWICE if name in found else answer.get("valueDecimal")
        return found


def names() -> tuple[str, ...]:
    """The names of all instruments: the ids of the guide's Questionnaires, but for its forms, which count nothing."""
    return tuple(name for name in definitions.names(GUIDE, "Questionnaire") if not name.startswith(FORM))


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
    prefixes = {item["linkId"]: item["prefix"] for item in items if "prefix" in item}
    questions = tuple(_question(item, prefixes) for item in items if not item.get("readOnly"))
    held = [item for item in items if item.get("readOnly")]
    return Instrument(
        name=name,
        url=questionnaire["url"],
        version=questionnaire["version"],
        title=questionnaire["title"],
        copyright=questionnaire["copyright"],
        measures=_coded(questionnaire["code"][0]),
        questions=questions,
        scores=tuple(_score(item, name, questions, is_total=item is held[-1]) for item in held),
        facts=_facts(questionnaire),
    )


def of_canonical(canonical: str) -> Instrument | None:
    """The instrument a QuestionnaireResponse names; None if it is none of ours, or of another version."""
    url, _, version = canonical.partition("|")
    name = url.rpartition("/")[2]
    found = instrument(name) if name in names() else None
    return found if found and found.url == url and version in ("", found.version) else None


def _contradicted(score: Score, answers: Answers, given: Decimal) -> Iterator[Wrong]:
    kind = TOTAL if score.name == TOTAL else "subscale"
    computed = score.value(answers)
    if not answers and not score.minimum <= given <= score.maximum:
        yield Wrong(score.name, "score-range", f"a {kind} from {score.minimum} to {score.maximum} is expected")
    elif answers and computed is None:
        missing = ", ".join(score.missing(answers))
        yield Wrong(score.name, f"{kind}-incomplete", f"no {kind} is formed without the answers to {missing}")
    elif answers and given != computed:
        yield Wrong(score.name, f"{kind}-disagrees", f"the {kind} contradicts the answers")


# --- reading -----------------------------------------------------------------------------------------------------


def _question(item: Json, prefixes: Mapping[str, str]) -> Question:
    asks, *others = item["code"]
    alternative = _extension(item, "kap-alternative")
    return Question(
        prefix=item["prefix"],
        link_id=item["linkId"],
        text=item["text"],
        asks=_coded(asks),
        options=tuple(_option(option["valueCoding"]) for option in item.get("answerOption", ())),
        span=(_extension(item, "minValue"), _extension(item, "maxValue")) if item["type"] == "integer" else None,
        domain=next((coding["code"] for coding in others if coding["system"].endswith(DOMAINS)), None),
        is_reversed=_extension(item, "kap-reversed") or False,
        alternative=prefixes[alternative] if alternative else None,
        asked_if=next(((prefixes[c["question"]], c["answerCoding"]["code"]) for c in item.get("enableWhen", ())), None),
        safety_from=_extension(item, "kap-safety-item"),
        direction=_extension(item, "kap-score-direction"),
        facts=_facts(item),
    )


def _score(item: Json, name: str, questions: tuple[Question, ...], *, is_total: bool) -> Score:
    expression = _extension(item, "sdc-questionnaire-calculatedExpression")["expression"]
    links = set(re.findall(r"'(/[^']+)'", expression))  # what an expression counts, it names by linkId
    symptoms = next(_parts(item, "kap-symptom-count"), None)
    return Score(
        name=TOTAL if is_total else item["linkId"].removeprefix(f"/{name}-"),
        link_id=item["linkId"],
        text=item["text"],
        counts=_coded(item["code"][0]),
        method=_extension(item, "kap-scoring-method"),
        expression=expression,
        members=tuple(question for question in questions if question.link_id in links),
        direction=_extension(item, "kap-score-direction"),
        symptoms=(symptoms["from"], symptoms["count"]) if symptoms else None,
        facts=_facts(item),
    )


def _answer(question: Question, answer: Json) -> int | str:
    """What the record says for it: a number where it has one, else the code; "" where it is neither."""
    code: int | str = answer.get("valueCoding", {}).get("code", answer.get("valueInteger", ""))
    ordinal = question.ordinal(code) if question.accepts(code) else None
    return code if ordinal is None else ordinal


def _facts(element: Json) -> tuple[Fact, ...]:
    return tuple(Fact(**{**parts, **_bounds(parts)}) for parts in _parts(element, "kap-fact"))


def _bounds(parts: Json) -> dict[str, Decimal]:
    return {name: Decimal(str(parts[name])) for name in ("low", "high") if name in parts}


def _parts(element: Json, name: str) -> Iterator[dict[str, Any]]:
    """The parts of each complex extension of this name."""
    for extension in element.get("extension", ()):
        if extension["url"].endswith(f"/{name}"):
            yield {part["url"]: _value(part) for part in extension["extension"]}


def _extension(element: Json, name: str) -> Any:
    """The value of the simple extension whose url ends so."""
    found = (extension for extension in element.get("extension", ()) if extension["url"].endswith(f"/{name}"))
    return next(map(_value, found), None)


def _value(extension: Json) -> Any:
    return next(value for name, value in extension.items() if name.startswith("value"))


def _option(coding: Json) -> Option:
    return Option(_coded(coding), _extension(coding, "ordinalValue"))


def _coded(coding: Json) -> Coded:
    return Coded(coding["system"], coding["code"], coding["display"])
