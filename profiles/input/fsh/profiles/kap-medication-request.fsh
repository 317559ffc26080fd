Profile: KapMedicationRequest
Parent: MedicationRequest
Id: kap-medication-request
Title: "KAP medication request"
Description: "The dose as prescribed, or a drug against nausea as planned."
* insert Identified
* instantiatesCanonical 0..0 // R5 has none of these
* instantiatesUri 0..0
* detectedIssue 0..0
* medication[x] only CodeableConcept
* subject only Reference(Patient)
* encounter only Reference(Encounter)
* dosageInstruction ..1
* dosageInstruction.route from KapRouteValues (required)
* dosageInstruction.doseAndRate ..1
* dosageInstruction.doseAndRate.dose[x] only SimpleQuantity
* dosageInstruction.doseAndRate.doseQuantity obeys kap-dose-mg
