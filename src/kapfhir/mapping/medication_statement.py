"""MedicationStatement: a drug in use, or one that was tried before. https://hl7.org/fhir/R4/medicationstatement.html"""

from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Context, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, concept_from_fhir, concept_to_fhir, filled, name_of
from kapfhir.model import MedicationInUse, PriorTreatment
from kapfhir.terminology import CHOICES, PRIOR_TREATMENTS

PRIOR = "prior-medication"
IN_USE = "medication"
DRUGS = frozenset({"medication", "ketamine", "psychedelic"})  # the kinds of treatment that are a drug


def ongoing_to_fhir(treatment: PriorTreatment, still: str) -> str:
    """The status of a treatment that may be over; where nothing is said, an end still tells."""
    over = "completed" if treatment.ended else "unknown"
    return {True: still, False: "stopped", None: over}[treatment.ongoing]


def ongoing_from_fhir(resource: Json, still: str) -> bool | None:
    """Whether it still goes on, where that was said."""
    return {still: True, "stopped": False}.get(resource.get("status", ""))


def to_fhir(treatment: PriorTreatment, this: Context) -> Resource:
    """A drug that was tried before; what came of it is an Observation (`trial`)."""
    reason = treatment.reason_stopped
    return this.header("MedicationStatement", Key(NONE, PRIOR, treatment.key or NONE)) | filled(
        status=ongoing_to_fhir(treatment, "active"),
        statusReason=[{"text": reason}] if reason else None,
        category=PRIOR_TREATMENTS[treatment.kind].concept(),
        medicationCodeableConcept=concept_to_fhir(treatment.treatment),
        subject=this.patient(),
        effectivePeriod=filled(start=treatment.started, end=treatment.ended),
    )


def from_fhir(key: Key, resource: Json) -> Json:
    """A drug that was tried before."""
    period = resource.get("effectivePeriod", {})
    return filled(
        id=key.id,
        kind=name_of(resource.get("category"), PRIOR_TREATMENTS),
        treatment=concept_from_fhir(resource.get("medicationCodeableConcept", {})),
        started=period.get("start"),
        ended=period.get("end"),
        ongoing=ongoing_from_fhir(resource, "active"),
        reason_stopped=next((reason.get("text") for reason in resource.get("statusReason", [])), None),
    )


def in_use_to_fhir(medication: MedicationInUse, this: VisitContext) -> Resource:
    """A drug in use, with the class by which it may interact."""
    return this.episode.header("MedicationStatement", this.key(IN_USE, medication.key)) | filled(
        status="active",
        category=medication.interaction and CHOICES[medication.interaction].concept(),
        medicationCodeableConcept=concept_to_fhir(medication.drug),
        subject=this.episode.patient(),
        context=this.reference(this.key("visit")),
        dosage=[{"text": medication.dose}] if medication.dose else None,
    )


def in_use_from_fhir(key: Key, resource: Json) -> Json:
    """A drug in use."""
    return filled(
        id=key.id,
        drug=concept_from_fhir(resource.get("medicationCodeableConcept", {})),
        dose=next((dosage.get("text") for dosage in resource.get("dosage", [])), None),
        interaction=name_of(resource.get("category"), CHOICES),
    )
