Profile: KapTreatmentTrial
Parent: Observation
Id: kap-treatment-trial
Title: "KAP treatment trial"
Description: "What came of a treatment that was tried before: its outcome, whether it was adequate, how it was tolerated."
* insert Observed(therapy)
* effective[x] only dateTime
* obeys kap-value-or-absent
* code = kap-observation#treatment-trial
* partOf 1..1
* partOf only Reference(MedicationStatement or Procedure)
* value[x] only CodeableConcept
* valueCodeableConcept from KapResponseValues (required)
