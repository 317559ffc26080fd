Instance: kap-dissociation-example
InstanceOf: KapDissociation
Usage: #example
Title: "Dissociation as an effect"
Description: "Moderate, by the clinician's judgement."
* insert Observation(d-1/dissociation/dis-1, 2026-03-09T10:40:00-05:00)
* category[exam] = $category#exam "Exam"
* code = kap-observation#dissociation "Dissociation as an effect of the drug"
* valueCodeableConcept = kap-intensity#moderate "Moderate"
* note.text = "floaty"
