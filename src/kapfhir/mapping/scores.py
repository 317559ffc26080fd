"""Observation: what a questionnaire comes to. A panel, its items, its total; or a bare total as reported.

After US Core's screening and assessment profile: the panel has no value and names its members, each is derived from the
QuestionnaireResponse. Item answers lead back from there, so only a bare total is read from an Observation.
"""

from collections.abc import Iterator

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
from kapfhir.terminology import COMPUTED_TOTAL, REPORTED_TOTAL, SCORE, SURVEY

METHODS = {"reported": REPORTED_TOTAL, "computed": COMPUTED_TOTAL}


def to_fhir(response: QuestionnaireResponse, this: VisitContext) -> Iterator[Resource]:
    """The Observations of a response, members before their panel."""
    instrument = instruments.instrument(response.instrument)
    common = _common(response, this)
    if response.reported:
        yield _total(response, this, instrument, common)
        return
    common["derivedFrom"] = [this.reference(this.key(instrument.name, response.key))]
    members = [*_items(response, this, instrument, common)]
    if response.total is not None:
        members.append(_total(response, this, instrument, common))
    yield from members
    references = [{"reference": f"urn:uuid:{member['id']}"} for member in members]
    yield _observation(response, this, "panel", instrument.panel, common) | {"hasMember": references}


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
        if option := question.option_for(response.answers.get(question.prefix, NONE)):
            item = _observation(response, this, question.prefix, question.coding, common)
            item["valueCodeableConcept"] = {"coding": [option.coding]}
            yield item


def _total(
    response: QuestionnaireResponse, this: VisitContext, instrument: instruments.Instrument, common: Resource
) -> Resource:
    assert response.total is not None  # noqa: S101  # both callers have looked
    total = _observation(response, this, "total", instrument.total.coding, common)
    total["valueQuantity"] = quantity_to_fhir(response.total, SCORE)
    total["method"] = METHODS["reported" if response.reported else "computed"].concept()
    return total


def _observation(
    response: QuestionnaireResponse, this: VisitContext, part: str, coding: dict[str, str], common: Resource
) -> Resource:
    key = this.key(f"{response.instrument}.{part}", response.key)
    return this.episode.header("Observation", key) | common | {"code": {"coding": [coding]}}


def from_fhir(facts: Facts) -> Iterator[Json]:
    """The bare totals."""
    for name in instruments.names():
        for stored in facts.of(f"{name}.total"):
            if name_of(stored.resource.get("method"), METHODS) == "reported":
                yield _reported(name, stored)


def _reported(name: str, stored: Stored) -> Json:
    key, resource = stored
    performers = resource.get("performer", [])
    clinicians = [who for who in performers if who.get("type") == "Practitioner"]
    return filled(
        id=key.id,
        instrument=name,
        at=instant_from_fhir(resource.get("effectiveDateTime")),
        visit=_visit(key),
        total=quantity_from_fhir(resource.get("valueQuantity"), SCORE),
        self_report=len(performers) > len(clinicians),
        by=logical_from_fhir(next(iter(clinicians), None)),
    )


def _visit(key: Key) -> str | None:
    return None if key.visit == NONE else key.visit
