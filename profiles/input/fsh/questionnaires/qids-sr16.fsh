Instance: qids-sr16
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(QIDSSR16, [[Quick Inventory of Depressive Symptomatology, Self-Report, 16 items (QIDS-SR16)]])
* description = "Over the last seven days. Sixteen items of 0 to 3, total 0 to 27: sleep (1 to 4), appetite and weight (6 to 9) and psychomotor change (15 and 16) count once each, by the highest item. The form asks for 6 or 7 and for 8 or 9. Item 12 is the safety item. The structure only: the items' words are not shipped."
* copyright = "The inventory's wording belongs to its owners (ids-qids.org); nothing of it is in this resource."
* code = kap-instrument-score#qids-sr16-panel "QIDS-SR16 panel"
* insert About(wording, [[Structure only; whether the words may be redistributed has to be asked at ids-qids.org]], unverified, [[background knowledge]])
* insert About(recall, [[The last 7 days]], verified, [[calcmd.com, QIDS score]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[Nine domains of the DSM, each 0 to 3 by its highest item]], verified, [[docs.getrivet.ca, QIDS-SR-16; millisecond.com]])
* extension[+].url = $constraint
* extension[=].extension[0].url = "key"
* extension[=].extension[0].valueId = "qids-6-7"
* extension[=].extension[1].url = "severity"
* extension[=].extension[1].valueCode = #error
* extension[=].extension[2].url = "expression"
* extension[=].extension[2].valueString = "(%resource.item.where(linkId = '/qids-sr16-item-6').answer.value > 0 and %resource.item.where(linkId = '/qids-sr16-item-7').answer.value > 0).not()"
* extension[=].extension[3].url = "human"
* extension[=].extension[3].valueString = "Items 6 and 7 exclude each other."
* extension[+].url = $constraint
* extension[=].extension[0].url = "key"
* extension[=].extension[0].valueId = "qids-8-9"
* extension[=].extension[1].url = "severity"
* extension[=].extension[1].valueCode = #error
* extension[=].extension[2].url = "expression"
* extension[=].extension[2].valueString = "(%resource.item.where(linkId = '/qids-sr16-item-8').answer.value > 0 and %resource.item.where(linkId = '/qids-sr16-item-9').answer.value > 0).not()"
* extension[=].extension[3].url = "human"
* extension[=].extension[3].valueString = "Items 8 and 9 exclude each other."

* insert Number(qids-sr16, QIDS-SR16, 1, 0, 3)
* insert Domain(qids-sr16-sleep, Sleep)

* insert Number(qids-sr16, QIDS-SR16, 2, 0, 3)
* insert Domain(qids-sr16-sleep, Sleep)

* insert Number(qids-sr16, QIDS-SR16, 3, 0, 3)
* insert Domain(qids-sr16-sleep, Sleep)

* insert Number(qids-sr16, QIDS-SR16, 4, 0, 3)
* insert Domain(qids-sr16-sleep, Sleep)
* insert Number(qids-sr16, QIDS-SR16, 5, 0, 3)

* insert Number(qids-sr16, QIDS-SR16, 6, 0, 3)
* insert Domain(qids-sr16-appetite-weight, Appetite and weight)
* insert Alternative(/qids-sr16-item-7)

* insert Number(qids-sr16, QIDS-SR16, 7, 0, 3)
* insert Domain(qids-sr16-appetite-weight, Appetite and weight)
* insert Alternative(/qids-sr16-item-6)

* insert Number(qids-sr16, QIDS-SR16, 8, 0, 3)
* insert Domain(qids-sr16-appetite-weight, Appetite and weight)
* insert Alternative(/qids-sr16-item-9)

* insert Number(qids-sr16, QIDS-SR16, 9, 0, 3)
* insert Domain(qids-sr16-appetite-weight, Appetite and weight)
* insert Alternative(/qids-sr16-item-8)
* insert Number(qids-sr16, QIDS-SR16, 10, 0, 3)
* insert Number(qids-sr16, QIDS-SR16, 11, 0, 3)

* insert Number(qids-sr16, QIDS-SR16, 12, 0, 3)
* insert Safety(2)
* insert Number(qids-sr16, QIDS-SR16, 13, 0, 3)
* insert Number(qids-sr16, QIDS-SR16, 14, 0, 3)

* insert Number(qids-sr16, QIDS-SR16, 15, 0, 3)
* insert Domain(qids-sr16-psychomotor, Psychomotor change)

* insert Number(qids-sr16, QIDS-SR16, 16, 0, 3)
* insert Domain(qids-sr16-psychomotor, Psychomotor change)

* insert Score(kap-instrument-score#qids-sr16-total, qids-sr16-total, QIDS-SR16 total score, Total score)
* insert Rule(sum, [[iif(%resource.item.where(linkId in ('/qids-sr16-item-1' | '/qids-sr16-item-2' | '/qids-sr16-item-3' | '/qids-sr16-item-4' | '/qids-sr16-item-5' | '/qids-sr16-item-10' | '/qids-sr16-item-11' | '/qids-sr16-item-12' | '/qids-sr16-item-13' | '/qids-sr16-item-14' | '/qids-sr16-item-15' | '/qids-sr16-item-16')).answer.count() = 12 and %resource.item.where(linkId in ('/qids-sr16-item-6' | '/qids-sr16-item-7')).answer.exists() and %resource.item.where(linkId in ('/qids-sr16-item-8' | '/qids-sr16-item-9')).answer.exists(), %resource.item.where(linkId in ('/qids-sr16-item-1' | '/qids-sr16-item-2' | '/qids-sr16-item-3' | '/qids-sr16-item-4')).answer.value.aggregate(iif($total.empty() or $this > $total, $this, $total)) + %resource.item.where(linkId in ('/qids-sr16-item-6' | '/qids-sr16-item-7' | '/qids-sr16-item-8' | '/qids-sr16-item-9')).answer.value.aggregate(iif($total.empty() or $this > $total, $this, $total)) + %resource.item.where(linkId in ('/qids-sr16-item-15' | '/qids-sr16-item-16')).answer.value.aggregate(iif($total.empty() or $this > $total, $this, $total)) + %resource.item.where(linkId in ('/qids-sr16-item-5' | '/qids-sr16-item-10' | '/qids-sr16-item-11' | '/qids-sr16-item-12' | '/qids-sr16-item-13' | '/qids-sr16-item-14')).answer.value.aggregate($total + $this, 0))]])
* insert Direction(higher-is-worse)
* insert Band(0, 5, [[none]], verified, [[ids-qids.org/interpretation.html]])
* insert Band(6, 10, [[mild]], verified, [[ids-qids.org/interpretation.html]])
* insert Band(11, 15, [[moderate]], verified, [[ids-qids.org/interpretation.html]])
* insert Band(16, 20, [[severe]], verified, [[ids-qids.org/interpretation.html]])
* insert Band(21, 27, [[very severe]], verified, [[ids-qids.org/interpretation.html]])
* insert From(response, 50, [[Response: at least 50 % less than at baseline]], unverified, [[convention of trials]])
* insert UpTo(remission, 5, [[Remission]], verified, [[PMC2020429; Trivedi 2006 as cited by hiboop.com]])
* insert From(change-percent, 28.5, [[Change that matters for one person]], unverified, [[background knowledge]])
* insert From(change, 3.5, [[Change that matters for one person]], unverified, [[background knowledge]])
