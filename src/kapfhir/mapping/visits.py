"""The visits of an episode, both ways: each an Encounter, and whatever belongs to it."""

from collections.abc import Iterator, Mapping
from typing import Any

from kapfhir.identity import Key
from kapfhir.mapping import (
    adverse_event,
    allergy_intolerance,
    care_plan,
    consent,
    document_reference,
    encounter,
    form,
    goal,
    judgement,
    medication_administration,
    medication_request,
    medication_statement,
    observation,
    procedure,
    related_person,
    service_request,
    treatment_outcome,
)
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled
from kapfhir.model import Consultation, Dosing, Episode, Integration, Preparation, VisitBase

Contexts = Mapping[str | None, VisitContext]


def to_fhir(episode: Episode, contexts: Contexts) -> Iterator[Resource]:
    """The Encounters, then what belongs to each; what an outcome makes of scores comes later."""
    for visit in sorted(episode.visits, key=lambda visit: isinstance(visit, Integration)):  # behind what it integrates
        yield encounter.to_fhir(visit, contexts[visit.id])
        if isinstance(visit, Dosing) and visit.integration:
            yield encounter.to_fhir(visit.integration, contexts[visit.integration.id], part_of=visit)
    for each in episode.all_visits():
        yield from _visit(each, contexts[each.id])


def _visit(visit: VisitBase, at: VisitContext) -> Iterator[Resource]:
    for reading in visit.vitals:
        yield from observation.vital_signs_to_fhir(reading, at)
    if isinstance(visit, Dosing):
        yield from _dosing(visit, at)
    if isinstance(visit, Consultation):
        yield from _consultation(visit, at)
    if isinstance(visit, Preparation):
        yield from _preparation(visit, at)
    yield from judgement.to_fhir(visit, at)
    yield from form.to_fhir(visit, at)
    if visit.psychotherapy:
        yield procedure.psychotherapy_to_fhir(visit, at)
    if isinstance(visit, Integration) and visit.actions:
        yield care_plan.actions_to_fhir(visit.actions, at)
    if plan := getattr(visit, "plan", None):
        yield care_plan.plan_to_fhir(plan, at)
    for note in visit.notes:
        yield from document_reference.to_fhir(note, at, visit)


def _dosing(visit: Dosing, at: VisitContext) -> Iterator[Resource]:
    yield procedure.session_to_fhir(visit, at)
    for dose in visit.doses:
        if medication_request.key_of(dose, at):
            yield medication_request.to_fhir(dose, at)
        yield from medication_administration.to_fhir(dose, at)
        if waste := judgement.waste_to_fhir(dose, at):
            yield waste
    yield from (adverse_event.to_fhir(event, at) for event in visit.adverse_events)
    yield from (adverse_event.symptom_to_fhir(event, at) for event in visit.adverse_events)
    first = visit.doses[0] if visit.doses else None
    primary = at.key("dose", first.key) if first else None
    symptoms = adverse_event.rescued(visit, at)
    for rescue in visit.rescue_drugs:
        yield medication_administration.rescue_to_fhir(rescue, at, primary, symptoms.get(rescue.key or "", []))
    yield from (observation.sedation_to_fhir(sedation, at) for sedation in visit.sedation)
    yield from (observation.dissociation_to_fhir(dissociation, at) for dissociation in visit.dissociation)
    if visit.time_course:
        yield observation.time_course_to_fhir(visit.time_course, at, primary, first.start if first else None)
    if visit.discharge and (readiness := observation.discharge_to_fhir(visit.discharge, at)):
        yield readiness


def _consultation(visit: Consultation, at: VisitContext) -> Iterator[Resource]:
    yield from (medication_statement.in_use_to_fhir(medication, at) for medication in visit.medications)
    yield from (allergy_intolerance.to_fhir(allergy, at) for allergy in visit.allergies)
    if visit.no_known_allergies is not None:
        yield allergy_intolerance.none_known_to_fhir(visit.no_known_allergies, at)


def _preparation(visit: Preparation, at: VisitContext) -> Iterator[Resource]:
    if visit.intention:
        yield goal.intention_to_fhir(visit.intention, at)
    if visit.touch_agreement:
        yield consent.touch_to_fhir(visit.touch_agreement, at)
    if visit.antiemetic:
        yield medication_request.antiemetic_to_fhir(visit.antiemetic, at)


# --- and back ----------------------------------------------------------------------------------------------------


def from_fhir(facts: Facts) -> Iterator[Json]:
    """The visits, an integration inside the dosing visit that it is a part of."""
    read = {key.visit: (encounter.part_of(resource, facts), _visit_from(key.visit, resource, facts))
            for key, resource in facts.of("visit")}  # fmt: skip
    inner = {parent: visit for parent, visit in read.values() if parent}
    for name, (parent, visit) in read.items():
        if parent is None:
            yield {**visit, "integration": inner[name]} if name in inner else visit


def _visit_from(name: str, resource: Json, facts: Facts) -> Json:
    visit = dict(encounter.from_fhir(resource, name, facts))
    for _, readiness in facts.at(name, "discharge-readiness"):
        visit["discharge"] = {**visit.get("discharge", {}), **observation.discharge_from_fhir(readiness)}
    for _, course in facts.at(name, "time-course"):
        visit["time_course"] = observation.time_course_from_fhir(course)
    for _, referral in facts.at(name, service_request.KIND):
        visit |= service_request.from_fhir(referral)
    for field, (kind, one) in SINGLE.items():
        for _, found in facts.at(name, kind):
            visit |= filled(**{field: one(found)})
    return filled(
        **visit,
        **judgement.from_fhir(name, facts),
        **form.from_fhir(name, facts),
        vitals=observation.vital_signs_from_fhir(facts.at(name, *observation.VITAL_KINDS)),
        doses=[_dose(key, dose, facts) for key, dose in facts.at(name, "dose")],
        rescue_drugs=[medication_administration.rescue_from_fhir(*rescue) for rescue in facts.at(name, "rescue")],
        sedation=[observation.sedation_from_fhir(*sedation) for sedation in facts.at(name, "sedation")],
        dissociation=[observation.dissociation_from_fhir(*stored) for stored in facts.at(name, "dissociation")],
        adverse_events=[
            adverse_event.from_fhir(key, event, facts) for key, event in facts.at(name, adverse_event.KIND)
        ],
        medications=[
            medication_statement.in_use_from_fhir(*found) for found in facts.at(name, medication_statement.IN_USE)
        ],
        allergies=[allergy_intolerance.from_fhir(*found) for found in facts.at(name, allergy_intolerance.KIND)],
        notes=document_reference.from_fhir(name, facts),
        outcomes=treatment_outcome.from_fhir(name, facts),
        psychotherapy=_psychotherapy(name, facts),
    )  # fmt: skip


SINGLE = {  # field -> kind in the identity, and how its one resource is read
    "no_known_allergies": (allergy_intolerance.NONE_KNOWN, allergy_intolerance.none_known_from_fhir),
    "emergency_contact": (related_person.CONTACT, related_person.contact_from_fhir),
    "intention": (goal.INTENTION, goal.text_from_fhir),
    "touch_agreement": (consent.TOUCH, consent.touch_from_fhir),
    "antiemetic": (medication_request.ANTIEMETIC, medication_request.antiemetic_from_fhir),
    "actions": (care_plan.ACTIONS, care_plan.actions_from_fhir),
    "plan": (care_plan.PLAN, care_plan.plan_from_fhir),
}


def _psychotherapy(name: str, facts: Facts) -> dict[str, Any]:
    methods = (procedure.modality_from_fhir(found) for _, found in facts.at(name, procedure.THERAPY))
    return filled(modality=next(methods, None), **judgement.support_from_fhir(name, facts))


def _dose(key: Key, resource: Json, facts: Facts) -> Json:
    parts = medication_administration.parts_of(key, facts, *medication_administration.PARTS)
    boosters = medication_administration.parts_of(key, facts, "booster")
    given = medication_administration.from_fhir(
        key,
        resource,
        (medication_administration.part_from_fhir(*part) for part in parts),
        (medication_administration.booster_from_fhir(*booster) for booster in boosters),
    )
    return {**given, **medication_request.from_fhir(key, facts), **judgement.waste_from_fhir(key, facts)}
