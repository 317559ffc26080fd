ValueSet: KapAdministrationFunctionValues
Id: kap-administration-function
Title: "KAP administration functions"
Description: "Who gave a drug and who was witness."
* ^experimental = false
* $function#performer
* $function#witness
