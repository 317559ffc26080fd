ValueSet: KapAdministrationKindValues
Id: kap-administration-kind
Title: "KAP administration kinds"
Description: "All kinds of administration."
* ^experimental = false
* include codes from system KapAdministrationKind
