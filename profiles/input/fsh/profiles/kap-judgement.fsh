Profile: KapJudgement
Parent: Observation
Id: kap-judgement
Title: "KAP judgement"
Description: "What was judged or found at a visit, or is told of the patient, and has no profile of its own: clearance, suicide risk, a finding, a moment of the session."
* insert Identified
* obeys kap-judgement-says
* category 1..
* subject 1..1
* subject only Reference(Patient)
* encounter only Reference(Encounter)
* effective[x] only dateTime

Invariant: kap-judgement-says
Description: "It says something, or why it does not."
Severity: #error
Expression: "value.exists() or dataAbsentReason.exists() or component.exists()"
