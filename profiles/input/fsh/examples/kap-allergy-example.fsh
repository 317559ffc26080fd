Instance: kap-allergy-example
InstanceOf: KapAllergyProfile
Usage: #example
Title: "An allergy"
Description: "Penicillin."
* insert FactOfJane(v-01/allergy/al-1)
* insert OfJane(patient)
* encounter = Reference(kap-encounter-example)
* clinicalStatus = http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical#active "Active"
* code.text = "penicillin"
* note.text = "rash"
