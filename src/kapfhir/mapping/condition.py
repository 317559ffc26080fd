"""Condition: a diagnosis. https://hl7.org/fhir/R4/condition.html

It names no Encounter: the episode's diagnoses point at Conditions, and references never go in a circle. What a dose
does to the patient is an effect, or an adverse event, and never becomes a Condition.
"""

from typing import Any

from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Context, Resource
from kapfhir.mapping.datatypes import (
    Json,
    concept_from_fhir,
    concept_to_fhir,
    filled,
    logical_from_fhir,
    logical_to_fhir,
    name_of,
)
from kapfhir.model import Concept, Diagnosis
from kapfhir.terminology import (
    CLINICAL_STATUS,
    COMORBIDITY,
    ICD_10_CM,
    INDICATION,
    PROBLEM,
    SEVERITY,
    SNOMED,
    SUBSTANCE_USE,
    SUBSTANCE_USE_DISORDERS,
    VERIFICATION,
)

KIND = "diagnosis"
ROLES = {True: INDICATION, False: COMORBIDITY}  # of EpisodeOfCare.diagnosis


def key_of(diagnosis: Diagnosis) -> Key:
    """The key of a diagnosis, which belongs to no visit."""
    return Key(NONE, KIND, diagnosis.key or NONE)


def to_fhir(diagnosis: Diagnosis, this: Context) -> Resource:
    """The Condition of a diagnosis, with all of its codings."""
    labels = (SUBSTANCE_USE,) if _substance_use(diagnosis.concept) else ()
    return this.header("Condition", key_of(diagnosis), *labels) | filled(
        clinicalStatus=diagnosis.clinical_status and CLINICAL_STATUS[diagnosis.clinical_status].concept(),
        verificationStatus=diagnosis.verification and VERIFICATION[diagnosis.verification].concept(),
        category=[PROBLEM.concept()],
        severity=diagnosis.severity and SEVERITY[diagnosis.severity].concept(),
        code=concept_to_fhir(diagnosis.concept),
        subject=this.patient(),
        onsetDateTime=diagnosis.onset,
        abatementDateTime=diagnosis.abatement,
        recordedDate=diagnosis.recorded,
        asserter=diagnosis.asserted_by and logical_to_fhir("Practitioner", diagnosis.asserted_by),
    )


def _substance_use(concept: Concept) -> bool:
    """F10 to F19 of ICD-10-CM, or one of the SNOMED CT codes that the table names."""
    return any(
        (coding.system == ICD_10_CM and coding.code.startswith("F1"))
        or (coding.system == SNOMED and coding.code in SUBSTANCE_USE_DISORDERS)
        for coding in concept.codings
    )


def from_fhir(key: Key, resource: Json, indication: bool | None) -> Json:
    """The diagnosis; whether it is the reason for the episode stands in the EpisodeOfCare."""
    return filled(
        id=key.id,
        concept=concept_from_fhir(resource.get("code", {})),
        severity=name_of(resource.get("severity"), SEVERITY),
        onset=resource.get("onsetDateTime"),
        abatement=resource.get("abatementDateTime"),
        clinical_status=name_of(resource.get("clinicalStatus"), CLINICAL_STATUS),
        verification=name_of(resource.get("verificationStatus"), VERIFICATION),
        recorded=resource.get("recordedDate"),
        asserted_by=logical_from_fhir(resource.get("asserter")),
        indication=indication,
    )


def role_to_fhir(diagnosis: Diagnosis, this: Context) -> Resource | None:
    """What an EpisodeOfCare says of a diagnosis, if anything is said."""
    if diagnosis.indication is None:
        return None
    return {"condition": this.reference(key_of(diagnosis)), "role": ROLES[diagnosis.indication].concept()}


def role_from_fhir(role: Any) -> bool | None:
    """Whether the diagnosis is the reason for the episode."""
    name = name_of(role, {"yes": INDICATION, "no": COMORBIDITY})
    return None if name is None else name == "yes"
