Instance: pgi-c
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(PGIC, [[Patient Global Impression, change (PGI-C)]])
* description = "One rating of change by the patient, 1 to 7. The rating is the score. The words of its seven levels are not shipped: they were not read in a source."
* copyright = "The impressions were published by the US National Institute of Mental Health; nothing of their wording is in this resource."
* code = kap-instrument-score#pgi-c-panel "PGI-C panel"
* insert About(wording, [[Structure only; in the public domain (NIMH), but the words were not read in a source]], unverified, [[background knowledge]])

* insert Number(pgi-c, PGI-C, 1, 1, 7)

* insert Score(kap-instrument-score#pgi-c-score, pgi-c-score, PGI-C score, Score)
* insert Sum([['/pgi-c-item-1']], 1)
