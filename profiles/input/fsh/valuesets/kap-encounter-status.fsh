ValueSet: KapEncounterStatusValues
Id: kap-encounter-status
Title: "KAP encounter statuses"
Description: "The statuses of an Encounter that R5 has too: arrived, triaged and onleave are not among them."
* ^experimental = false
* http://hl7.org/fhir/encounter-status#planned
* http://hl7.org/fhir/encounter-status#in-progress
* http://hl7.org/fhir/encounter-status#finished
* http://hl7.org/fhir/encounter-status#cancelled
* http://hl7.org/fhir/encounter-status#entered-in-error
* http://hl7.org/fhir/encounter-status#unknown
