Instance: kap-consent-example
InstanceOf: KapConsentProfile
Usage: #example
Title: "A refusal"
Description: "Recording was refused; the name of the form is not known."
* insert FactOfJane(-/consent/c-2)
* insert OfJane(patient)
* insert OfJane(performer)
* status = #active
* scope = http://terminology.hl7.org/CodeSystem/consentscope#patient-privacy "Privacy Consent"
* category.coding[about] = kap-consent#recording "Recording"
* category.coding[1] = $loinc#59284-0 "Consent Document"
* dateTime = "2026-03-02T10:00:00-06:00"
* policyRule.extension[0].url = $data-absent-reason
* policyRule.extension[0].valueCode = #unknown
* provision.type = #deny
