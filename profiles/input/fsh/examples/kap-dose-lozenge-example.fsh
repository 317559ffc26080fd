Instance: kap-dose-lozenge-example
InstanceOf: KapDose
Usage: #example
Title: "A lozenge"
Description: "A lozenge, held and swallowed; its amount is not known."
* insert Administration(d-2/dose/dose-1)
* extension[kind].valueCodeableConcept = kap-administration-kind#dose "Dose"
* status = #completed
* medicationCodeableConcept = $rxnorm#6130 "ketamine"
* effectiveDateTime = "2026-03-16"
* dosage.extension[deviceCount].valuePositiveInt = 2
* dosage.extension[holdTime].valueQuantity = 10 'min' "min"
* dosage.route = $sct#37839007 "Sublingual route"
* dosage.method = kap-administration-method#swallow "Swallow"
* dosage.dose.extension[0].url = $data-absent-reason
* dosage.dose.extension[0].valueCode = #unknown
