ValueSet: KapDirectionValues
Id: kap-direction
Title: "Directions of a score"
Description: "All directions."
* ^experimental = false
* include codes from system KapDirection
