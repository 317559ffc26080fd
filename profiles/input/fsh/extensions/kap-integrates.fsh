Extension: KapIntegrates
Id: kap-integrates
Title: "Integrates"
Description: "The dosing session that this integration works on. One extension for each, where it works on several."
Context: Encounter
* ^experimental = false
* value[x] only Reference(Encounter)
* value[x] 1..1
