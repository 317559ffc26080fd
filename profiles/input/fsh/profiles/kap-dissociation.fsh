Profile: KapDissociation
Parent: Observation
Id: kap-dissociation
Title: "KAP dissociation"
Description: "Dissociation as an effect of the drug: how intense it was, or whether it was there. It is no diagnosis and, of itself, no adverse event."
* insert Observed(exam)
* effective[x] only dateTime
* obeys kap-value-or-absent
* code = kap-observation#dissociation
* value[x] only CodeableConcept or boolean
* valueCodeableConcept from KapIntensityValues (required)
* component 0..0
