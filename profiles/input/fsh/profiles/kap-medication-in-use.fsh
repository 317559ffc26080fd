Profile: KapMedicationInUse
Parent: MedicationStatement
Id: kap-medication-in-use
Title: "KAP medication in use"
Description: "A drug that the patient takes, as told at a visit."
* insert Taken
* context 1..1
