Profile: KapScoreTotal
Parent: Observation
Id: kap-score-total
Title: "KAP score total"
Description: "The total of an instrument: computed from the answers, or as the source gave it. There is none while an answer that counts is missing."
* insert ScoreObserved
* obeys kap-score-source
* value[x] 1..1
* value[x] only Quantity
* valueQuantity = $ucum#{score}
* valueQuantity.value 1..1
* method 1..1
* method from KapScoreMethodValues (required)
* hasMember 0..0
* derivedFrom ..1

Invariant: kap-score-source
Description: "A computed total says from which answers; one that was reported has none to say."
Severity: #error
Expression: "method.coding.where(code = 'computed-total').exists() = derivedFrom.exists()"
