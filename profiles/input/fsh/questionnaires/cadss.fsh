Instance: cadss
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(CADSS, [[Clinician-Administered Dissociative States Scale (CADSS), 23 subjective items]])
* description = "Twenty-three subjective items of 0 to 4, total 0 to 92; the five items of the observer are not part of it. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale is copyright J. Douglas Bremner; nothing of its wording is in this resource."
* code = kap-instrument-score#cadss-panel "CADSS panel"

* insert Unworded(1, cadss-item-1, CADSS item 1)
* insert ZeroToFour

* insert Unworded(2, cadss-item-2, CADSS item 2)
* insert ZeroToFour

* insert Unworded(3, cadss-item-3, CADSS item 3)
* insert ZeroToFour

* insert Unworded(4, cadss-item-4, CADSS item 4)
* insert ZeroToFour

* insert Unworded(5, cadss-item-5, CADSS item 5)
* insert ZeroToFour

* insert Unworded(6, cadss-item-6, CADSS item 6)
* insert ZeroToFour

* insert Unworded(7, cadss-item-7, CADSS item 7)
* insert ZeroToFour

* insert Unworded(8, cadss-item-8, CADSS item 8)
* insert ZeroToFour

* insert Unworded(9, cadss-item-9, CADSS item 9)
* insert ZeroToFour

* insert Unworded(10, cadss-item-10, CADSS item 10)
* insert ZeroToFour

* insert Unworded(11, cadss-item-11, CADSS item 11)
* insert ZeroToFour

* insert Unworded(12, cadss-item-12, CADSS item 12)
* insert ZeroToFour

* insert Unworded(13, cadss-item-13, CADSS item 13)
* insert ZeroToFour

* insert Unworded(14, cadss-item-14, CADSS item 14)
* insert ZeroToFour

* insert Unworded(15, cadss-item-15, CADSS item 15)
* insert ZeroToFour

* insert Unworded(16, cadss-item-16, CADSS item 16)
* insert ZeroToFour

* insert Unworded(17, cadss-item-17, CADSS item 17)
* insert ZeroToFour

* insert Unworded(18, cadss-item-18, CADSS item 18)
* insert ZeroToFour

* insert Unworded(19, cadss-item-19, CADSS item 19)
* insert ZeroToFour

* insert Unworded(20, cadss-item-20, CADSS item 20)
* insert ZeroToFour

* insert Unworded(21, cadss-item-21, CADSS item 21)
* insert ZeroToFour

* insert Unworded(22, cadss-item-22, CADSS item 22)
* insert ZeroToFour

* insert Unworded(23, cadss-item-23, CADSS item 23)
* insert ZeroToFour

* insert Total(kap-instrument-score#cadss-total, cadss-total, CADSS total score)

// No words of the form: what an answer counts. Also for the CADSS-6.
RuleSet: ZeroToFour
* insert Answer(kap-answer#cadss-0, Score 0, 0)
* insert Answer(kap-answer#cadss-1, Score 1, 1)
* insert Answer(kap-answer#cadss-2, Score 2, 2)
* insert Answer(kap-answer#cadss-3, Score 3, 3)
* insert Answer(kap-answer#cadss-4, Score 4, 4)
