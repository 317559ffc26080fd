ValueSet: KapDepthValues
Id: kap-depth
Title: "KAP depths"
Description: "All depths of an effect."
* ^experimental = false
* include codes from system KapDepth
