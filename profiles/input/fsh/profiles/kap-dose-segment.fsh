Profile: KapDoseSegment
Parent: MedicationAdministration
Id: kap-dose-segment
Title: "KAP dose segment"
Description: "A stretch of an infusion at one rate. It has no amount: that is the dose's."
* insert Administered(segment)
* insert PartOfDose
* obeys kap-segment-given
* medicationCodeableConcept from KapDrugValues (required)
* dosage 1..1
* dosage.dose 0..0
* dosage.rateQuantity 1..1
* dosage.rateQuantity obeys kap-segment-rate

Invariant: kap-segment-given
Description: "A segment was given, or is an error; what was not given is a pause."
Severity: #error
Expression: "status = 'completed' or status = 'in-progress' or status = 'entered-in-error'"

Invariant: kap-segment-rate
Description: "A rate is in mg/h, mg/kg/h or mL/h; where it is not known, data-absent-reason says so."
Severity: #error
Expression: "value.exists() and system = 'http://unitsofmeasure.org' and (code = 'mg/h' or code = 'mg/kg/h' or code = 'mL/h') or value.empty() and extension.where(url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason').exists()"
