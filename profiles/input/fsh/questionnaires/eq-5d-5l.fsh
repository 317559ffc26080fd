Instance: eq-5d-5l
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(EQ5D5L, [[EQ-5D-5L]])
* description = "Five items of 1 to 5, more being worse, and a visual analogue scale of 0 to 100, more being better. The profile is the five answers in order; the index depends on a value set of the country and is not computed. There is no sum. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "EQ-5D is a trade mark of the EuroQol Research Foundation, which has to be asked for the form and for implementing it; nothing of its wording is in this resource."
* code = kap-instrument-score#eq-5d-5l-panel "EQ-5D-5L panel"
* insert About(wording, [[Structure only; EuroQol has to be asked for the form and for implementing it]], unverified, [[background knowledge]])

* insert Number(eq-5d-5l, EQ-5D-5L, 1, 1, 5)
* insert Direction(higher-is-worse)

* insert Number(eq-5d-5l, EQ-5D-5L, 2, 1, 5)
* insert Direction(higher-is-worse)

* insert Number(eq-5d-5l, EQ-5D-5L, 3, 1, 5)
* insert Direction(higher-is-worse)

* insert Number(eq-5d-5l, EQ-5D-5L, 4, 1, 5)
* insert Direction(higher-is-worse)

* insert Number(eq-5d-5l, EQ-5D-5L, 5, 1, 5)
* insert Direction(higher-is-worse)

* insert Number(eq-5d-5l, EQ-5D-5L, vas, 0, 100)
* insert Direction(higher-is-better)
