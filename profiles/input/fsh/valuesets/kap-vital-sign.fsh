ValueSet: KapVitalSignValues
Id: kap-vital-sign
Title: "KAP vital signs"
Description: "The vital signs with one number, but for oxygen saturation."
* ^experimental = false
* insert LoincNotice
* $loinc#8867-4
* $loinc#9279-1
* $loinc#8310-5
* $loinc#29463-7
* $loinc#8302-2
