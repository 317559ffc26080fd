"""Observation: what came of the treatment, each result with its definition and the scores it was judged by.

As mCODE's disease status: a judgement with a focus and its evidence. What nobody judged is not computed here.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir import instruments
from kapfhir.identity import NONE, Key
from kapfhir.instruments import TOTAL
from kapfhir.mapping import condition
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, name_of
from kapfhir.mapping.observed import observed, value_from_fhir, value_to_fhir
from kapfhir.model import Outcome, QuestionnaireResponse
from kapfhir.terminology import INSTRUMENT, OUTCOME_PARTS, RELAPSED_ON, SURVEY

KINDS = {name: part.code.code for name, part in OUTCOME_PARTS.items()}  # field -> kind in the identity


def to_fhir(outcome: Outcome, this: VisitContext) -> Iterator[Resource]:
    """An Observation for each result."""
    episode = this.episode
    inputs = [this.reference(episode.scores[name]) for name in outcome.inputs]
    focus = [this.reference(condition.key_of(d)) for d in episode.episode.diagnoses if d.indication]
    for name, part in OUTCOME_PARTS.items():
        if value := value_to_fhir(getattr(outcome, name), part):
            judged = observed(this, this.key(KINDS[name], outcome.key), SURVEY, part.code.concept()) | value
            yield judged | filled(
                focus=focus,
                derivedFrom=inputs,
                method=outcome.definition and {"text": outcome.definition},
                component=[*_components(outcome, name)],
            )


def _components(outcome: Outcome, name: str) -> Iterator[Resource]:
    yield {"code": INSTRUMENT.concept(), "valueString": outcome.instrument}
    if name == "relapse" and outcome.relapsed:
        yield {"code": RELAPSED_ON.concept(), "valueDateTime": outcome.relapsed}


def from_fhir(visit: str, facts: Facts) -> list[Json]:
    """The outcomes that Observations with one key make."""
    outcomes: dict[str, dict[str, Any]] = {}
    for name, kind in KINDS.items():
        for key, resource in facts.at(visit, kind):
            outcome = outcomes.setdefault(key.id, {"id": key.id})
            outcome |= _shared(resource, facts) | filled(**{name: value_from_fhir(resource, OUTCOME_PARTS[name])})
    return [*outcomes.values()]


def _shared(resource: Json, facts: Facts) -> dict[str, Any]:
    words = {"instrument": INSTRUMENT, "relapsed": RELAPSED_ON}
    found = {name_of(c.get("code"), words): c for c in resource.get("component", [])}
    return filled(
        instrument=found.get("instrument", {}).get("valueString"),
        relapsed=found.get("relapsed", {}).get("valueDateTime"),
        definition=resource.get("method", {}).get("text"),
        inputs=[key.id for reference in resource.get("derivedFrom", []) if (key := facts.target(reference))],
    )


def score_key(response: QuestionnaireResponse) -> Key:
    """What an outcome is derived from: a response's total, else a subscale reported alone, else its answers."""
    names = [score.name for score in instruments.instrument(response.instrument).scores]
    told = [name for name in names if response.score(name) is not None]
    part = TOTAL if TOTAL in told else told[0] if response.reported else None
    kind = f"{response.instrument}.{part}" if part else response.instrument
    return Key(response.visit or NONE, kind, response.key or "")
