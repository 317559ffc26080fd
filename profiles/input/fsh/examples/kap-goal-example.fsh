Instance: kap-goal-example
InstanceOf: KapGoal
Usage: #example
Title: "A goal"
Description: "In the patient's words, and a PHQ-9 below 5."
* insert FactOfJane(-/goal/goal-1)
* insert OfJane(subject)
* insert OfJane(expressedBy)
* lifecycleStatus = #active
* description.text = "see my guilt from the outside"
* startDate = "2026-03-02"
* target.measure = $loinc#44261-6 "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]"
* target.detailQuantity = 5 '{score}' "{score}"
* target.detailQuantity.comparator = #<
* target.dueDate = "2026-05-11"
