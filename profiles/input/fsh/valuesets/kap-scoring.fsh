ValueSet: KapScoringValues
Id: kap-scoring
Title: "Scoring methods"
Description: "All scoring methods."
* ^experimental = false
* include codes from system KapScoring
