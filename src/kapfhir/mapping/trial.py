"""Observation: what came of a treatment that was tried before, part of the MedicationStatement or Procedure of it."""

from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, absent, filled
from kapfhir.mapping.observed import (
    components_from_fhir,
    components_to_fhir,
    observed,
    value_from_fhir,
    value_to_fhir,
)
from kapfhir.model import PriorTreatment
from kapfhir.terminology import THERAPY, TRIAL, TRIAL_PARTS

KIND = "treatment-trial"


def to_fhir(treatment: PriorTreatment, this: VisitContext, tried: Key) -> Resource | None:
    """Outcome, adequacy, tolerability, length and dose; None where nothing of it is said."""
    components = components_to_fhir(treatment, TRIAL_PARTS)
    if treatment.outcome is None and not components:
        return None
    value = value_to_fhir(treatment.outcome, TRIAL) or {"dataAbsentReason": absent("unknown")}
    trial = observed(this, Key(NONE, KIND, tried.id), THERAPY, TRIAL.code.concept())
    return trial | {"partOf": [this.reference(tried)], **value} | filled(component=components)


def from_fhir(tried: Key, facts: Facts) -> Json:
    """What came of the treatment with this key."""
    trials = (resource for key, resource in facts.at(NONE, KIND) if key.id == tried.id)
    return {
        name: value
        for resource in trials
        for name, value in filled(
            outcome=value_from_fhir(resource, TRIAL), **components_from_fhir(resource, TRIAL_PARTS)
        ).items()
    }
