ValueSet: KapPriorTreatmentValues
Id: kap-prior-treatment
Title: "KAP prior treatments"
Description: "All sorts of prior treatment."
* ^experimental = false
* include codes from system KapPriorTreatment
