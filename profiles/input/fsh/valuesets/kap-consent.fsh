ValueSet: KapConsentValues
Id: kap-consent
Title: "KAP consents"
Description: "All that a consent may be about."
* ^experimental = false
* include codes from system KapConsent
