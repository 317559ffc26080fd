Instance: cadss
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(CADSS, [[Clinician-Administered Dissociative States Scale (CADSS), 23 subjective items]])
* description = "Twenty-three subjective items of 0 to 4, total 0 to 92; the five items of the observer are not part of it. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale is copyright J. Douglas Bremner; nothing of its wording is in this resource."
* code = kap-instrument-score#cadss-panel "CADSS panel"
* insert About(wording, [[Structure only; copyright Bremner, permission is needed]], unverified, [[background knowledge]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[Subscales of depersonalisation, derealisation and amnesia exist; which items belong to them was not confirmed, so none is computed]], unverified, [[background knowledge]])

* insert Number(cadss, CADSS, 1, 0, 4)
* insert Number(cadss, CADSS, 2, 0, 4)
* insert Number(cadss, CADSS, 3, 0, 4)
* insert Number(cadss, CADSS, 4, 0, 4)
* insert Number(cadss, CADSS, 5, 0, 4)
* insert Number(cadss, CADSS, 6, 0, 4)
* insert Number(cadss, CADSS, 7, 0, 4)
* insert Number(cadss, CADSS, 8, 0, 4)
* insert Number(cadss, CADSS, 9, 0, 4)
* insert Number(cadss, CADSS, 10, 0, 4)
* insert Number(cadss, CADSS, 11, 0, 4)
* insert Number(cadss, CADSS, 12, 0, 4)
* insert Number(cadss, CADSS, 13, 0, 4)
* insert Number(cadss, CADSS, 14, 0, 4)
* insert Number(cadss, CADSS, 15, 0, 4)
* insert Number(cadss, CADSS, 16, 0, 4)
* insert Number(cadss, CADSS, 17, 0, 4)
* insert Number(cadss, CADSS, 18, 0, 4)
* insert Number(cadss, CADSS, 19, 0, 4)
* insert Number(cadss, CADSS, 20, 0, 4)
* insert Number(cadss, CADSS, 21, 0, 4)
* insert Number(cadss, CADSS, 22, 0, 4)
* insert Number(cadss, CADSS, 23, 0, 4)

* insert Score(kap-instrument-score#cadss-total, cadss-total, CADSS total score, Total score)
* insert Sum([['/cadss-item-1' | '/cadss-item-2' | '/cadss-item-3' | '/cadss-item-4' | '/cadss-item-5' | '/cadss-item-6' | '/cadss-item-7' | '/cadss-item-8' | '/cadss-item-9' | '/cadss-item-10' | '/cadss-item-11' | '/cadss-item-12' | '/cadss-item-13' | '/cadss-item-14' | '/cadss-item-15' | '/cadss-item-16' | '/cadss-item-17' | '/cadss-item-18' | '/cadss-item-19' | '/cadss-item-20' | '/cadss-item-21' | '/cadss-item-22' | '/cadss-item-23']], 23)
* insert Direction(higher-is-more)
* insert From(cut-off, 5, [[More than 4 is used in trials as a sign of dissociation]], unverified, [[background knowledge]])
