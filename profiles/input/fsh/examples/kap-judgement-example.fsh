Instance: kap-judgement-example
InstanceOf: KapJudgement
Usage: #example
Title: "A judgement"
Description: "Medical clearance was given."
* insert Observation(v-02/clearance/-, 2026-03-04)
* category = $category#exam "Exam"
* code = kap-observation#clearance "Medical clearance"
* valueCodeableConcept = kap-clearance#cleared "Cleared"
