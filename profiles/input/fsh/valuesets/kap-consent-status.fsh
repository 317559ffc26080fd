ValueSet: KapConsentStatusValues
Id: kap-consent-status
Title: "KAP consent statuses"
Description: "The statuses of a Consent that R5 has too: proposed and rejected are not among them."
* ^experimental = false
* http://hl7.org/fhir/consent-state-codes#draft
* http://hl7.org/fhir/consent-state-codes#active
* http://hl7.org/fhir/consent-state-codes#inactive
* http://hl7.org/fhir/consent-state-codes#entered-in-error
