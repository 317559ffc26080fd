Instance: kap-pulse-oximetry-example
InstanceOf: KapPulseOximetry
Usage: #example
Title: "An oxygen saturation"
Description: "Oxygen saturation that was not measured: the probe was off."
* insert Observation(d-1/oxygen-saturation/r-101, 2026-03-09T09:55:00-05:00)
* category[vital-signs] = $category#vital-signs "Vital Signs"
* code.coding[pulseOximetry] = $loinc#59408-5 "Oxygen saturation in Arterial blood by Pulse oximetry"
* code.coding[oxygenSaturation] = $loinc#2708-6 "Oxygen saturation in Arterial blood"
* dataAbsentReason = $absent#not-performed "Not Performed"
* dataAbsentReason.text = "probe off"
