Instance: pgi-s
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(PGIS, [[Patient Global Impression, severity (PGI-S)]])
* description = "One rating of severity by the patient, 1 to 7. The rating is the score. The words of its seven levels are not shipped: they were not read in a source."
* copyright = "The impressions were published by the US National Institute of Mental Health; nothing of their wording is in this resource."
* code = kap-instrument-score#pgi-s-panel "PGI-S panel"
* insert About(wording, [[Structure only; in the public domain (NIMH), but the words were not read in a source]], unverified, [[background knowledge]])

* insert Number(pgi-s, PGI-S, 1, 1, 7)

* insert Score(kap-instrument-score#pgi-s-score, pgi-s-score, PGI-S score, Score)
* insert Sum([['/pgi-s-item-1']], 1)
* insert Direction(higher-is-worse)
