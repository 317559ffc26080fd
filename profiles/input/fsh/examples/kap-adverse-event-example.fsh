Instance: kap-adverse-event-example
InstanceOf: KapAdverseEvent
Usage: #example
Title: "An adverse event"
Description: "Nausea that called for a rescue drug, and probably came of the dose."
* meta.tag = $identity#kap-adverse-event-example
* insert FactOfJane(d-1/adverse-event/ae-1)
* insert OfJane(subject)
* encounter = Reference(kap-encounter-example)
* actuality = #actual
* event.text = "nausea"
* date = "2026-03-09T10:49:00-05:00"
* severity = http://terminology.hl7.org/CodeSystem/adverse-event-severity#moderate "Moderate"
* outcome = http://terminology.hl7.org/CodeSystem/adverse-event-outcome#resolved "Resolved"
* suspectEntity.instance = Reference(kap-dose-example)
* suspectEntity.causality.assessment = http://terminology.hl7.org/CodeSystem/adverse-event-causality-assess#probably-likely "Probably/Likely"
