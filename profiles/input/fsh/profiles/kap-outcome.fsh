Profile: KapOutcome
Parent: Observation
Id: kap-outcome
Title: "KAP outcome"
Description: "What came of the treatment, as somebody judged it: by which definition, of which scores, for which diagnosis."
* insert Observed(survey)
* effective[x] only dateTime
* code from KapOutcomeValues (required)
* focus only Reference(Condition)
* value[x] 1..1
* value[x] only CodeableConcept or boolean or Quantity
* valueCodeableConcept from KapResponseValues (required)
* valueQuantity = $ucum#d
