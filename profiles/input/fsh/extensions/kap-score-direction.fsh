Extension: KapScoreDirection
Id: kap-score-direction
Title: "Direction of a score"
Description: "What more of it means. An item without a direction has none, or it is not known."
Context: Questionnaire.item
* ^experimental = false
* value[x] only code
* value[x] 1..1
* valueCode from KapDirectionValues (required)
