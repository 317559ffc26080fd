ValueSet: KapEncounterClassValues
Id: kap-encounter-class
Title: "KAP encounter classes"
Description: "Where a visit takes place: at the clinic, at home, over a line."
* ^experimental = false
* $act#AMB
* $act#HH
* $act#VR
