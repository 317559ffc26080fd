ValueSet: KapTimePointValues
Id: kap-time-point
Title: "KAP parts of a time course"
Description: "What the time course of an effect consists of."
* ^experimental = false
* KapObservation#onset
* KapObservation#onset-min
* KapObservation#peak
* KapObservation#peak-min
* KapObservation#offset
* KapObservation#offset-min
* KapObservation#depth
