Instance: madrs-s
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(MADRSS, [[Montgomery-Åsberg Depression Rating Scale, Self-Report (MADRS-S)]])
* description = "Nine items of 0 to 6, total 0 to 54. Item 9 is the safety item. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale is copyright Stuart Montgomery and Marie Åsberg; nothing of its wording is in this resource."
* code = kap-instrument-score#madrs-s-panel "MADRS-S panel"
* insert About(wording, [[Structure only; the scale belongs to its authors]], unverified, [[background knowledge]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[The threshold of the safety item is ours: any answer above 0]], unverified, [[no source gives one]])

* insert Number(madrs-s, MADRS-S, 1, 0, 6)
* insert Number(madrs-s, MADRS-S, 2, 0, 6)
* insert Number(madrs-s, MADRS-S, 3, 0, 6)
* insert Number(madrs-s, MADRS-S, 4, 0, 6)
* insert Number(madrs-s, MADRS-S, 5, 0, 6)
* insert Number(madrs-s, MADRS-S, 6, 0, 6)
* insert Number(madrs-s, MADRS-S, 7, 0, 6)
* insert Number(madrs-s, MADRS-S, 8, 0, 6)

* insert Number(madrs-s, MADRS-S, 9, 0, 6)
* insert Safety(1)

* insert Score(kap-instrument-score#madrs-s-total, madrs-s-total, MADRS-S total score, Total score)
* insert Sum([['/madrs-s-item-1' | '/madrs-s-item-2' | '/madrs-s-item-3' | '/madrs-s-item-4' | '/madrs-s-item-5' | '/madrs-s-item-6' | '/madrs-s-item-7' | '/madrs-s-item-8' | '/madrs-s-item-9']], 9)
* insert Direction(higher-is-worse)
