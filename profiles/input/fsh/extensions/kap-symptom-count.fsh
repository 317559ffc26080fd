Extension: KapSymptomCount
Id: kap-symptom-count
Title: "Symptom count"
Description: "What a subscale contributes to a provisional diagnosis: so many of its items answered with so much or more. The diagnosis is suggested where every subscale with this extension is met; it never replaces an interview."
Context: Questionnaire.item
* ^experimental = false
* extension contains
    from 1..1 and
    count 1..1
* extension[from] ^short = "An item is a symptom from this answer on"
* extension[from].value[x] only integer
* extension[from].value[x] 1..1
* extension[count] ^short = "How many of the items have to be symptoms"
* extension[count].value[x] only integer
* extension[count].value[x] 1..1
