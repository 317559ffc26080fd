ValueSet: KapScoreMethodValues
Id: kap-score-method
Title: "KAP score methods"
Description: "All sources of a total."
* ^experimental = false
* include codes from system KapScoreMethod
