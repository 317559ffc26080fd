Profile: KapScoreItem
Parent: Observation
Id: kap-score-item
Title: "KAP score item"
Description: "The answer to one question of an instrument. A question that was skipped has no Observation."
* insert ScoreObserved
* value[x] 1..1
* value[x] only CodeableConcept or integer
* valueCodeableConcept.coding 1..
* hasMember 0..0
* derivedFrom 1..1
