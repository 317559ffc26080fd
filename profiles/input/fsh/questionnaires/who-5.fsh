Instance: who-5
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(WHO5, [[WHO-5 Well-Being Index (WHO-5)]])
* description = "Five items of 0 to 5. The raw score is their sum, 0 to 25, the total four times that, 0 to 100. Higher is better. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The index is published by the World Health Organization under CC BY-NC-SA; nothing of its wording is in this resource."
* code = kap-instrument-score#who-5-panel "WHO-5 panel"
* insert About(wording, [[Structure only; CC BY-NC-SA is not compatible with the licence of this guide]], unverified, [[background knowledge]])
* insert About(recall, [[The last 2 weeks]], verified, [[millisecond.com, WHO-5 manual]])
* insert About(missing, [[No rule for missing answers is known here]], unverified, [[no manual was read]])

* insert Number(who-5, WHO-5, 1, 0, 5)
* insert Number(who-5, WHO-5, 2, 0, 5)
* insert Number(who-5, WHO-5, 3, 0, 5)
* insert Number(who-5, WHO-5, 4, 0, 5)
* insert Number(who-5, WHO-5, 5, 0, 5)

* insert Score(kap-instrument-score#who-5-raw, who-5-raw, WHO-5 raw score, Raw score)
* insert Sum([['/who-5-item-1' | '/who-5-item-2' | '/who-5-item-3' | '/who-5-item-4' | '/who-5-item-5']], 5)
* insert Direction(higher-is-better)

* insert Score(kap-instrument-score#who-5-total, who-5-total, WHO-5 total score, Total score)
* insert Rule(sum-times-4, [[iif(%resource.item.where(linkId in ('/who-5-item-1' | '/who-5-item-2' | '/who-5-item-3' | '/who-5-item-4' | '/who-5-item-5')).answer.count() = 5, 4 * %resource.item.where(linkId in ('/who-5-item-1' | '/who-5-item-2' | '/who-5-item-3' | '/who-5-item-4' | '/who-5-item-5')).answer.value.aggregate($total + $this, 0))]])
* insert Direction(higher-is-better)
* insert UpTo(cut-off, 50, [[Low wellbeing. Other sources say below 50]], unverified, [[background knowledge]])
* insert UpTo(cut-off, 28, [[Depression is likely, look further]], verified, [[smaat.eu, WHO-5]])
* insert From(change, 10, [[Change that matters]], verified, [[help.valant.com, WHO-5]])
