"""MedicationRequest: the dose as prescribed, and a drug against nausea. https://hl7.org/fhir/R4/medicationrequest.html"""

from kapfhir.identity import Key
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    filled,
    logical_from_fhir,
    logical_to_fhir,
    quantity_from_fhir,
    quantity_to_fhir,
)
from kapfhir.model import Dose
from kapfhir.terminology import DRUGS, MILLIGRAM, ROUTES

KIND = "prescription"
ANTIEMETIC = "antiemetic"
STATUS = {"in-progress": "active", "not-given": "cancelled"}  # the others have the same word


def key_of(dose: Dose, this: VisitContext) -> Key | None:
    """The key of a dose's prescription, if anything is known of it."""
    return this.key(KIND, dose.key) if dose.prescribed_by or dose.planned_mg is not None else None


def to_fhir(dose: Dose, this: VisitContext) -> Resource:
    """The dose as prescribed."""
    planned = dose.planned_mg
    return this.header("MedicationRequest", this.key(KIND, dose.key)) | filled(
        status=STATUS.get(dose.status, dose.status),
        intent="order",
        medicationCodeableConcept=DRUGS[dose.drug].concept(),
        requester=dose.prescribed_by and logical_to_fhir("Practitioner", dose.prescribed_by),
        dosageInstruction=[
            filled(
                route=ROUTES[dose.route].concept(),
                doseAndRate=[{"doseQuantity": quantity_to_fhir(planned, MILLIGRAM)}] if planned is not None else None,
            )
        ],
    )


def from_fhir(dose: Key, facts: Facts) -> Json:
    """Who prescribed the dose with this key, and how much."""
    for key, resource in facts.at(dose.visit, KIND):
        if key.id == dose.id:
            rates = (rate for d in resource.get("dosageInstruction", []) for rate in d.get("doseAndRate", []))
            quantities = (quantity_from_fhir(rate.get("doseQuantity"), MILLIGRAM) for rate in rates)
            return filled(planned_mg=next(quantities, None), prescribed_by=logical_from_fhir(resource.get("requester")))
    return {}


def antiemetic_to_fhir(drug: str, this: VisitContext) -> Resource:
    """What is to be taken against nausea, in words."""
    planned = {"status": "active", "intent": "plan", "medicationCodeableConcept": {"text": drug}}
    return this.header("MedicationRequest", this.key(ANTIEMETIC)) | planned


def antiemetic_from_fhir(resource: Json) -> str | None:
    """What is to be taken against nausea."""
    text: str | None = resource.get("medicationCodeableConcept", {}).get("text")
    return text
