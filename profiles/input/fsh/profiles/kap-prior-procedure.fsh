Profile: KapPriorProcedure
Parent: Procedure
Id: kap-prior-procedure
Title: "KAP prior procedure"
Description: "A psychotherapy, a stimulation or another treatment that was tried before the course."
* insert Done
* category 1..1
* category from KapPriorTreatmentValues (required)
* code 1..1
* encounter 0..0
