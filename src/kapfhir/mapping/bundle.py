"""A whole episode as a transaction any server can execute, and back.

https://hl7.org/fhir/R4/http.html#transaction. Each entry is created on condition that its identifier is not there yet;
references go by urn:uuid and never in a circle; what refers stands behind what it refers to.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir import instruments
from kapfhir.errors import NotKap
from kapfhir.identity import Key, identity_system
from kapfhir.mapping import (
    encounter,
    episode_of_care,
    medication_administration,
    observation,
    questionnaire_response,
    scores,
)
from kapfhir.mapping.context import EPISODE, Context, Facts, Resource, VisitContext, identifiers
from kapfhir.mapping.datatypes import Json, filled
from kapfhir.model import Dosing, Episode, Integration, VisitBase, Withheld
from kapfhir.reading import episode_of

__all__ = ["from_bundle", "to_bundle", "withheld"]


def withheld(episode: Episode) -> tuple[Withheld, ...]:
    """What `to_bundle` keeps back, each part by path with its reason."""
    return episode.withheld()


def to_bundle(episode: Episode) -> dict[str, Any]:
    """The episode as a FHIR R4 transaction, plain JSON, the same bytes each time.

    Parts that several resources have in common are one object: copy before changing.
    """
    this = Context(episode)
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [_entry(resource, this.system) for resource in _resources(episode, this)],
    }


def _entry(resource: Resource, system: str) -> dict[str, Any]:
    value = identifiers(resource)[0]["value"]  # ours stands first
    match = f"identifier={system}|{value}"
    return {
        "fullUrl": f"urn:uuid:{resource['id']}",
        "resource": resource,
        "request": {"method": "POST", "url": resource["resourceType"], "ifNoneExist": match},
    }


def _resources(episode: Episode, this: Context) -> Iterator[Resource]:
    yield episode_of_care.to_fhir(episode, this)
    contexts: dict[str | None, VisitContext] = {None: VisitContext(this, None)}
    for visit in episode.visits:
        contexts[visit.id] = VisitContext(this, visit)
    for visit in sorted(episode.visits, key=lambda visit: isinstance(visit, Integration)):  # behind what it integrates
        at = contexts[visit.id]
        yield encounter.to_fhir(visit, at)
        inner = visit.integration if isinstance(visit, Dosing) else None
        if inner:
            contexts[inner.id] = VisitContext(this, inner)
            yield encounter.to_fhir(inner, contexts[inner.id], part_of=visit)
    for context in contexts.values():
        if context.visit:
            yield from _visit_facts(context.visit, context)
    for response in episode.questionnaires:
        at = contexts[response.visit]
        if not response.reported:
            yield questionnaire_response.to_fhir(response, at)
        yield from scores.to_fhir(response, at)


def _visit_facts(visit: VisitBase, at: VisitContext) -> Iterator[Resource]:
    for reading in visit.vitals:
        if reading.at or at.day:
            yield from observation.vital_signs_to_fhir(reading, at)
    if isinstance(visit, Dosing):
        yield from _dosing_facts(visit, at)


def _dosing_facts(visit: Dosing, at: VisitContext) -> Iterator[Resource]:
    for dose in visit.doses:
        yield from medication_administration.to_fhir(dose, at)
    first = visit.doses[0] if visit.doses else None
    primary = at.key("dose", first.key) if first else None
    for rescue in visit.rescue_drugs:
        yield medication_administration.rescue_to_fhir(rescue, at, primary)
    for sedation in visit.sedation:
        yield observation.sedation_to_fhir(sedation, at)
    for dissociation in visit.dissociation:
        yield observation.dissociation_to_fhir(dissociation, at)
    if visit.time_course:
        yield observation.time_course_to_fhir(visit.time_course, at, primary, first.start if first else None)
    if visit.discharge and (readiness := observation.discharge_to_fhir(visit.discharge, at)):
        yield readiness


# --- and back ----------------------------------------------------------------------------------------------------


def from_bundle(bundle: Json) -> Episode:
    """The episode in a bundle of ours, of whatever type, pushed and pulled or not.

    Raises:
        NotKap: it holds no KAP episode, or more than one.
        InvalidEpisode: what it holds breaks a rule of the model.
    """
    entries = [entry for entry in bundle.get("entry", []) if isinstance(entry.get("resource"), dict)]
    roots = [found for entry in entries if (found := _root(entry["resource"]))]
    if len({system for system, _ in roots}) != 1:
        raise NotKap("no KAP episode is in the bundle" if not roots else "more than one KAP episode is in the bundle")
    system, root = roots[0]
    facts = Facts(system, entries)
    return episode_of(
        {
            **episode_of_care.from_fhir(root, system),
            "visits": [*_visits(facts)],
            "questionnaires": [*_questionnaires(facts), *scores.from_fhir(facts)],
        }
    )


def _root(resource: Resource) -> tuple[str, Resource] | None:
    """The identity system of an EpisodeOfCare that is ours: the one made of its own identifier."""
    if resource.get("resourceType") != "EpisodeOfCare":
        return None
    found = [(i.get("system", ""), i.get("value", "")) for i in identifiers(resource)]
    systems = {system for system, value in found if value == str(EPISODE)}
    made = (identity_system(system, value) for system, value in found if system not in systems)
    return next(((system, resource) for system in made if system in systems), None)


def _visits(facts: Facts) -> Iterator[Json]:
    read = {key.visit: (encounter.part_of(resource, facts), _visit(key.visit, resource, facts))
            for key, resource in facts.of("visit")}  # fmt: skip
    inner = {parent: visit for parent, visit in read.values() if parent}
    for name, (parent, visit) in read.items():
        if parent is None:
            yield {**visit, "integration": inner[name]} if name in inner else visit


def _visit(name: str, resource: Json, facts: Facts) -> Json:
    visit = dict(encounter.from_fhir(resource, name, facts))
    for _, readiness in facts.at(name, "discharge-readiness"):
        visit["discharge"] = {**visit.get("discharge", {}), **observation.discharge_from_fhir(readiness)}
    for _, course in facts.at(name, "time-course"):
        visit["time_course"] = observation.time_course_from_fhir(course)
    return filled(
        **visit,
        vitals=observation.vital_signs_from_fhir(facts.at(name, *observation.VITAL_KINDS)),
        doses=[_dose(key, dose, facts) for key, dose in facts.at(name, "dose")],
        rescue_drugs=[medication_administration.rescue_from_fhir(*rescue) for rescue in facts.at(name, "rescue")],
        sedation=[observation.sedation_from_fhir(*sedation) for sedation in facts.at(name, "sedation")],
        dissociation=[observation.dissociation_from_fhir(*stored) for stored in facts.at(name, "dissociation")],
    )


def _dose(key: Key, resource: Json, facts: Facts) -> Json:
    parts = medication_administration.parts_of(key, facts, *medication_administration.PARTS)
    boosters = medication_administration.parts_of(key, facts, "booster")
    return medication_administration.from_fhir(
        key,
        resource,
        (medication_administration.part_from_fhir(*part) for part in parts),
        (medication_administration.booster_from_fhir(*booster) for booster in boosters),
    )


def _questionnaires(facts: Facts) -> Iterator[Json]:
    for name in instruments.names():
        for key, resource in facts.of(name):
            if response := questionnaire_response.from_fhir(key, resource):
                yield response
