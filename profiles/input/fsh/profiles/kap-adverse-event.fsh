Profile: KapAdverseEvent
Parent: AdverseEvent
Id: kap-adverse-event
Title: "KAP adverse event"
Description: "What the clinician calls an adverse event, and nothing else: an expected effect is an Observation. Its symptom is an Observation too."
* insert Identified
* obeys kap-tag
* event 1..1
* subject only Reference(Patient)
* encounter only Reference(Encounter)
* suspectEntity.causality ..1 // R5 has one, without productRelatedness
* suspectEntity.causality.productRelatedness 0..0
* subjectMedicalHistory 0..0 // R5 has both as supportingInfo
* referenceDocument 0..0
