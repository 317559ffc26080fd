ValueSet: KapDrugValues
Id: kap-drug
Title: "KAP drugs"
Description: "Racemic ketamine and esketamine."
* ^experimental = false
* $rxnorm#6130
* $rxnorm#2119365
