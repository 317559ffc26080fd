Instance: sds
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(SDS, [[Sheehan Disability Scale (SDS)]])
* description = "Three items of 0 to 10 (1 work, 2 social life, 3 family life), total 0 to 30. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale is copyright David V. Sheehan, distributed by Mapi; nothing of its wording is in this resource, and whether scoring may be implemented has to be asked there."
* code = kap-instrument-score#sds-panel "SDS panel"
* insert About(wording, [[Structure only; Mapi has to be asked for the form and for implementing it]], unverified, [[background knowledge]])
* insert About(missing, [[Item 1 may be not applicable (no work). How the total is then formed was not confirmed]], unverified, [[background knowledge]])

* insert Number(sds, SDS, 1, 0, 10)
* insert From(cut-off, 5, [[Work: impairment that matters]], unverified, [[no source was read]])
* insert UpTo(remission, 2, [[Work: remission, where all three are]], unverified, [[background knowledge]])

* insert Number(sds, SDS, 2, 0, 10)
* insert From(cut-off, 5, [[Social life: impairment that matters]], unverified, [[no source was read]])
* insert UpTo(remission, 2, [[Social life: remission, where all three are]], unverified, [[background knowledge]])

* insert Number(sds, SDS, 3, 0, 10)
* insert From(cut-off, 5, [[Family life: impairment that matters]], unverified, [[no source was read]])
* insert UpTo(remission, 2, [[Family life: remission, where all three are]], unverified, [[background knowledge]])

* insert Score(kap-instrument-score#sds-total, sds-total, SDS total score, Total score)
* insert Sum([['/sds-item-1' | '/sds-item-2' | '/sds-item-3']], 3)
* insert Direction(higher-is-worse)
