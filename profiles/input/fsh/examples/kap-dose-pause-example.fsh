Instance: kap-dose-pause-example
InstanceOf: KapDosePause
Usage: #example
Title: "A pause of an infusion"
Description: "Five minutes for a change of the line."
* insert Administration(d-1/pause/part-2)
* extension[kind].valueCodeableConcept = kap-administration-kind#pause "Pause of an infusion"
* status = #not-done
* statusReason.text = "line changed"
* medicationCodeableConcept = $rxnorm#6130 "ketamine"
* effectivePeriod.start = "2026-03-09T10:15:00-05:00"
* effectivePeriod.end = "2026-03-09T10:20:00-05:00"
* partOf = Reference(kap-dose-example)
