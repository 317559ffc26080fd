Instance: ceq
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(CEQ, [[Challenging Experience Questionnaire (CEQ)]])
* description = "Twenty-six items of 0 to 5. Seven factors; which items belong to them was not confirmed, so no score is computed. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The questionnaire belongs to its authors (Barrett 2016); nothing of its wording is in this resource."
* code = kap-instrument-score#ceq-panel "CEQ panel"
* insert About(wording, [[Structure only; the licence was not read]], unverified, [[background knowledge]])
* insert About(structure, [[Seven factors: grief, fear, death, insanity, isolation, physical distress, paranoia]], unverified, [[background knowledge]])

* insert Number(ceq, CEQ, 1, 0, 5)
* insert Number(ceq, CEQ, 2, 0, 5)
* insert Number(ceq, CEQ, 3, 0, 5)
* insert Number(ceq, CEQ, 4, 0, 5)
* insert Number(ceq, CEQ, 5, 0, 5)
* insert Number(ceq, CEQ, 6, 0, 5)
* insert Number(ceq, CEQ, 7, 0, 5)
* insert Number(ceq, CEQ, 8, 0, 5)
* insert Number(ceq, CEQ, 9, 0, 5)
* insert Number(ceq, CEQ, 10, 0, 5)
* insert Number(ceq, CEQ, 11, 0, 5)
* insert Number(ceq, CEQ, 12, 0, 5)
* insert Number(ceq, CEQ, 13, 0, 5)
* insert Number(ceq, CEQ, 14, 0, 5)
* insert Number(ceq, CEQ, 15, 0, 5)
* insert Number(ceq, CEQ, 16, 0, 5)
* insert Number(ceq, CEQ, 17, 0, 5)
* insert Number(ceq, CEQ, 18, 0, 5)
* insert Number(ceq, CEQ, 19, 0, 5)
* insert Number(ceq, CEQ, 20, 0, 5)
* insert Number(ceq, CEQ, 21, 0, 5)
* insert Number(ceq, CEQ, 22, 0, 5)
* insert Number(ceq, CEQ, 23, 0, 5)
* insert Number(ceq, CEQ, 24, 0, 5)
* insert Number(ceq, CEQ, 25, 0, 5)
* insert Number(ceq, CEQ, 26, 0, 5)
