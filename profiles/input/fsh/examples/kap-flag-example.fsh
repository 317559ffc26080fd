Instance: kap-flag-example
InstanceOf: KapFlag
Usage: #example
Title: "A flag"
Description: "Item 9 of the PHQ-9 was answered above 0."
* insert FactOfJane(v-01/phq-9.flag/q-1)
* insert OfJane(subject)
* encounter = Reference(kap-encounter-example)
* status = #active
* category = http://terminology.hl7.org/CodeSystem/flag-category#safety "Safety"
* code = kap-safety-signal#phq-9-item-9 "PHQ-9 item 9"
* period.start = "2026-03-02T09:02:00-06:00"
