Extension: KapAdministrationKindExtension
Id: kap-administration-kind
Title: "Administration kind"
Description: "What this administration is within the dosing session: the dose, a segment or a pause of its infusion, a booster, a rescue medication."
Context: MedicationAdministration
* ^experimental = false
* value[x] only CodeableConcept
* value[x] 1..1
* valueCodeableConcept from KapAdministrationKindValues (required)
