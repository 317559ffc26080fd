Instance: kap-booster-example
InstanceOf: KapBooster
Usage: #example
Title: "A booster"
Description: "A further amount at the same session."
* insert Administration(d-1/booster/b-1)
* extension[kind].valueCodeableConcept = kap-administration-kind#booster "Booster"
* status = #completed
* medicationCodeableConcept = $rxnorm#6130 "ketamine"
* effectiveDateTime = "2026-03-09T10:50:00-05:00"
* partOf = Reference(kap-dose-example)
* insert Milligrams(10)
