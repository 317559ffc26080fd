Instance: madrs
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(MADRS, [[Montgomery-Åsberg Depression Rating Scale (MADRS)]])
* description = "Rated by a clinician. Ten items of 0 to 6, total 0 to 60. Item 10 is the safety item. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale is copyright Stuart Montgomery and Marie Åsberg; nothing of its wording is in this resource."
* code = kap-instrument-score#madrs-panel "MADRS panel"

* insert Unworded(1, madrs-item-1, MADRS item 1)
* insert ZeroToSix

* insert Unworded(2, madrs-item-2, MADRS item 2)
* insert ZeroToSix

* insert Unworded(3, madrs-item-3, MADRS item 3)
* insert ZeroToSix

* insert Unworded(4, madrs-item-4, MADRS item 4)
* insert ZeroToSix

* insert Unworded(5, madrs-item-5, MADRS item 5)
* insert ZeroToSix

* insert Unworded(6, madrs-item-6, MADRS item 6)
* insert ZeroToSix

* insert Unworded(7, madrs-item-7, MADRS item 7)
* insert ZeroToSix

* insert Unworded(8, madrs-item-8, MADRS item 8)
* insert ZeroToSix

* insert Unworded(9, madrs-item-9, MADRS item 9)
* insert ZeroToSix

* insert Unworded(10, madrs-item-10, MADRS item 10)
* insert ZeroToSix

* insert Total(kap-instrument-score#madrs-total, madrs-total, MADRS total score)

// No words of the form: what an answer counts.
RuleSet: ZeroToSix
* insert Answer(kap-answer#madrs-0, Score 0, 0)
* insert Answer(kap-answer#madrs-1, Score 1, 1)
* insert Answer(kap-answer#madrs-2, Score 2, 2)
* insert Answer(kap-answer#madrs-3, Score 3, 3)
* insert Answer(kap-answer#madrs-4, Score 4, 4)
* insert Answer(kap-answer#madrs-5, Score 5, 5)
* insert Answer(kap-answer#madrs-6, Score 6, 6)
