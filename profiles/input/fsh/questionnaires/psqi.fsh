Instance: psqi
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(PSQI, [[Pittsburgh Sleep Quality Index (PSQI), component scores]])
* description = "The nineteen questions make seven components of 0 to 3. The components are what is recorded here, as the clinic formed them; how they are formed is not in this resource. Total 0 to 21. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The index is copyright the University of Pittsburgh; nothing of its wording is in this resource, and whether scoring may be implemented has to be asked there."
* code = kap-instrument-score#psqi-panel "PSQI panel"
* insert About(wording, [[Structure only; the owner has to be asked for the form and for implementing it]], unverified, [[background knowledge]])
* insert About(structure, [[The items are the seven components, not the nineteen questions]], verified, [[the form has 19 questions and 7 components]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Number(psqi, PSQI, 1, 0, 3)
* insert Number(psqi, PSQI, 2, 0, 3)
* insert Number(psqi, PSQI, 3, 0, 3)
* insert Number(psqi, PSQI, 4, 0, 3)
* insert Number(psqi, PSQI, 5, 0, 3)
* insert Number(psqi, PSQI, 6, 0, 3)
* insert Number(psqi, PSQI, 7, 0, 3)

* insert Score(kap-instrument-score#psqi-total, psqi-total, PSQI total score, Total score)
* insert Sum([['/psqi-item-1' | '/psqi-item-2' | '/psqi-item-3' | '/psqi-item-4' | '/psqi-item-5' | '/psqi-item-6' | '/psqi-item-7']], 7)
* insert Direction(higher-is-worse)
* insert From(cut-off, 6, [[More than 5: poor sleep]], unverified, [[no source was read]])
* insert From(change, 3, [[Change that matters for one person]], unverified, [[background knowledge]])
