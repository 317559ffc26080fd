Instance: edi
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(EDI, [[Ego-Dissolution Inventory (EDI)]])
* description = "Eight visual analogue scales of 0 to 100, in whole numbers; the score is their mean. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The inventory belongs to its authors; nothing of its wording is in this resource."
* code = kap-instrument-score#edi-panel "EDI panel"
* insert About(wording, [[Structure only; the licence was not read]], unverified, [[background knowledge]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Number(edi, EDI, 1, 0, 100)
* insert Number(edi, EDI, 2, 0, 100)
* insert Number(edi, EDI, 3, 0, 100)
* insert Number(edi, EDI, 4, 0, 100)
* insert Number(edi, EDI, 5, 0, 100)
* insert Number(edi, EDI, 6, 0, 100)
* insert Number(edi, EDI, 7, 0, 100)
* insert Number(edi, EDI, 8, 0, 100)

* insert Score(kap-instrument-score#edi-total, edi-total, EDI total score, Total score)
* insert Rule(mean, [[iif(%resource.item.where(linkId in ('/edi-item-1' | '/edi-item-2' | '/edi-item-3' | '/edi-item-4' | '/edi-item-5' | '/edi-item-6' | '/edi-item-7' | '/edi-item-8')).answer.count() = 8, %resource.item.where(linkId in ('/edi-item-1' | '/edi-item-2' | '/edi-item-3' | '/edi-item-4' | '/edi-item-5' | '/edi-item-6' | '/edi-item-7' | '/edi-item-8')).answer.value.aggregate($total + $this, 0) / 8)]])
* insert Direction(higher-is-more)
