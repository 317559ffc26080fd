Instance: ham-d17
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(HAMD17, [[Hamilton Depression Rating Scale, 17 items (HAM-D17)]])
* description = "Rated by a clinician. Nine items of 0 to 4 and eight of 0 to 2, total 0 to 52. Item 3 is the safety item. Severity bands differ between sources: none is here. The structure only: the items’ words are not shipped."
* copyright = "The original is in the public domain, the wording of interview guides is not; nothing of either is in this resource."
* code = kap-instrument-score#ham-d17-panel "HAM-D17 panel"
* insert About(wording, [[Structure only; the original is in the public domain, the wording of the SIGH-D is not]], unverified, [[background knowledge]])
* insert About(recall, [[The last week]], verified, [[tititudorancea.com, NCI Thesaurus definition]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[Items 4, 5, 6, 12, 13, 14, 16 and 17 are 0 to 2, the others 0 to 4; items 1 to 7 were read, the others follow from the total of 52 and background knowledge. Some versions rate item 9 from 0 to 2]], unverified, [[scales.arabpsychology.com, HAMD-17]])
* insert About(structure, [[The threshold of the safety item is ours: any answer above 0]], unverified, [[no source gives one]])

* insert Number(ham-d17, HAM-D17, 1, 0, 4)
* insert Number(ham-d17, HAM-D17, 2, 0, 4)

* insert Number(ham-d17, HAM-D17, 3, 0, 4)
* insert Safety(1)
* insert Number(ham-d17, HAM-D17, 4, 0, 2)
* insert Number(ham-d17, HAM-D17, 5, 0, 2)
* insert Number(ham-d17, HAM-D17, 6, 0, 2)
* insert Number(ham-d17, HAM-D17, 7, 0, 4)
* insert Number(ham-d17, HAM-D17, 8, 0, 4)
* insert Number(ham-d17, HAM-D17, 9, 0, 4)
* insert Number(ham-d17, HAM-D17, 10, 0, 4)
* insert Number(ham-d17, HAM-D17, 11, 0, 4)
* insert Number(ham-d17, HAM-D17, 12, 0, 2)
* insert Number(ham-d17, HAM-D17, 13, 0, 2)
* insert Number(ham-d17, HAM-D17, 14, 0, 2)
* insert Number(ham-d17, HAM-D17, 15, 0, 4)
* insert Number(ham-d17, HAM-D17, 16, 0, 2)
* insert Number(ham-d17, HAM-D17, 17, 0, 2)

* insert Score(kap-instrument-score#ham-d17-total, ham-d17-total, HAM-D17 total score, Total score)
* insert Sum([['/ham-d17-item-1' | '/ham-d17-item-2' | '/ham-d17-item-3' | '/ham-d17-item-4' | '/ham-d17-item-5' | '/ham-d17-item-6' | '/ham-d17-item-7' | '/ham-d17-item-8' | '/ham-d17-item-9' | '/ham-d17-item-10' | '/ham-d17-item-11' | '/ham-d17-item-12' | '/ham-d17-item-13' | '/ham-d17-item-14' | '/ham-d17-item-15' | '/ham-d17-item-16' | '/ham-d17-item-17']], 17)
* insert Direction(higher-is-worse)
* insert From(response, 50, [[Response: at least 50 % less than at baseline]], unverified, [[convention of trials]])
* insert UpTo(remission, 7, [[Remission]], unverified, [[convention of trials]])
