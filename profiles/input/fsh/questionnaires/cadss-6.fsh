Instance: cadss-6
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(CADSS6, [[Clinician-Administered Dissociative States Scale, six items (CADSS-6)]])
* description = "Items 1, 2, 6, 7, 15 and 22 of the CADSS (Rodrigues 2021), each 0 to 4, total 0 to 24. They keep the numbers and the codes that they have in the CADSS, and can be taken from an answered CADSS. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale is copyright J. Douglas Bremner; nothing of its wording is in this resource."
* code = kap-instrument-score#cadss-6-panel "CADSS-6 panel"
* insert About(wording, [[Structure only; copyright Bremner, permission is needed]], unverified, [[background knowledge]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[Correlates with the CADSS at 0.91 to 0.95; not validated prospectively. No cut-off is known]], verified, [[Rodrigues 2021]])
* insert Number(cadss, CADSS, 1, 0, 4)
* insert Number(cadss, CADSS, 2, 0, 4)
* insert Number(cadss, CADSS, 6, 0, 4)
* insert Number(cadss, CADSS, 7, 0, 4)
* insert Number(cadss, CADSS, 15, 0, 4)
* insert Number(cadss, CADSS, 22, 0, 4)

* insert Score(kap-instrument-score#cadss-6-total, cadss-6-total, CADSS-6 total score, Total score)
* insert Sum([['/cadss-item-1' | '/cadss-item-2' | '/cadss-item-6' | '/cadss-item-7' | '/cadss-item-15' | '/cadss-item-22']], 6)
* insert Direction(higher-is-more)
