Profile: KapBooster
Parent: MedicationAdministration
Id: kap-booster
Title: "KAP booster"
Description: "A further amount of the drug, given after the dose and counted beside it."
* insert Administered(booster)
* insert PartOfDose
* medicationCodeableConcept from KapDrugValues (required)
* dosage 1..1
* dosage.route 1..1
* dosage.route from KapRouteValues (required)
* dosage.dose 1..1
* dosage.dose obeys kap-dose-mg
