"""Questionnaires with their scores, what they signal, and the outcomes that are judged by them: both ways."""

from collections.abc import Iterator, Mapping

from kapfhir import instruments
from kapfhir.mapping import flag, questionnaire_response, scores, treatment_outcome
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json
from kapfhir.model import Episode, OutcomeReview

Contexts = Mapping[str | None, VisitContext]


def to_fhir(episode: Episode, contexts: Contexts) -> Iterator[Resource]:
    """Answers, scores and flags, then the outcomes."""
    known = contexts[None].episode.scores
    for response in episode.questionnaires:
        at = contexts[response.visit]
        if not response.reported:
            yield questionnaire_response.to_fhir(response, at)
        yield from scores.to_fhir(response, at)
        if raised := flag.to_fhir(response, at):
            yield raised
        known[response.key or ""] = treatment_outcome.score_key(response)
    for visit in episode.visits:
        if isinstance(visit, OutcomeReview):
            for outcome in visit.outcomes:
                yield from treatment_outcome.to_fhir(outcome, contexts[visit.id])


def from_fhir(facts: Facts) -> Iterator[Json]:
    """Questionnaires; flags and computed scores are made again. Outcomes are read with their visit."""
    for name in instruments.names():
        for key, resource in facts.of(name):
            if response := questionnaire_response.from_fhir(key, resource):
                yield response
    yield from scores.from_fhir(facts)
