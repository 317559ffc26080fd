ValueSet: KapDispositionValues
Id: kap-disposition
Title: "KAP dispositions"
Description: "Where a patient goes after a dosing session."
* ^experimental = false
* $disposition#home
* $disposition#alt-home
* $disposition#other-hcf
* $disposition#psy
* $disposition#aadvice
* $disposition#oth
