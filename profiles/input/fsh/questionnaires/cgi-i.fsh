Instance: cgi-i
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(CGII, [[Clinical Global Impression, improvement (CGI-I)]])
* description = "One rating of change since baseline by a clinician, 1 to 7. The rating is the score. The words of its seven levels are not shipped: they were not read in a source."
* copyright = "The impressions were published by the US National Institute of Mental Health; nothing of their wording is in this resource."
* code = kap-instrument-score#cgi-i-panel "CGI-I panel"
* insert About(wording, [[Structure only; in the public domain (NIMH), but the words were not read in a source]], unverified, [[background knowledge]])
* insert About(structure, [[Relative to baseline: another baseline makes it another fact]], unverified, [[background knowledge]])

* insert Number(cgi-i, CGI-I, 1, 1, 7)

* insert Score(kap-instrument-score#cgi-i-score, cgi-i-score, CGI-I score, Score)
* insert Sum([['/cgi-i-item-1']], 1)
* insert Direction(higher-is-worse)
* insert UpTo(cut-off, 2, [[Responder]], unverified, [[convention of trials]])
