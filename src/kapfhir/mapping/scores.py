"""Observation: what a questionnaire comes to. A panel, its items, its total; or a bare total as reported.

After US Core's screening and assessment profile: the panel has no value and names its members, each is derived from the
QuestionnaireResponse. Item answers lead back from there, so only a bare total is read from an Observation.
"""

from collections.abc import Iterator
from typing import Any

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
    if response.reported:
        yield _total(response, this, instrument, [])
        return
    source = [this.reference(this.key(instrument.name, response.key))]
    members = [*_items(response, this, instrument, source)]
    if response.total is not None:
        members.append(_total(response, this, instrument, source))
    yield from members
    yield _observation(response, this, "panel", instrument.panel) | {
        "hasMember": [{"reference": f"urn:uuid:{member['id']}"} for member in members],
        "derivedFrom": source,
    }


def _items(
    response: QuestionnaireResponse, this: VisitContext, instrument: instruments.Instrument, source: list[Any]
) -> Iterator[Resource]:
    for question in instrument.questions:
        if option := question.option_for(response.answers.get(question.prefix, NONE)):
            yield _observation(response, this, question.prefix, question.coding) | {
                "valueCodeableConcept": {"coding": [option.coding]},
                "derivedFrom": source,
            }


def _total(
    response: QuestionnaireResponse, this: VisitContext, instrument: instruments.Instrument, source: list[Any]
) -> Resource:
    assert response.total is not None  # noqa: S101  # both callers have looked
    method = METHODS["reported" if response.reported else "computed"]
    return _observation(response, this, "total", instrument.total.coding) | filled(
        valueQuantity=quantity_to_fhir(response.total, SCORE), method=method.concept(), derivedFrom=source
    )


def _observation(response: QuestionnaireResponse, this: VisitContext, part: str, coding: dict[str, str]) -> Resource:
    performers = [this.episode.patient()] if response.self_report else []
    performers += [logical_to_fhir("Practitioner", response.by)] if response.by else []
    return this.episode.header("Observation", this.key(f"{response.instrument}.{part}", response.key)) | {
        "status": "final",
        "category": [SURVEY.concept()],
        "code": {"coding": [coding]},
        "subject": this.episode.patient(),
        **this.encounter(),
        **filled(effectiveDateTime=response.at and instant_text(response.at), performer=performers),
    }


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
