Instance: kap-provenance-example
InstanceOf: KapProvenance
Usage: #example
Title: "Where a record comes from"
Description: "The clinic answers for it, a program assembled it."
* meta.tag = $identity#kap-provenance-example
* target = Reference(kap-episode-of-care-example)
* recorded = "2026-05-11T17:00:00-05:00"
* agent[0].type = http://terminology.hl7.org/CodeSystem/provenance-participant-type#author "Author"
* agent[0].who.type = "Practitioner"
* agent[0].who.display = "Dr M. Osei"
* agent[1].type = http://terminology.hl7.org/CodeSystem/provenance-participant-type#assembler "Assembler"
* agent[1].who.type = "Device"
* agent[1].who.display = "kapfhir"
* entity.role = #source
* entity.what.identifier.system = "urn:ietf:rfc:3986"
* entity.what.identifier.value = "urn:hash:sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
