CodeSystem: KapMedicationStatementStatus
Id: kap-medication-statement-status
Title: "Status of a medication statement in R4"
Description: "What the status of a MedicationStatement says in FHIR R4. R5 has three codes left, so that it stands there as the code of the adherence."
* insert Codes
* #active "Active" "The medication is still being taken."
* #completed "Completed" "The medication is no longer being taken."
* #entered-in-error "Entered in Error" "The statement was recorded incorrectly."
* #intended "Intended" "The medication may be taken at some time in the future."
* #stopped "Stopped" "The medication was stopped before it was completed, and is not to be taken up again."
* #on-hold "On Hold" "The medication is not being taken for now, and is to be taken up again."
* #unknown "Unknown" "It is not known whether the medication is being taken."
* #not-taken "Not Taken" "The medication was not taken."
