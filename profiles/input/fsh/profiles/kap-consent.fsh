Profile: KapConsentProfile
Parent: Consent
Id: kap-consent
Title: "KAP consent"
Description: "What the patient agreed to, or refused. A refusal is an active Consent whose provision denies."
* insert Identified
* obeys kap-consent-about
* status from KapConsentStatusValues (required)
* insert OwnCoding(category.coding, about, KapConsent, KapConsentValues)
* patient 1..1
* policy 0..0 // R5 has another; the clinic's form stands in policyRule
* policyRule 1..1
* provision 1..1
* provision.type 1..1

Invariant: kap-consent-about
Description: "It says in the guide's words what it is about: exactly one thing."
Severity: #error
Expression: "category.coding.where(system.endsWith('/CodeSystem/kap-consent')).count() = 1"
