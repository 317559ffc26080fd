Instance: piq
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(PIQ, [[Psychological Insight Questionnaire (PIQ)]])
* description = "Twenty-three items of 0 to 5, total 0 to 115. Two subscales, avoidance and maladaptive patterns, goals and adaptive patterns; which items belong to them was not confirmed, so only the total is computed. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The questionnaire belongs to its authors; nothing of its wording is in this resource."
* code = kap-instrument-score#piq-panel "PIQ panel"
* insert About(wording, [[Structure only; the licence was not read]], unverified, [[background knowledge]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])
* insert About(structure, [[Two subscales: avoidance and maladaptive patterns; goals and adaptive patterns. Which items belong to them was not confirmed]], verified, [[the abstract of the scale]])

* insert Number(piq, PIQ, 1, 0, 5)
* insert Number(piq, PIQ, 2, 0, 5)
* insert Number(piq, PIQ, 3, 0, 5)
* insert Number(piq, PIQ, 4, 0, 5)
* insert Number(piq, PIQ, 5, 0, 5)
* insert Number(piq, PIQ, 6, 0, 5)
* insert Number(piq, PIQ, 7, 0, 5)
* insert Number(piq, PIQ, 8, 0, 5)
* insert Number(piq, PIQ, 9, 0, 5)
* insert Number(piq, PIQ, 10, 0, 5)
* insert Number(piq, PIQ, 11, 0, 5)
* insert Number(piq, PIQ, 12, 0, 5)
* insert Number(piq, PIQ, 13, 0, 5)
* insert Number(piq, PIQ, 14, 0, 5)
* insert Number(piq, PIQ, 15, 0, 5)
* insert Number(piq, PIQ, 16, 0, 5)
* insert Number(piq, PIQ, 17, 0, 5)
* insert Number(piq, PIQ, 18, 0, 5)
* insert Number(piq, PIQ, 19, 0, 5)
* insert Number(piq, PIQ, 20, 0, 5)
* insert Number(piq, PIQ, 21, 0, 5)
* insert Number(piq, PIQ, 22, 0, 5)
* insert Number(piq, PIQ, 23, 0, 5)

* insert Score(kap-instrument-score#piq-total, piq-total, PIQ total score, Total score)
* insert Sum([['/piq-item-1' | '/piq-item-2' | '/piq-item-3' | '/piq-item-4' | '/piq-item-5' | '/piq-item-6' | '/piq-item-7' | '/piq-item-8' | '/piq-item-9' | '/piq-item-10' | '/piq-item-11' | '/piq-item-12' | '/piq-item-13' | '/piq-item-14' | '/piq-item-15' | '/piq-item-16' | '/piq-item-17' | '/piq-item-18' | '/piq-item-19' | '/piq-item-20' | '/piq-item-21' | '/piq-item-22' | '/piq-item-23']], 23)
* insert Direction(higher-is-more)
