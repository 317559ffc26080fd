ValueSet: KapSedationScaleValues
Id: kap-sedation-scale
Title: "KAP sedation scales"
Description: "The scales on which sedation is judged."
* ^experimental = false
* KapObservation#moaa-s
* KapObservation#rass
* KapObservation#ramsay
