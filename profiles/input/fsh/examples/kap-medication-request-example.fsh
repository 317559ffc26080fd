Instance: kap-medication-request-example
InstanceOf: KapMedicationRequest
Usage: #example
Title: "A dose as prescribed"
Description: "34 mg by vein."
* insert FactOfJane(d-1/prescription/dose-1)
* insert OfJane(subject)
* encounter = Reference(kap-encounter-example)
* status = #completed
* intent = #order
* medicationCodeableConcept = $rxnorm#6130 "ketamine"
* dosageInstruction.route = $sct#47625008 "Intravenous route"
* dosageInstruction.doseAndRate.doseQuantity = 34 'mg' "mg"
* requester.type = "Practitioner"
* requester.display = "Dr M. Osei"
