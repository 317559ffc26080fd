Instance: kap-dose-segment-example
InstanceOf: KapDoseSegment
Usage: #example
Title: "A segment of an infusion"
Description: "Ten minutes at a lower rate."
* insert Administration(d-1/segment/part-1)
* extension[kind].valueCodeableConcept = kap-administration-kind#segment "Part of an infusion at one rate"
* status = #completed
* medicationCodeableConcept = $rxnorm#6130 "ketamine"
* effectivePeriod.start = "2026-03-09T10:05:00-05:00"
* effectivePeriod.end = "2026-03-09T10:15:00-05:00"
* partOf = Reference(kap-dose-example)
* dosage.rateQuantity = 30 'mg/h' "mg/h"
