Instance: qids-sr16
InstanceOf: Questionnaire
Usage: #definition
* insert Instrument(QIDSSR16, [[Quick Inventory of Depressive Symptomatology, Self-Report, 16 items (QIDS-SR16)]])
* description = "Over the last seven days. Sixteen items of 0 to 3, total 0 to 27: sleep (1 to 4), appetite and weight (6 to 9) and psychomotor change (15 and 16) count once each, by the highest item. Item 12 is the safety item. The structure only: the items' words are not shipped."
* copyright = "The inventory's wording belongs to its owners (ids-qids.org); nothing of it is in this resource."
* code = kap-instrument-score#qids-sr16-panel "QIDS-SR16 panel"

* insert Unworded(1, qids-sr16-item-1, QIDS-SR16 item 1)
* insert Domain(qids-sr16-sleep, Sleep)
* insert ZeroToThree

* insert Unworded(2, qids-sr16-item-2, QIDS-SR16 item 2)
* insert Domain(qids-sr16-sleep, Sleep)
* insert ZeroToThree

* insert Unworded(3, qids-sr16-item-3, QIDS-SR16 item 3)
* insert Domain(qids-sr16-sleep, Sleep)
* insert ZeroToThree

* insert Unworded(4, qids-sr16-item-4, QIDS-SR16 item 4)
* insert Domain(qids-sr16-sleep, Sleep)
* insert ZeroToThree

* insert Unworded(5, qids-sr16-item-5, QIDS-SR16 item 5)
* insert ZeroToThree

* insert Unworded(6, qids-sr16-item-6, QIDS-SR16 item 6)
* insert Domain(qids-sr16-appetite-weight, Appetite and weight)
* insert ZeroToThree

* insert Unworded(7, qids-sr16-item-7, QIDS-SR16 item 7)
* insert Domain(qids-sr16-appetite-weight, Appetite and weight)
* insert ZeroToThree

* insert Unworded(8, qids-sr16-item-8, QIDS-SR16 item 8)
* insert Domain(qids-sr16-appetite-weight, Appetite and weight)
* insert ZeroToThree

* insert Unworded(9, qids-sr16-item-9, QIDS-SR16 item 9)
* insert Domain(qids-sr16-appetite-weight, Appetite and weight)
* insert ZeroToThree

* insert Unworded(10, qids-sr16-item-10, QIDS-SR16 item 10)
* insert ZeroToThree

* insert Unworded(11, qids-sr16-item-11, QIDS-SR16 item 11)
* insert ZeroToThree

* insert Unworded(12, qids-sr16-item-12, QIDS-SR16 item 12)
* insert ZeroToThree

* insert Unworded(13, qids-sr16-item-13, QIDS-SR16 item 13)
* insert ZeroToThree

* insert Unworded(14, qids-sr16-item-14, QIDS-SR16 item 14)
* insert ZeroToThree

* insert Unworded(15, qids-sr16-item-15, QIDS-SR16 item 15)
* insert Domain(qids-sr16-psychomotor, Psychomotor change)
* insert ZeroToThree

* insert Unworded(16, qids-sr16-item-16, QIDS-SR16 item 16)
* insert Domain(qids-sr16-psychomotor, Psychomotor change)
* insert ZeroToThree

* insert Total(kap-instrument-score#qids-sr16-total, qids-sr16-total, QIDS-SR16 total score)

// No words of the form: what an answer counts.
RuleSet: ZeroToThree
* insert Answer(kap-answer#qids-sr16-0, Score 0, 0)
* insert Answer(kap-answer#qids-sr16-1, Score 1, 1)
* insert Answer(kap-answer#qids-sr16-2, Score 2, 2)
* insert Answer(kap-answer#qids-sr16-3, Score 3, 3)
