Profile: KapDose
Parent: MedicationAdministration
Id: kap-dose
Title: "KAP dose"
Description: "The dose of a session, over its whole period. Parts of an infusion, boosters and rescue drugs are administrations of their own, part of it."
* insert Administered(dose)
* obeys kap-dose-not-given
* partOf 0..0
* medicationCodeableConcept from KapDrugValues (required)
* dosage 1..1
* dosage.extension contains
    KapDeviceCount named deviceCount 0..1 and
    KapHoldTime named holdTime 0..1
* dosage.route 1..1
* dosage.route from KapRouteValues (required)
* dosage.method from KapAdministrationMethodValues (required)
* dosage.dose 1..1
* dosage.dose obeys kap-dose-mg
* dosage.dose.extension contains KapDosePerBodyWeight named perBodyWeight 0..1
* dosage.rateQuantity = $ucum#mg/h

Invariant: kap-dose-not-given
Description: "What was not given has no amount above nothing."
Severity: #error
Expression: "status != 'not-done' or dosage.dose.value.empty() or dosage.dose.value = 0"
