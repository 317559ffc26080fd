"""QuestionnaireResponse: the answers. https://hl7.org/fhir/R4/questionnaireresponse.html

A skipped item is left out, and the total with it. The answers lead back; the scores made of them are in `scores`.
"""

from typing import Any

from kapfhir import instruments, wire
from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, instant_from_fhir, logical_from_fhir, logical_to_fhir
from kapfhir.model import QuestionnaireResponse, instant_text


def to_fhir(response: QuestionnaireResponse, this: VisitContext) -> Resource:
    """The answers in the order of the Questionnaire, then the total where they are complete."""
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


def _items(response: QuestionnaireResponse, instrument: instruments.Instrument) -> list[dict[str, Any]]:
    items = [
        {"linkId": question.link_id, "answer": [{"valueCoding": option.coding}]}
        for question in instrument.questions
        if (option := question.option_for(response.answers.get(question.prefix, NONE)))
    ]
    if response.total is not None:
        total = {"valueDecimal": wire.number(response.total)}
        items.append({"linkId": instrument.total.link_id, "answer": [total]})
    return items


def from_fhir(key: Key, resource: Json) -> Json | None:
    """The answers by item number; None if the Questionnaire is none of ours."""
    instrument = instruments.of_canonical(resource.get("questionnaire", ""))
    if instrument is None:
        return None
    return filled(
        id=key.id,
        instrument=instrument.name,
        at=instant_from_fhir(resource.get("authored")),
        visit=None if key.visit == NONE else key.visit,
        answers=dict(_answers(instrument, resource)),
        total=_total(instrument, resource),
        self_report="source" in resource,
        by=logical_from_fhir(resource.get("author")),
    )


def _answers(instrument: instruments.Instrument, resource: Json) -> list[tuple[str, int | str]]:
    answers = []
    for item in resource.get("item", []):
        question = instrument.by_link_id.get(item.get("linkId", ""))
        for answer in item.get("answer", []) if question else []:
            code = answer.get("valueCoding", {}).get("code", "")
            option = question.option_for(code) if question else None
            ordinal = option.ordinal if option else None
            answers.append((question.prefix if question else "", code if ordinal is None else ordinal))
    return answers


def _total(instrument: instruments.Instrument, resource: Json) -> Any:
    """The total as stored: where it contradicts the answers, the model says so."""
    items = (item for item in resource.get("item", []) if item.get("linkId") == instrument.total.link_id)
    return next((answer.get("valueDecimal") for item in items for answer in item.get("answer", [])), None)
