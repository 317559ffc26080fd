CodeSystem: KapAdministrationKind
Id: kap-administration-kind
Title: "KAP administration kind"
Description: "What a MedicationAdministration is within a dosing session. A dose may have segments, pauses and boosters; each of them is part of it."
* insert Codes
* #dose "Dose" "The dose of the session, over its whole period."
* #segment "Part of an infusion at one rate" "A stretch of an infusion at one rate. It has a rate and no dose: the dose is the parent's."
* #pause "Pause of an infusion" "A stretch of an infusion in which nothing was given."
* #booster "Booster" "A further amount given after the dose and counted beside it."
* #rescue "Rescue drug" "Another drug, given for something that occurred in the session."
