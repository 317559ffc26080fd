"""QuestionnaireResponse: the answers. https://hl7.org/fhir/R4/questionnaireresponse.html

A skipped item is left out, and with it each score that wants it. The answers lead back; the
scores made of them are in `scores`.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from kapfhir import instruments, wire
from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, instant_from_fhir, logical_from_fhir, logical_to_fhir
from kapfhir.model import QuestionnaireResponse, instant_text


def to_fhir(response: QuestionnaireResponse, this: VisitContext) -> Resource:
    """The answers in the order of the Questionnaire, then the scores whose answers are complete."""
    instrument = instruments.instrument(response.instrument)
    return this.episode.header("QuestionnaireResponse", this.key(instrument.name, response.key)) | {
        "questionnaire": instrument.canonical,
        "status": "completed",
        "subject": this.episode.patient(),
        **this.encounter(),
        **filled(
            authored=response.at and instant_text(response.at),
            author=response.by and logical_to_fhir("Practitioner", response.by),
            source=this.episode.patient() if response.self_report else None,
        ),
        "item": [*_items(response, instrument)],
    }


def _items(response: QuestionnaireResponse, instrument: instruments.Instrument) -> Iterator[dict[str, Any]]:
    for question in instrument.questions:
        if question.prefix in response.answers:
            answer = answer_to_fhir(question, response.answers[question.prefix])
            yield {"linkId": question.link_id, "answer": [answer]}
    for score in instrument.scores:
        if (value := response.score(score.name)) is not None:
            yield {"linkId": score.link_id, "answer": [{"valueDecimal": wire.number(value)}]}


def answer_to_fhir(question: instruments.Question, answer: int | str) -> dict[str, Any]:
    """The answer as FHIR's `value`: the Coding of an option, or a whole number. Equal answers are one object."""
    option = question.option_for(answer)
    return _chosen(option.answer) if option else {"valueInteger": answer}


@cache
def _chosen(code: instruments.Coded) -> dict[str, Any]:
    return {"valueCoding": code.coding}


def from_fhir(key: Key, resource: Json) -> Json | None:
    """The answers by item number; None if the Questionnaire is none of ours."""
    instrument = instruments.of_canonical(resource.get("questionnaire", ""))
    if instrument is None:
        return None
    scores = instrument.scores_in(resource)  # as stored: where they contradict the answers, the model says so
    return filled(
        id=key.id,
        instrument=instrument.name,
        at=instant_from_fhir(resource.get("authored")),
        visit=None if key.visit == NONE else key.visit,
        answers=instrument.answers_in(resource),
        total=scores.pop(instruments.TOTAL, None),
        subscales=scores,
        self_report="source" in resource,
        by=logical_from_fhir(resource.get("author")),
    )
