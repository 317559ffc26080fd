Profile: KapPriorMedication
Parent: MedicationStatement
Id: kap-prior-medication
Title: "KAP prior medication"
Description: "A drug that was tried before the course. What came of it is an Observation, part of it."
* insert Taken
* category 1..1
* category from KapPriorTreatmentValues (required)
* context 0..0
