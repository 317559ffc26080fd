Instance: isi
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(ISI, [[Insomnia Severity Index (ISI)]])
* description = "Seven items of 0 to 4, total 0 to 28. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The index is copyright Charles M. Morin, distributed by Mapi; nothing of its wording is in this resource, and whether scoring may be implemented has to be asked there."
* code = kap-instrument-score#isi-panel "ISI panel"
* insert About(wording, [[Structure only; Mapi has to be asked for the form and for implementing it]], unverified, [[background knowledge]])
* insert About(recall, [[The last 2 weeks]], verified, [[myhealth.va.gov, Insomnia Severity Index]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Number(isi, ISI, 1, 0, 4)
* insert Number(isi, ISI, 2, 0, 4)
* insert Number(isi, ISI, 3, 0, 4)
* insert Number(isi, ISI, 4, 0, 4)
* insert Number(isi, ISI, 5, 0, 4)
* insert Number(isi, ISI, 6, 0, 4)
* insert Number(isi, ISI, 7, 0, 4)

* insert Score(kap-instrument-score#isi-total, isi-total, ISI total score, Total score)
* insert Sum([['/isi-item-1' | '/isi-item-2' | '/isi-item-3' | '/isi-item-4' | '/isi-item-5' | '/isi-item-6' | '/isi-item-7']], 7)
* insert Direction(higher-is-worse)
* insert Band(0, 7, [[no clinically significant insomnia]], verified, [[myhealth.va.gov, Insomnia Severity Index]])
* insert Band(8, 14, [[subthreshold insomnia]], verified, [[myhealth.va.gov, Insomnia Severity Index]])
* insert Band(15, 21, [[clinical insomnia, moderate]], verified, [[myhealth.va.gov, Insomnia Severity Index]])
* insert Band(22, 28, [[clinical insomnia, severe]], verified, [[myhealth.va.gov, Insomnia Severity Index]])
* insert From(change, 6, [[Change that matters for one person]], unverified, [[background knowledge]])
