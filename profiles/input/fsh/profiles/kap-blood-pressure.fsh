Profile: KapBloodPressure
Parent: Observation
Id: kap-blood-pressure
Title: "KAP blood pressure"
Description: "Systolic and diastolic blood pressure of one reading. One that is missing is there with its reason."
* insert Observed(vital-signs)
* effective[x] only dateTime
* code = $loinc#85354-9
* effective[x] 1..1
* value[x] 0..0
* insert ByCode
* component obeys kap-value-or-absent
* component contains
    systolic 1..1 and
    diastolic 1..1
* component[systolic].code = $loinc#8480-6
* component[systolic].value[x] only Quantity
* component[systolic].valueQuantity = $ucum#mm[Hg]
* component[diastolic].code = $loinc#8462-4
* component[diastolic].value[x] only Quantity
* component[diastolic].valueQuantity = $ucum#mm[Hg]
