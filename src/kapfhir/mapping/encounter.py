"""Encounter: a visit. https://hl7.org/fhir/R4/encounter.html

An integration inside a dosing visit is an Encounter of its own, `partOf` that visit.
"""

from typing import Any

from kapfhir.identity import Key
from kapfhir.mapping import related_person, service_request
from kapfhir.mapping.context import EPISODE, Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    codes_of,
    concept_from_fhir,
    concept_to_fhir,
    extension,
    filled,
    instant_from_fhir,
    logical_from_fhir,
    logical_to_fhir,
    maybe_quantity,
    name_of,
    period_to_fhir,
    quantity_from_fhir,
)
from kapfhir.model import Consultation, Dosing, Integration, Participant, VisitBase
from kapfhir.terminology import (
    BY_TELEPHONE,
    CLASSES,
    DISPOSITIONS,
    ENCOUNTER_TYPE,
    INTEGRATES,
    MINUTE,
    PLANNED_START,
    REASON_CANCELLED,
    ROLE,
    ROLES,
    SESSION_NUMBER,
    VISIT_KINDS,
)


def to_fhir(visit: VisitBase, this: VisitContext, part_of: VisitBase | None = None) -> Resource:
    """The Encounter of a visit."""
    kind: str = visit.kind  # type: ignore[attr-defined]  # every class of the union has it, their base has not
    codings = [code.coding() for code in reversed(VISIT_KINDS[kind])]
    by_telephone = [BY_TELEPHONE.concept()] if visit.modality == "telephone" else []
    discharge = visit.discharge if isinstance(visit, Dosing) else None
    referral = service_request.key_of(visit, this) if isinstance(visit, Consultation) else None
    return this.episode.header("Encounter", this.key("visit")) | {
        **filled(extension=[*_extensions(visit, this)]),
        "status": visit.status,
        "class": CLASSES[visit.modality].coding(),
        "type": [{"coding": codings}, *by_telephone],
        "subject": this.episode.patient(),
        "episodeOfCare": [this.reference(EPISODE)],
        **filled(
            basedOn=referral and [this.reference(referral)],
            participant=[_participant(participant, this) for participant in visit.participants],
            period=period_to_fhir(visit.start, visit.end) | filled(**({"start": visit.date} if visit.date else {})),
            length=maybe_quantity(visit.minutes, MINUTE),
            reasonCode=[concept_to_fhir(reason) for reason in visit.reasons],
            hospitalization=discharge
            and discharge.disposition
            and {"dischargeDisposition": DISPOSITIONS[discharge.disposition].concept()},
            location=visit.location and [{"location": logical_to_fhir("Location", visit.location)}],
            partOf=part_of and this.reference(Key(part_of.id, "visit")),
        ),
    }


def _extensions(visit: VisitBase, this: VisitContext) -> list[dict[str, Any]]:
    session = [
        {"url": url, "valuePositiveInt": number}
        for url, number in (("number", visit.session_number), ("planned", visit.planned_sessions))
        if number
    ] if isinstance(visit, Dosing) else []  # fmt: skip
    works_on = visit.integrates if isinstance(visit, Integration) else ()
    return [
        *([{"url": SESSION_NUMBER, "extension": session}] if session else []),
        *({"url": INTEGRATES, "valueReference": this.reference(Key(dosing, "visit"))} for dosing in works_on),
        *(
            [{"url": REASON_CANCELLED, "valueCodeableConcept": {"text": visit.cancelled_because}}]
            if visit.cancelled_because
            else []
        ),
        *([{"url": PLANNED_START, "valueDateTime": visit.planned_date}] if visit.planned_date else []),
    ]


def _participant(participant: Participant, this: VisitContext) -> Resource:
    """What a person did, in our word and in HL7's coarser one; an escort alone is somebody of the patient's."""
    kind = "RelatedPerson" if participant.roles == ("escorts",) else "Practitioner"
    return {
        "type": [{"coding": [code.coding() for code in reversed(ROLES[role])]} for role in participant.roles],
        "individual": this.reference(related_person.key_of(participant, this))
        if participant.relationship
        else logical_to_fhir(kind, participant.person),
    }


def from_fhir(resource: Json, visit: str, facts: Facts) -> Json:
    """The visit's own fields."""
    period = resource.get("period", {})
    start = period.get("start")
    session = {e["url"]: e.get("valuePositiveInt") for e in extension(resource, SESSION_NUMBER).get("extension", [])}
    disposition = name_of(resource.get("hospitalization", {}).get("dischargeDisposition"), DISPOSITIONS)
    place: Json = next(iter(resource.get("location", [])), {})
    return filled(
        kind=next((code for concept in resource.get("type", []) for code in codes_of(concept, ENCOUNTER_TYPE)), None),
        id=visit,
        modality=_modality(resource),
        status=resource.get("status"),
        date=None if instant_from_fhir(start) else start,
        start=instant_from_fhir(start),
        end=period.get("end"),
        planned_date=extension(resource, PLANNED_START).get("valueDateTime"),
        minutes=quantity_from_fhir(resource.get("length"), MINUTE),
        cancelled_because=extension(resource, REASON_CANCELLED).get("valueCodeableConcept", {}).get("text"),
        reasons=[concept_from_fhir(concept) for concept in resource.get("reasonCode", [])],
        location=logical_from_fhir(place.get("location")),
        participants=[who for p in resource.get("participant", []) if "person" in (who := _participant_from(p, facts))],
        session_number=session.get("number"),
        planned_sessions=session.get("planned"),
        discharge=filled(disposition=disposition),
        integrates=[
            dosing.visit
            for e in resource.get("extension", [])
            if e.get("url") == INTEGRATES and (dosing := facts.target(e.get("valueReference")))
        ],
    )


def part_of(resource: Json, facts: Facts) -> str | None:
    """The id of the visit that this one is a part of."""
    key = facts.target(resource.get("partOf"))
    return key.visit if key else None


def _modality(resource: Json) -> str | None:
    code = resource.get("class", {}).get("code")
    by_telephone = any(
        BY_TELEPHONE.code in codes_of(concept, BY_TELEPHONE.system) for concept in resource.get("type", [])
    )
    if by_telephone:
        return "telephone"
    return next((name for name, act in CLASSES.items() if act.code == code), None)


def _participant_from(participant: Json, facts: Facts) -> Json:
    roles = [code for concept in participant.get("type", []) for code in codes_of(concept, ROLE)]
    individual = participant.get("individual")
    if related := facts.stored(individual):
        return filled(**related_person.from_fhir(*related, facts), roles=roles)
    return filled(person=logical_from_fhir(individual), roles=roles)
