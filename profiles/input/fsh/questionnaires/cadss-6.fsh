Instance: cadss-6
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(CADSS6, [[Clinician-Administered Dissociative States Scale, six items (CADSS-6)]])
* description = "Items 1, 2, 6, 7, 15 and 22 of the CADSS (Rodrigues 2021), each 0 to 4, total 0 to 24. They keep the numbers and the codes that they have in the CADSS. The structure only: the items' words are not shipped, ask the owner for the form."
* copyright = "The scale is copyright J. Douglas Bremner; nothing of its wording is in this resource."
* code = kap-instrument-score#cadss-6-panel "CADSS-6 panel"

* insert Unworded(1, cadss-item-1, CADSS item 1)
* insert ZeroToFour

* insert Unworded(2, cadss-item-2, CADSS item 2)
* insert ZeroToFour

* insert Unworded(6, cadss-item-6, CADSS item 6)
* insert ZeroToFour

* insert Unworded(7, cadss-item-7, CADSS item 7)
* insert ZeroToFour

* insert Unworded(15, cadss-item-15, CADSS item 15)
* insert ZeroToFour

* insert Unworded(22, cadss-item-22, CADSS item 22)
* insert ZeroToFour

* insert Total(kap-instrument-score#cadss-6-total, cadss-6-total, CADSS-6 total score)
