"""What frames an episode, both ways: people, diagnoses, the episode itself, history, goals, consents, plan, course."""

from collections.abc import Iterator, Mapping
from typing import Any

from kapfhir.identity import NONE
from kapfhir.mapping import (
    care_plan,
    care_team,
    condition,
    consent,
    episode_of_care,
    goal,
    judgement,
    medication_statement,
    procedure,
    provenance,
    related_person,
    service_request,
    trial,
)
from kapfhir.mapping.context import Context, Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled
from kapfhir.model import Consultation, Dosing, Episode

Contexts = Mapping[str | None, VisitContext]


def to_fhir(episode: Episode, this: Context, contexts: Contexts) -> Iterator[Resource]:
    """What the episode refers to, the episode, what refers to it."""
    yield from _people(episode, contexts)
    yield from (condition.to_fhir(diagnosis, this) for diagnosis in episode.diagnoses)
    if episode.team:
        yield care_team.to_fhir(episode, this)
    referred = [(v, contexts[v.id]) for v in episode.visits if isinstance(v, Consultation)]
    referrals = [(visit, at, key) for visit, at in referred if (key := service_request.key_of(visit, at))]
    yield from (service_request.to_fhir(visit, at) for visit, at, _ in referrals)
    yield episode_of_care.to_fhir(episode, this, (key for _, _, key in referrals))
    yield from judgement.background_to_fhir(episode, contexts[None])
    yield from _prior_treatments(episode, this, contexts[None])
    yield from (goal.to_fhir(each, this) for each in episode.goals)
    yield from (consent.to_fhir(each, this) for each in episode.consents)
    yield from _plan(episode, this)


def _people(episode: Episode, contexts: Contexts) -> Iterator[Resource]:
    for visit in episode.all_visits():
        at = contexts[visit.id]
        yield from (related_person.to_fhir(p, at) for p in visit.participants if p.relationship)
        if isinstance(visit, Consultation) and visit.emergency_contact:
            yield related_person.contact_to_fhir(visit.emergency_contact, at)


def _prior_treatments(episode: Episode, this: Context, between: VisitContext) -> Iterator[Resource]:
    for treatment in episode.prior_treatments:
        is_drug = treatment.kind in medication_statement.DRUGS
        kind = medication_statement.PRIOR if is_drug else procedure.PRIOR
        yield medication_statement.to_fhir(treatment, this) if is_drug else procedure.to_fhir(treatment, this)
        if result := trial.to_fhir(treatment, between, between.key(kind, treatment.key)):
            yield result


def _plan(episode: Episode, this: Context) -> Iterator[Resource]:
    protocol = episode.protocol
    if protocol and protocol.therapeutic_endpoint:
        yield goal.endpoint_to_fhir(protocol.therapeutic_endpoint, this)
    if protocol:
        yield care_plan.protocol_to_fhir(protocol, episode, this)
    if any(isinstance(visit, Dosing) for visit in episode.visits):
        yield procedure.course_to_fhir(episode, this)


def from_fhir(root: Json, facts: Facts, resources: list[Resource]) -> dict[str, Any]:
    """The episode's fields, its visits and questionnaires aside."""
    return filled(
        **episode_of_care.from_fhir(root, facts.system),
        **judgement.background_from_fhir(facts),
        recorded=provenance.from_fhir(resources, facts),
        team=[member for _, team in facts.at(NONE, care_team.TEAM.kind) for member in care_team.from_fhir(team)],
        diagnoses=[*_diagnoses(root, facts)],
        prior_treatments=[*_prior_treatments_from(facts)],
        goals=[goal.from_fhir(*stored) for stored in facts.at(NONE, goal.KIND)],
        consents=[consent.from_fhir(*stored) for stored in facts.at(NONE, consent.KIND)],
        protocol=_protocol(facts),
    )


def _diagnoses(root: Json, facts: Facts) -> Iterator[Json]:
    roles = {facts.target(said.get("condition")): said.get("role") for said in root.get("diagnosis", [])}
    for key, resource in facts.at(NONE, condition.KIND):
        yield condition.from_fhir(key, resource, condition.role_from_fhir(roles.get(key)))


def _prior_treatments_from(facts: Facts) -> Iterator[Json]:
    for kind, module in ((medication_statement.PRIOR, medication_statement), (procedure.PRIOR, procedure)):
        for key, resource in facts.at(NONE, kind):
            yield {**module.from_fhir(key, resource), **trial.from_fhir(key, facts)}


def _protocol(facts: Facts) -> Json:
    endpoints = (goal.text_from_fhir(resource) for _, resource in facts.at(NONE, goal.ENDPOINT.kind))
    protocols = (care_plan.protocol_from_fhir(resource) for _, resource in facts.at(NONE, care_plan.PROTOCOL.kind))
    return next(protocols, {}) | filled(therapeutic_endpoint=next(endpoints, None))
