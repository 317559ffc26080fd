Profile: KapRescueDrug
Parent: MedicationAdministration
Id: kap-rescue-drug
Title: "KAP rescue drug"
Description: "Another drug, given for something that the session brought; part of the dose whose effect it treats."
* insert Administered(rescue)
* partOf ..1
* medication[x] only CodeableConcept
* dosage.route from KapRouteValues (required)
* dosage.dose obeys kap-dose-mg
