Profile: KapEncounter
Parent: Encounter
Id: kap-encounter
Title: "KAP encounter"
Description: "A visit of a KAP episode. An integration on the day of dosing is an Encounter of its own, part of the dosing visit."
* insert Identified
* obeys kap-encounter-kind and kap-encounter-session and kap-encounter-integrates and kap-encounter-cancelled and kap-encounter-part
* extension contains
    KapSessionNumber named sessionNumber 0..1 and
    KapIntegrates named integrates 0..* and
    $reason-cancelled named reasonCancelled 0..1
* status from KapEncounterStatusValues (required)
* statusHistory 0..0 // R5 has neither
* classHistory 0..0
* class from KapEncounterClassValues (required)
* type 1..
* insert OwnCoding(type.coding, kind, KapEncounterType, KapEncounterTypeValues)
* subject 1..1
* subject only Reference(Patient)
* episodeOfCare 1..1
* participant obeys kap-participant-role
* participant.type 1..
* insert OwnCoding(participant.type.coding, role, KapRole, KapRoleValues)
* participant.individual 1..1
* participant.individual only Reference(Practitioner or PractitionerRole or RelatedPerson)
* length.system = $ucum
* length.code = #min
* reasonReference only Reference(Condition) // an Observation or a Procedure refers to its Encounter: never in a circle
* diagnosis.condition only Reference(Condition)
* diagnosis.rank 0..0
* hospitalization.dischargeDisposition from KapDispositionValues (required)

Invariant: kap-encounter-kind
Description: "It is a visit of exactly one kind."
Severity: #error
Expression: "type.coding.where(system.endsWith('/CodeSystem/kap-encounter-type')).count() = 1"

Invariant: kap-encounter-session
Description: "Only a dosing visit has a number in the course."
Severity: #error
Expression: "extension.where(url.endsWith('/StructureDefinition/kap-session-number')).empty() or type.coding.where(system.endsWith('/CodeSystem/kap-encounter-type') and code = 'dosing').exists()"

Invariant: kap-encounter-integrates
Description: "Only an integration works on dosing visits."
Severity: #error
Expression: "extension.where(url.endsWith('/StructureDefinition/kap-integrates')).empty() or type.coding.where(system.endsWith('/CodeSystem/kap-encounter-type') and code = 'integration').exists()"

Invariant: kap-encounter-cancelled
Description: "Only a visit that did not take place has a reason for that."
Severity: #error
Expression: "extension.where(url = 'http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled').empty() or status = 'cancelled' or status = 'entered-in-error'"

Invariant: kap-encounter-part
Description: "Only an integration is part of another visit."
Severity: #error
Expression: "partOf.empty() or type.coding.where(system.endsWith('/CodeSystem/kap-encounter-type') and code = 'integration').exists()"

Invariant: kap-participant-role
Description: "What a participant did is said in the guide's words too: HL7's do not tell giving from watching."
Severity: #error
Expression: "type.all(coding.where(system.endsWith('/CodeSystem/kap-role')).exists())"
