Instance: kap-encounter-integration-example
InstanceOf: KapEncounter
Usage: #example
Title: "An integration"
Description: "An integration session that was cancelled; it would have lain within the dosing visit."
* insert FactOfJane(d-1-i/visit/-)
* insert OfJane(subject)
* extension[integrates].valueReference = Reference(kap-encounter-example)
* extension[reasonCancelled].valueCodeableConcept.text = "the patient preferred to rest"
* status = #cancelled
* class = $act#AMB "ambulatory"
* type.coding[kind] = kap-encounter-type#integration "Integration session"
* episodeOfCare = Reference(kap-episode-of-care-example)
* partOf = Reference(kap-encounter-example)
