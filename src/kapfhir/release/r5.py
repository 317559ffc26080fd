"""FHIR R5 (5.0.0): what differs from R4 in the types of a KAP record, a row for each type.

Source: the StructureDefinitions of hl7.fhir.r4.core 4.0.1 and hl7.fhir.r5.core 5.0.0, and where those leave a choice
(participants, attesters), HL7's own converter, org.hl7.fhir.convertors. What R5 has lost is carried as HL7's extension
of the R4 element, `http://hl7.org/fhir/4.0/StructureDefinition/extension-…`, or not at all: `lost`.
"""

from collections.abc import Mapping

from kapfhir.release.changes import (
    Change,
    choice,
    deep,
    extended,
    inside,
    lost,
    lost_codes,
    lost_targets,
    merged,
    native,
    renamed,
    reshaped,
    single,
    worded,
)
from kapfhir.release.r5_elements import (
    ADHERENCE,
    CLINICAL_STATUS,
    CONSENT_DATE,
    CONSENT_PROVISION,
    CONTEXTS,
    DOCUMENT_CONTEXT,
    EVENT_STATUS,
    PARTICIPANTS,
    PLANNED_ACTIVITIES,
    QUESTION_TYPES,
    R4_ELEMENT,
)
from kapfhir.release.shapes import LIST, coded, each, then, wrapped
from kapfhir.terminology import PLANNED_START

__all__ = ["CHANGES"]

CONCEPT, REFERENCE = wrapped("concept"), wrapped("reference")
OFFICIAL = {
    "coding": [
        {"system": "http://hl7.org/fhir/composition-attestation-mode", "code": "official", "display": "Official"}
    ]
}

MEDICATION = (
    reshaped("medicationCodeableConcept", "medication", CONCEPT),
    reshaped("medicationReference", "medication", REFERENCE),
)
REASON = merged("reasonCode", "reasonReference", "reason")
DOSAGE = (
    renamed("asNeededBoolean", "asNeeded"),
    reshaped("asNeededCodeableConcept", "asNeededFor", LIST),
    reshaped("maxDosePerPeriod", "maxDosePerPeriod", LIST),
)

CHANGES: Mapping[str, tuple[Change, ...]] = {
    "AdverseEvent": (
        EVENT_STATUS,
        reshaped("identifier", "identifier", LIST),
        renamed("event", "code"),
        renamed("date", "occurrenceDateTime"),
        renamed("resultingCondition", "resultingEffect"),
        extended("severity", f"{R4_ELEMENT}AdverseEvent.severity", "valueCodeableConcept"),
        reshaped("outcome", "outcome", LIST),
        inside(
            "suspectEntity",
            renamed("instance", "instanceReference"),
            single("causality"),
            inside(
                "causality",
                renamed("method", "assessmentMethod"),
                renamed("assessment", "entityRelatedness"),
                lost("productRelatedness"),
            ),
        ),
        lost("contributor", "subjectMedicalHistory", "referenceDocument"),
    ),
    "AllergyIntolerance": (
        reshaped("type", "type", coded("http://hl7.org/fhir/allergy-intolerance-type")),
        lost("_type"),
        PARTICIPANTS,
        inside("reaction", reshaped("manifestation", "manifestation", each(CONCEPT))),
    ),
    "Bundle": (CONTEXTS,),
    "CarePlan": (
        renamed("author", "custodian"),
        reshaped("addresses", "addresses", each(REFERENCE)),
        inside(
            "activity",
            merged("outcomeCodeableConcept", "outcomeReference", "performedActivity"),
            renamed("reference", "plannedActivityReference"),
        ),
        PLANNED_ACTIVITIES,
    ),
    "CareTeam": (
        inside("participant", single("role"), renamed("period", "coveragePeriod")),
        REASON,
        lost("encounter"),
    ),
    "Condition": (
        CLINICAL_STATUS,
        PARTICIPANTS,
        inside("evidence", single("code", "concept"), single("detail", "reference")),
    ),
    "Consent": (
        renamed("patient", "subject"),
        CONSENT_DATE,
        extended("scope", f"{R4_ELEMENT}Consent.scope", "valueCodeableConcept"),
        extended("performer", f"{R4_ELEMENT}Consent.performer", "valueReference", many=True),
        extended("organization", f"{R4_ELEMENT}Consent.organization", "valueReference", many=True),
        extended("policyRule", f"{R4_ELEMENT}Consent.policyRule", "valueCodeableConcept"),
        reshaped("sourceAttachment", "sourceAttachment", LIST),
        reshaped("sourceReference", "sourceReference", LIST),
        CONSENT_PROVISION,
        inside("verification", reshaped("verificationDate", "verificationDate", LIST), lost("_verificationDate")),
        lost_codes("status", "proposed", "rejected"),
        lost("policy"),
    ),
    "DocumentReference": (
        reshaped("authenticator", "attester", then(wrapped("party", mode=OFFICIAL), LIST)),
        inside(
            "relatesTo",
            reshaped("code", "code", coded("http://hl7.org/fhir/document-relationship-type")),
            lost("_code"),
        ),
        inside("content", reshaped("format", "profile", then(wrapped("valueCoding"), LIST))),
        DOCUMENT_CONTEXT,
        lost("masterIdentifier"),
    ),
    "Encounter": (
        native(PLANNED_START, "valueDateTime", "plannedStartDate"),
        worded("status", {"finished": "completed"}),
        lost_codes("status", "arrived", "triaged", "onleave"),
        reshaped("class", "class", then(then(LIST, wrapped("coding")), LIST)),
        reshaped("serviceType", "serviceType", then(CONCEPT, LIST)),
        inside("participant", renamed("individual", "actor")),
        renamed("period", "actualPeriod"),
        merged("reasonCode", "reasonReference", "reason", member=then(LIST, wrapped("value"))),
        inside(
            "diagnosis",
            reshaped("condition", "condition", then(REFERENCE, LIST)),
            reshaped("use", "use", LIST),
            lost("rank"),
        ),
        inside("hospitalization", lost("dietPreference", "specialCourtesy", "specialArrangement")),
        renamed("hospitalization", "admission"),
        inside("location", renamed("physicalType", "form")),
        lost("statusHistory", "classHistory"),
    ),
    "EpisodeOfCare": (
        inside(
            "diagnosis",
            reshaped("condition", "condition", then(REFERENCE, LIST)),
            renamed("role", "use"),
            lost("rank"),
        ),
        renamed("team", "careTeam"),
    ),
    "Flag": (),
    "Goal": (
        renamed("expressedBy", "source"),
        merged("outcomeCode", "outcomeReference", "outcome"),
    ),
    "Location": (
        renamed("physicalType", "form"),
        lost("telecom", "hoursOfOperation", "availabilityExceptions"),
    ),
    "Medication": (
        renamed("manufacturer", "marketingAuthorizationHolder"),
        renamed("form", "doseForm"),
        inside(
            "ingredient",
            reshaped("itemCodeableConcept", "item", CONCEPT),
            reshaped("itemReference", "item", REFERENCE),
            renamed("strength", "strengthRatio"),
        ),
        lost("amount"),
    ),
    "MedicationAdministration": (
        reshaped("category", "category", LIST),
        *MEDICATION,
        lost_targets("context", "EpisodeOfCare"),
        renamed("context", "encounter"),
        *choice("effective", "occurence", "DateTime", "Period"),  # R5 spells it so
        inside("performer", reshaped("actor", "actor", REFERENCE)),
        REASON,
        reshaped("device", "device", each(REFERENCE)),
        lost("instantiates"),
    ),
    "MedicationRequest": (
        renamed("reportedBoolean", "reported"),
        reshaped("reportedReference", "informationSource", LIST),
        *MEDICATION,
        reshaped("performer", "performer", LIST),
        REASON,
        inside("dispenseRequest", renamed("performer", "dispenser")),
        inside("dosageInstruction", *DOSAGE),
        lost("instantiatesCanonical", "instantiatesUri", "detectedIssue"),
    ),
    "MedicationStatement": (
        ADHERENCE,
        reshaped("category", "category", LIST),
        *MEDICATION,
        lost_targets("context", "EpisodeOfCare"),
        renamed("context", "encounter"),
        reshaped("informationSource", "informationSource", LIST),
        REASON,
        inside("dosage", *DOSAGE),
        lost("basedOn"),
    ),
    "Observation": (
        lost("valueSampledData"),
        inside("component", lost("valueSampledData")),
    ),
    "OperationOutcome": (),
    "Organization": (lost("telecom", "address", "contact"),),
    "Patient": (),
    "PlanDefinition": (lost("subjectCanonical", "action", "goal"),),
    "Practitioner": (lost("communication"),),
    "Procedure": (
        reshaped("category", "category", LIST),
        *choice("performed", "occurrence", "DateTime", "Period", "String", "Age", "Range"),
        REASON,
        merged("complication", "complicationDetail", "complication"),
        merged("usedCode", "usedReference", "used"),
        lost("asserter"),
    ),
    "Provenance": (
        reshaped("reason", "authorization", each(CONCEPT)),
        inside("entity", lost_codes("role", "derivation")),
    ),
    "Questionnaire": (deep("item", QUESTION_TYPES),),
    "QuestionnaireResponse": (reshaped("identifier", "identifier", LIST),),
    "RelatedPerson": (),
    "ServiceRequest": (
        reshaped("code", "code", CONCEPT),
        merged("locationCode", "locationReference", "location"),
        REASON,
        reshaped("supportingInfo", "supportingInfo", each(REFERENCE)),
        lost("orderDetail", "patientInstruction"),
    ),
}
