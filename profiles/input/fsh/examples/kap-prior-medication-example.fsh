Instance: kap-prior-medication-example
InstanceOf: KapPriorMedication
Usage: #example
Title: "A drug that was tried before"
Description: "Sertraline, stopped for want of a response."
* insert FactOfJane(-/prior-medication/pt-1)
* insert OfJane(subject)
* status = #stopped
* statusReason.text = "no response"
* category = kap-prior-treatment#medication "Medication"
* medicationCodeableConcept.text = "sertraline"
* effectivePeriod.start = "2022-01"
* effectivePeriod.end = "2022-03"
