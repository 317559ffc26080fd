"""The episode in the clinic's words: frozen pydantic models that know no FHIR.

`kapfhir schema` prints every field with its description and unit.
"""

from kapfhir.model.dosing import (
    AdverseEvent,
    Booster,
    Discharge,
    Dose,
    DosePeriod,
    Gate,
    Moment,
    Psychotherapy,
    RescueDrug,
    Setting,
    TimeCourse,
)
from kapfhir.model.episode import Episode
from kapfhir.model.findings import (
    Action,
    Allergy,
    Contraindication,
    Finding,
    MedicationInUse,
    Note,
    Outcome,
    SuicideRisk,
)
from kapfhir.model.history import Consent, Diagnosis, Goal, PriorTreatment, Protocol, Target
from kapfhir.model.measures import Absent, Dissociation, QuestionnaireResponse, Sedation, VitalSigns
from kapfhir.model.people import Coding, Concept, Identifier, Participant, Patient, Person, Site, TeamMember
from kapfhir.model.record import Fact, Record, Withheld, plain
from kapfhir.model.values import instant_text
from kapfhir.model.visits import (
    Consultation,
    Dosing,
    FollowUp,
    Integration,
    MedicalClearance,
    OutcomeReview,
    Preparation,
    Visit,
    VisitBase,
)

__all__ = [
    "Absent", "Action", "AdverseEvent", "Allergy", "Booster", "Coding", "Concept", "Consent", "Consultation",
    "Contraindication", "Diagnosis", "Discharge", "Dissociation", "Dose", "DosePeriod", "Dosing", "Episode", "Fact",
    "Finding", "FollowUp",
    "Gate", "Goal", "Identifier", "Integration", "MedicalClearance", "MedicationInUse", "Moment", "Note", "Outcome",
    "OutcomeReview", "Participant", "Patient", "Person", "Preparation", "PriorTreatment", "Protocol", "Psychotherapy",
    "QuestionnaireResponse", "Record", "RescueDrug", "Sedation", "Setting", "Site", "SuicideRisk", "Target",
    "TeamMember", "TimeCourse", "Visit", "VisitBase", "VitalSigns", "Withheld", "instant_text", "plain",
]  # fmt: skip
