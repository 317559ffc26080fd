ValueSet: KapEncounterTypeValues
Id: kap-encounter-type
Title: "KAP encounter types"
Description: "All kinds of visit."
* ^experimental = false
* include codes from system KapEncounterType
