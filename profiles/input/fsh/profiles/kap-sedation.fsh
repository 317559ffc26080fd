Profile: KapSedation
Parent: Observation
Id: kap-sedation
Title: "KAP sedation"
Description: "The level of sedation on one of three scales."
* insert Observed(exam)
* effective[x] only dateTime
* obeys kap-value-or-absent and kap-sedation-scale
* code from KapSedationScaleValues (required)
* value[x] only integer
* component 0..0

Invariant: kap-sedation-scale
Description: "The level lies on its scale: MOAA/S 0 to 5, RASS -5 to +4, Ramsay 1 to 6."
Severity: #error
Expression: "value.empty() or code.coding.where(code = 'moaa-s').exists() and value >= 0 and value <= 5 or code.coding.where(code = 'rass').exists() and value >= (-5) and value <= 4 or code.coding.where(code = 'ramsay').exists() and value >= 1 and value <= 6"
