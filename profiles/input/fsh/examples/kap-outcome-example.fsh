Instance: kap-outcome-example
InstanceOf: KapOutcome
Usage: #example
Title: "An outcome"
Description: "A response, by the PHQ-9, of the diagnosis."
* insert Observation(v-10/degree/o-1, 2026-05-11)
* category[survey] = $category#survey "Survey"
* code = kap-observation#degree "Degree of response"
* focus = Reference(kap-condition-example)
* derivedFrom = Reference(kap-score-total-example)
* method.text = "a total at least halved"
* valueCodeableConcept = kap-response#response "Response"
