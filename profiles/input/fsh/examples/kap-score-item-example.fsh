Instance: kap-score-item-example
InstanceOf: KapScoreItem
Usage: #example
Title: "An answer as an Observation"
Description: "Item 1 of the GAD-7."
* insert Observation(v-01/gad-7.1/q-1, 2026-03-02T09:02:00-06:00)
* category[survey] = $category#survey "Survey"
* code = $loinc#69725-0 "Feeling nervous, anxious or on edge in last 2W"
* valueCodeableConcept = $loinc#LA6571-9 "Nearly every day"
* derivedFrom = Reference(kap-questionnaire-response-example)
