Instance: kap-symptom-example
InstanceOf: KapSymptom
Usage: #example
Title: "The symptom of an adverse event"
Description: "Nausea, over after half an hour."
* insert FactOfJane(d-1/adverse-event-symptom/ae-1)
* insert OfJane(subject)
* status = #final
* category[exam] = $category#exam "Exam"
* code.text = "nausea"
* encounter = Reference(kap-encounter-example)
* partOf = Reference(kap-dose-example)
* effectivePeriod.start = "2026-03-09T10:49:00-05:00"
* effectivePeriod.end = "2026-03-09T11:20:00-05:00"
* valueCodeableConcept = $sct#6736007 "Moderate"
* insert Part(action, Action taken)
* component[=].valueString = "ondansetron"
* insert Part(expected, Expected)
* component[=].valueBoolean = true
