"""Which profile of the guide a resource claims: by its type, and where a type has several, by the kind in its key."""

from functools import cache

from kapfhir import instruments
from kapfhir.identity import BASE
from kapfhir.terminology import OUTCOME_PARTS, VITALS

__all__ = ["profile_of"]

OF_TYPE = {
    "AdverseEvent": "kap-adverse-event",
    "AllergyIntolerance": "kap-allergy",
    "CarePlan": "kap-care-plan",
    "CareTeam": "kap-care-team",
    "Condition": "kap-condition",
    "Consent": "kap-consent",
    "Encounter": "kap-encounter",
    "EpisodeOfCare": "kap-episode-of-care",
    "Flag": "kap-flag",
    "Goal": "kap-goal",
    "MedicationRequest": "kap-medication-request",
    "Provenance": "kap-provenance",
    "QuestionnaireResponse": "kap-questionnaire-response",
    "RelatedPerson": "kap-related-person",
    "ServiceRequest": "kap-service-request",
}
OF_KIND = {
    **{vital.kind: "kap-vital-sign" for vital in VITALS.values()},
    **{part.code.code: "kap-outcome" for part in OUTCOME_PARTS.values()},
    "blood-pressure": "kap-blood-pressure",
    "oxygen-saturation": "kap-pulse-oximetry",
    "sedation": "kap-sedation",
    "dissociation": "kap-dissociation",
    "time-course": "kap-time-course",
    "discharge-readiness": "kap-discharge-readiness",
    "treatment-trial": "kap-treatment-trial",
    "adverse-event-symptom": "kap-symptom",
    "dose": "kap-dose",
    "segment": "kap-dose-segment",
    "pause": "kap-dose-pause",
    "booster": "kap-booster",
    "rescue": "kap-rescue-drug",
    "medication": "kap-medication-in-use",
    "prior-medication": "kap-prior-medication",
    "prior-procedure": "kap-prior-procedure",
    "course": "kap-course",
    "session": "kap-session",
    "psychotherapy": "kap-psychotherapy",
    "note": "kap-note",
    "process-note": "kap-psychotherapy-note",
}
OBSERVATION = "kap-judgement"  # whatever else was judged or found


def _of_score(instrument: str, part: str) -> str:
    """phq-9.panel, phq-9.total; pcl-5.cluster-b is a subscale, phq-9.1 an item."""
    if part == "panel":
        return "kap-score-panel"
    scores = {score.name for score in instruments.instrument(instrument).scores}
    return "kap-score-total" if part in scores else "kap-score-item"


@cache
def profile_of(resource_type: str, kind: str) -> str:
    """The url of the profile that a resource of this type and kind claims."""
    instrument, dot, part = kind.partition(".")
    name = OF_TYPE.get(resource_type) or (_of_score(instrument, part) if dot else OF_KIND.get(kind, OBSERVATION))
    return f"{BASE}/StructureDefinition/{name}"
