Profile: KapAllergyProfile
Parent: AllergyIntolerance
Id: kap-allergy
Title: "KAP allergy"
Description: "An allergy, or that none is known."
* insert Identified
* code 1..1
* patient only Reference(Patient)
* encounter only Reference(Encounter)
