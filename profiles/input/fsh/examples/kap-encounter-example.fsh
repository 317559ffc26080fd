Instance: kap-encounter-example
InstanceOf: KapEncounter
Usage: #example
Title: "A dosing visit"
Description: "The first of five dosing sessions."
* insert FactOfJane(d-1/visit/-)
* insert OfJane(subject)
* extension[sessionNumber].extension[number].valuePositiveInt = 1
* extension[sessionNumber].extension[planned].valuePositiveInt = 5
* status = #finished
* class = $act#AMB "ambulatory"
* type.coding[kind] = kap-encounter-type#dosing "Dosing session"
* episodeOfCare = Reference(kap-episode-of-care-example)
* participant.type.coding[role] = kap-role#administers "Administers"
* participant.type.coding[1] = $participation#PPRF "primary performer"
* participant.individual.type = "Practitioner"
* participant.individual.display = "K. Lindqvist, RN"
* period.start = "2026-03-09T09:30:00-05:00"
* period.end = "2026-03-09T12:05:00-05:00"
* length = 155 'min' "min"
* hospitalization.dischargeDisposition = $disposition#home "Home"
