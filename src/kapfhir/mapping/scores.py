"""Observation: what a questionnaire comes to. A panel, its items, its scores; or bare scores as reported.

After US Core's screening and assessment profile: the panel has no value and names its members, each is derived from the
QuestionnaireResponse. Item answers lead back from there, so only bare scores are read from an Observation.
"""

from collections.abc import Iterator
from functools import cache

from kapfhir import instruments
from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Facts, Resource, Stored, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    filled,
    instant_from_fhir,
    logical_from_fhir,
    logical_to_fhir,
    name_of,
    quantity_from_fhir,
    quantity_to_fhir,
)
from kapfhir.model import QuestionnaireResponse, instant_text
from kapfhir.terminology import COMPUTED_TOTAL, REPORTED_TOTAL, SCORE, SURVEY, Code

METHODS = {"reported": REPORTED_TOTAL, "computed": COMPUTED_TOTAL}


def to_fhir(response: QuestionnaireResponse, this: VisitContext) -> Iterator[Resource]:
    """The Observations of a response, members before their panel."""
    instrument = instruments.instrument(response.instrument)
    common = _common(response, this)
    if response.reported:
        yield from _scores(response, this, instrument, common, REPORTED_TOTAL)
        return
    common["derivedFrom"] = [this.reference(this.key(instrument.name, response.key))]
    members = [*_items(response, this, instrument, common)]
    members += _scores(response, this, instrument, common, COMPUTED_TOTAL)
    yield from members
    references = [{"reference": f"urn:uuid:{member['id']}"} for member in members]
    yield _observation(response, this, "panel", instrument.measures, common) | {"hasMember": references}


def _common(response: QuestionnaireResponse, this: VisitContext) -> Resource:
    """What the Observations of one response have in common."""
    performers = [this.episode.patient()] if response.self_report else []
    performers += [logical_to_fhir("Practitioner", response.by)] if response.by else []
    return {
        "status": "final",
        "category": [SURVEY.concept()],
        "subject": this.episode.patient(),
        **this.encounter(),
        **filled(effectiveDateTime=response.at and instant_text(response.at), performer=performers),
    }


def _items(
    response: QuestionnaireResponse, this: VisitContext, instrument: instruments.Instrument, common: Resource
) -> Iterator[Resource]:
    for question in instrument.questions:
        if question.prefix in response.answers:
            item = _observation(response, this, question.prefix, question.asks, common)
            yield item | _value(question, response.answers[question.prefix])


def _value(question: instruments.Question, answer: int | str) -> Resource:
    option = question.option_for(answer)
    return {"valueCodeableConcept": concept_of(option.answer)} if option else {"valueInteger": answer}


def _scores(
    response: QuestionnaireResponse,
    this: VisitContext,
    instrument: instruments.Instrument,
    common: Resource,
    method: Code,
) -> Iterator[Resource]:
    for score in instrument.scores:
        if (value := response.score(score.name)) is not None:
            found = _observation(response, this, score.name, score.counts, common)
            found["valueQuantity"] = quantity_to_fhir(value, SCORE)
            found["method"] = method.concept()
            yield found


def _observation(
    response: QuestionnaireResponse, this: VisitContext, part: str, code: instruments.Coded, common: Resource
) -> Resource:
    key = this.key(f"{response.instrument}.{part}", response.key)
    return {**this.episode.header("Observation", key), **common, "code": concept_of(code)}


@cache
def concept_of(code: instruments.Coded) -> Resource:
    """A CodeableConcept of an instrument's code, one object for all resources that have it."""
    return {"coding": [code.coding]}


def from_fhir(facts: Facts) -> Iterator[Json]:
    """The responses of which only scores are known."""
    for name in instruments.names():
        found: dict[Key, dict[str, Stored]] = {}
        for part, stored in facts.parts_of(name):
            if name_of(stored.resource.get("method"), METHODS) == "reported":
                found.setdefault(Key(stored.key.visit, name, stored.key.id), {})[part] = stored
        for parts in found.values():
            yield _reported(name, parts)


def _reported(name: str, parts: dict[str, Stored]) -> Json:
    key, resource = next(iter(parts.values()))
    performers = resource.get("performer", [])
    clinicians = [who for who in performers if who.get("type") == "Practitioner"]
    scores = {part: quantity_from_fhir(one.resource.get("valueQuantity"), SCORE) for part, one in parts.items()}
    return filled(
        id=key.id,
        instrument=name,
        at=instant_from_fhir(resource.get("effectiveDateTime")),
        visit=None if key.visit == NONE else key.visit,
        total=scores.pop(instruments.TOTAL, None),
        subscales=scores,
        self_report=len(performers) > len(clinicians),
        by=logical_from_fhir(next(iter(clinicians), None)),
    )
