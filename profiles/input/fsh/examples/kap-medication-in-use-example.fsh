Instance: kap-medication-in-use-example
InstanceOf: KapMedicationInUse
Usage: #example
Title: "A drug in use"
Description: "Bupropion, as told at the visit."
* insert FactOfJane(v-01/medication/m-1)
* insert OfJane(subject)
* context = Reference(kap-encounter-example)
* status = #active
* medicationCodeableConcept.text = "bupropion"
* dosage.text = "150 mg in the morning"
