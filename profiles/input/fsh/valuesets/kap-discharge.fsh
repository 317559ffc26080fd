ValueSet: KapDischargeValues
Id: kap-discharge
Title: "KAP discharge criteria"
Description: "What discharge readiness consists of."
* ^experimental = false
* KapObservation#orientation
* KapObservation#gait
* KapObservation#vital-signs-stable
* KapObservation#nausea-controlled
* KapObservation#dissociation-resolved
* KapObservation#fit-to-leave
* KapObservation#departure
