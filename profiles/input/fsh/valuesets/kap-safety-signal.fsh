ValueSet: KapSafetySignalValues
Id: kap-safety-signal
Title: "KAP safety signals"
Description: "All safety signals."
* ^experimental = false
* include codes from system KapSafetySignal
