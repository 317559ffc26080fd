Profile: KapVitalSign
Parent: Observation
Id: kap-vital-sign
Title: "KAP vital sign"
Description: "A vital sign with one number: heart rate, respiratory rate, temperature, weight, height. HL7's vital-signs profile of the code says which unit."
* insert Observed(vital-signs)
* effective[x] only dateTime
* obeys kap-value-or-absent
* code from KapVitalSignValues (required)
* effective[x] 1..1
* value[x] only Quantity
* component 0..0
