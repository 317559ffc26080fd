Instance: cgi-s
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(CGIS, [[Clinical Global Impression, severity (CGI-S)]])
* description = "One rating of severity by a clinician, 1 to 7. The rating is the score. The words of its seven levels are not shipped: they were not read in a source."
* copyright = "The impressions were published by the US National Institute of Mental Health; nothing of their wording is in this resource."
* code = kap-instrument-score#cgi-s-panel "CGI-S panel"
* insert About(wording, [[Structure only; in the public domain (NIMH), but the words were not read in a source]], unverified, [[background knowledge]])

* insert Number(cgi-s, CGI-S, 1, 1, 7)

* insert Score(kap-instrument-score#cgi-s-score, cgi-s-score, CGI-S score, Score)
* insert Sum([['/cgi-s-item-1']], 1)
* insert Direction(higher-is-worse)
