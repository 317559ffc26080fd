Instance: wsas
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(WSAS, [[Work and Social Adjustment Scale (WSAS)]])
* description = "Five items of 0 to 8, total 0 to 40. Who is retired or chooses not to have a job ticks that instead of item 1: the item is left out, and then there is no total here. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale belongs to its authors; nothing of its wording is in this resource."
* code = kap-instrument-score#wsas-panel "WSAS panel"
* insert About(wording, [[Structure only; the licence was not read]], unverified, [[background knowledge]])
* insert About(missing, [[The form lets item 1 be not applicable (no job). How the total is then formed was not confirmed]], verified, [[scribd.com 226158283, WSAS form]])

* insert Number(wsas, WSAS, 1, 0, 8)
* insert Number(wsas, WSAS, 2, 0, 8)
* insert Number(wsas, WSAS, 3, 0, 8)
* insert Number(wsas, WSAS, 4, 0, 8)
* insert Number(wsas, WSAS, 5, 0, 8)

* insert Score(kap-instrument-score#wsas-total, wsas-total, WSAS total score, Total score)
* insert Sum([['/wsas-item-1' | '/wsas-item-2' | '/wsas-item-3' | '/wsas-item-4' | '/wsas-item-5']], 5)
* insert Direction(higher-is-worse)
* insert Band(0, 9, [[subclinical]], verified, [[Mundt 2002, as quoted by the Rehabilitation Measures Database]])
* insert Band(10, 20, [[significant impairment, less severe symptoms]], verified, [[Mundt 2002, as quoted by the Rehabilitation Measures Database]])
* insert Band(21, 40, [[moderately severe or worse]], verified, [[Mundt 2002, as quoted by the Rehabilitation Measures Database]])
* insert From(change, 8, [[Change that matters for one person]], unverified, [[background knowledge]])
