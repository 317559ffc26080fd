Instance: kap-session-example
InstanceOf: KapSession
Usage: #example
Title: "A session"
Description: "The first dosing session, with who gave the drug."
* insert FactOfJane(d-1/session/-)
* insert OfJane(subject)
* encounter = Reference(kap-encounter-example)
* status = #completed
* code.coding[session] = kap-procedure#dosing-session "Dosing session"
* partOf = Reference(kap-course-example)
* performedPeriod.start = "2026-03-09T09:30:00-05:00"
* performer.function = kap-role#administers "Administers"
* performer.actor.type = "Practitioner"
* performer.actor.display = "K. Lindqvist, RN"
