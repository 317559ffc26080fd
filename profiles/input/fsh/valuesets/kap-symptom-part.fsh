ValueSet: KapSymptomPartValues
Id: kap-symptom-part
Title: "KAP parts of a symptom"
Description: "What a symptom's Observation holds beside it."
* ^experimental = false
* KapObservation#action
* KapObservation#expected
