Extension: KapAlternative
Id: kap-alternative
Title: "Alternative item"
Description: "The form asks for this item or for the one with this linkId. One of the two has to be answered; both may be only where at least one of them counts nothing, otherwise they contradict each other."
Context: Questionnaire.item
* ^experimental = false
* value[x] only string
* value[x] 1..1
