Extension: KapDosePerBodyWeight
Id: kap-dose-per-body-weight
Title: "Dose per body weight"
Description: "The dose in mg/kg as the clinic recorded it, and the weight it is based on."
Context: MedicationAdministration.dosage.dose
* ^experimental = false
* extension contains
    amount 0..1 and
    weight 0..1
* extension[amount] ^short = "Dose in mg/kg"
* extension[amount].value[x] only Quantity
* extension[amount].value[x] 1..1
* extension[amount].valueQuantity = $ucum#mg/kg
* extension[weight] ^short = "Body weight in kg"
* extension[weight].value[x] only Quantity
* extension[weight].value[x] 1..1
* extension[weight].valueQuantity = $ucum#kg
