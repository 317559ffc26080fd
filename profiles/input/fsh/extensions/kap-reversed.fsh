Extension: KapReversed
Id: kap-reversed
Title: "Reversed item"
Description: "This item counts its highest answer less the answer given."
Context: Questionnaire.item
* ^experimental = false
* value[x] only boolean
* value[x] 1..1
* valueBoolean = true
