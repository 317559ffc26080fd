Instance: kap-dose-example
InstanceOf: KapDose
Usage: #example
Title: "A dose"
Description: "An infusion at one rate."
* insert Administration(d-1/dose/dose-1)
* extension[kind].valueCodeableConcept = kap-administration-kind#dose "Dose"
* status = #completed
* medicationCodeableConcept = $rxnorm#6130 "ketamine"
* effectivePeriod.start = "2026-03-09T10:05:00-05:00"
* effectivePeriod.end = "2026-03-09T10:45:00-05:00"
* performer.function = $function#performer "Performer"
* performer.actor.type = "Practitioner"
* performer.actor.display = "K. Lindqvist, RN"
* insert Milligrams(34)
* dosage.dose.extension[perBodyWeight].extension[amount].valueQuantity = 0.5 'mg/kg' "mg/kg"
* dosage.dose.extension[perBodyWeight].extension[weight].valueQuantity = 68.0 'kg' "kg"
* dosage.rateQuantity = 51 'mg/h' "mg/h"
