Instance: kap-score-panel-example
InstanceOf: KapScorePanel
Usage: #example
Title: "An instrument as answered"
Description: "A GAD-7 with one answer and no total."
* insert Observation(v-01/gad-7.panel/q-1, 2026-03-02T09:02:00-06:00)
* category[survey] = $category#survey "Survey"
* code = $loinc#69737-5 "Generalized anxiety disorder 7 item (GAD-7)"
* hasMember = Reference(kap-score-item-example)
* derivedFrom = Reference(kap-questionnaire-response-example)
