Profile: KapCondition
Parent: Condition
Id: kap-condition
Title: "KAP condition"
Description: "A diagnosis, with all of its codings. It names no Encounter: an EpisodeOfCare refers to it, and references never go in a circle."
* insert Identified
* category 1..
* code 1..1
* subject only Reference(Patient)
* encounter 0..0
* onset[x] only dateTime
* abatement[x] only dateTime
