Instance: ebi
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(EBI, [[Emotional Breakthrough Inventory (EBI)]])
* description = "Six visual analogue scales of 0 to 100, in whole numbers. The total is their sum, 0 to 600. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The inventory belongs to its authors; nothing of its wording is in this resource."
* code = kap-instrument-score#ebi-panel "EBI panel"
* insert About(wording, [[Structure only; the licence was not read]], unverified, [[background knowledge]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Number(ebi, EBI, 1, 0, 100)
* insert Number(ebi, EBI, 2, 0, 100)
* insert Number(ebi, EBI, 3, 0, 100)
* insert Number(ebi, EBI, 4, 0, 100)
* insert Number(ebi, EBI, 5, 0, 100)
* insert Number(ebi, EBI, 6, 0, 100)
* insert About(structure, [[Some report the mean, 0 to 100, instead of the sum; it has no code here and is not the total]], unverified, [[background knowledge]])

* insert Score(kap-instrument-score#ebi-total, ebi-total, EBI total score, Total score)
* insert Sum([['/ebi-item-1' | '/ebi-item-2' | '/ebi-item-3' | '/ebi-item-4' | '/ebi-item-5' | '/ebi-item-6']], 6)
* insert Direction(higher-is-more)
