Extension: KapScoringMethod
Id: kap-scoring-method
Title: "Scoring method"
Description: "How a score is formed of the items that its calculatedExpression names. Both say the same; a test holds them against each other."
Context: Questionnaire.item
* ^experimental = false
* value[x] only code
* value[x] 1..1
* valueCode from KapScoringValues (required)
