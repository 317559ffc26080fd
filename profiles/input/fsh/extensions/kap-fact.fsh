Extension: KapFact
Id: kap-fact
Title: "What is known of an instrument"
Description: "A band, a cut-off, a definition of response or remission, a rule, a licence: what kind of fact, in words, with its bounds, whether somebody has read it in the source named. What is unverified is shipped to be checked, not to be relied on."
Context: Questionnaire, Questionnaire.item
* ^experimental = false
* extension contains
    kind 1..1 and
    text 1..1 and
    verification 1..1 and
    source 1..1 and
    low 0..1 and
    high 0..1
* extension[kind].value[x] only code
* extension[kind].value[x] 1..1
* extension[kind].valueCode from KapFactKindValues (required)
* extension[text].value[x] only string
* extension[text].value[x] 1..1
* extension[verification].value[x] only code
* extension[verification].value[x] 1..1
* extension[verification].valueCode from KapVerificationValues (required)
* extension[source] ^short = "Where it was read, or where it would have to be looked up"
* extension[source].value[x] only string
* extension[source].value[x] 1..1
* extension[low] ^short = "The lowest value that belongs to it, in the unit of its kind"
* extension[low].value[x] only decimal
* extension[low].value[x] 1..1
* extension[high] ^short = "The highest value that belongs to it, in the unit of its kind"
* extension[high].value[x] only decimal
* extension[high].value[x] 1..1
