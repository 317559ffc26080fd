Instance: kap-note-example
InstanceOf: KapNote
Usage: #example
Title: "A note"
Description: "The summary of a dosing session."
* insert FactOfJane(d-1/note/n-1)
* insert OfJane(subject)
* status = #current
* type = $loinc#78472-8 "Mental health Procedure note"
* category = http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category#clinical-note "Clinical Note"
* category[1] = kap-document#person-drafted "Drafted by a person"
* content.attachment.contentType = #text/plain
* content.attachment.data = "dG9sZXJhdGVkIHdlbGw="
* context.encounter = Reference(kap-encounter-example)
