Extension: KapSafetyItem
Id: kap-safety-item
Title: "Safety item"
Description: "An answer that counts this or more is a safety signal: a clinician looks at it, whatever the total is."
Context: Questionnaire.item
* ^experimental = false
* value[x] only integer
* value[x] 1..1
