ValueSet: KapFactKindValues
Id: kap-fact-kind
Title: "Kinds of facts about an instrument"
Description: "All kinds of facts."
* ^experimental = false
* include codes from system KapFactKind
