Instance: kap-questionnaire-response-example
InstanceOf: KapQuestionnaireResponse
Usage: #example
Title: "Answers"
Description: "A GAD-7 of which the other questions were skipped: so there is no total."
* insert FactOfJane(v-01/gad-7/q-1)
* insert OfJane(subject)
* insert OfJane(source)
* questionnaire = Canonical(gad-7|1.0.0)
* status = #completed
* encounter = Reference(kap-encounter-example)
* authored = "2026-03-02T09:02:00-06:00"
* item.linkId = "/69725-0"
* item.answer.valueCoding = $loinc#LA6571-9 "Nearly every day"
