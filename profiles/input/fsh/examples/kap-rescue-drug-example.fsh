Instance: kap-rescue-drug-example
InstanceOf: KapRescueDrug
Usage: #example
Title: "A rescue drug"
Description: "Ondansetron for nausea."
* insert Administration(d-1/rescue/ond-1)
* extension[kind].valueCodeableConcept = kap-administration-kind#rescue "Rescue drug"
* status = #completed
* medicationCodeableConcept.text = "ondansetron"
* effectiveDateTime = "2026-03-09T10:56:00-05:00"
* partOf = Reference(kap-dose-example)
* reasonCode.text = "nausea"
* insert Milligrams(4)
