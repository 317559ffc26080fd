Extension: KapHoldTime
Id: kap-hold-time
Title: "Hold time"
Description: "How long a lozenge or a tablet was held in the mouth. What was done then stands in dosage.method."
Context: MedicationAdministration.dosage
* ^experimental = false
* value[x] only Quantity
* value[x] 1..1
* valueQuantity = $ucum#min
