Instance: kap-score-total-example
InstanceOf: KapScoreTotal
Usage: #example
Title: "A total as reported"
Description: "The source gave the total of a GAD-7 and no answers."
* insert Observation(v-02/gad-7.total/q-2, 2026-03-04T11:10:00-06:00)
* category[survey] = $category#survey "Survey"
* code = $loinc#70274-6 "Generalized anxiety disorder 7 item (GAD-7) total score [Reported.PHQ]"
* method = kap-score-method#reported-total "Total as reported"
* valueQuantity = 16 '{score}' "{score}"
