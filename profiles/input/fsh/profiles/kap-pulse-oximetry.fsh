Profile: KapPulseOximetry
Parent: Observation
Id: kap-pulse-oximetry
Title: "KAP pulse oximetry"
Description: "Oxygen saturation by pulse oximetry, with both codes that HL7's and US Core's profiles ask for."
* insert Observed(vital-signs)
* effective[x] only dateTime
* obeys kap-value-or-absent
* code.coding ^slicing.discriminator[0].type = #value
* code.coding ^slicing.discriminator[0].path = "code"
* code.coding ^slicing.discriminator[1].type = #value
* code.coding ^slicing.discriminator[1].path = "system"
* code.coding ^slicing.rules = #open
* code.coding contains
    pulseOximetry 1..1 and
    oxygenSaturation 1..1
* code.coding[pulseOximetry].system = $loinc
* code.coding[pulseOximetry].code = #59408-5
* code.coding[oxygenSaturation].system = $loinc
* code.coding[oxygenSaturation].code = #2708-6
* effective[x] 1..1
* value[x] only Quantity
* valueQuantity = $ucum#%
* component 0..0
