Profile: KapDosePause
Parent: MedicationAdministration
Id: kap-dose-pause
Title: "KAP dose pause"
Description: "A stretch of an infusion in which nothing was given."
* insert Administered(pause)
* insert PartOfDose
* obeys kap-pause-not-done
* medicationCodeableConcept from KapDrugValues (required)
* dosage 0..0

Invariant: kap-pause-not-done
Description: "In a pause nothing was given."
Severity: #error
Expression: "status = 'not-done' or status = 'entered-in-error'"
