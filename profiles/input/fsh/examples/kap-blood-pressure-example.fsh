Instance: kap-blood-pressure-example
InstanceOf: KapBloodPressure
Usage: #example
Title: "A blood pressure"
Description: "A reading of which the diastolic pressure is missing."
* insert Observation(d-1/blood-pressure/r-101, 2026-03-09T09:55:00-05:00)
* category[vital-signs] = $category#vital-signs "Vital Signs"
* code = $loinc#85354-9 "Blood pressure panel with all children optional"
* component[systolic].code = $loinc#8480-6 "Systolic blood pressure"
* component[systolic].valueQuantity = 118 'mm[Hg]' "mmHg"
* component[diastolic].code = $loinc#8462-4 "Diastolic blood pressure"
* component[diastolic].dataAbsentReason = $absent#error "Error"
