Instance: kap-vital-sign-example
InstanceOf: KapVitalSign
Usage: #example
Title: "A heart rate"
Description: "The heart rate before a dose."
* insert Observation(d-1/heart-rate/r-101, 2026-03-09T09:55:00-05:00)
* category[vital-signs] = $category#vital-signs "Vital Signs"
* code = $loinc#8867-4 "Heart rate"
* valueQuantity = 72 '/min' "/min"
