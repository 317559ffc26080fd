Instance: kap-treatment-trial-example
InstanceOf: KapTreatmentTrial
Usage: #example
Title: "What came of an earlier treatment"
Description: "Sertraline did not help."
* insert FactOfJane(-/treatment-trial/pt-1)
* insert OfJane(subject)
* status = #final
* category[therapy] = $category#therapy "Therapy"
* code = kap-observation#treatment-trial "Earlier treatment and what came of it"
* partOf = Reference(kap-prior-medication-example)
* valueCodeableConcept = kap-response#no-response "No response"
