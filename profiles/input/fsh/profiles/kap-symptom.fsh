Profile: KapSymptom
Parent: Observation
Id: kap-symptom
Title: "KAP symptom"
Description: "The symptom of an adverse event: from when to when, how severe, what was done about it, whether it was to be expected."
* insert Observed(exam)
* partOf only Reference(MedicationAdministration)
* effective[x] only dateTime or Period
* value[x] only CodeableConcept
* component.code from KapSymptomPartValues (required)
* insert ByCode
* insert Component(action, action, string)
* insert Component(expected, expected, boolean)
