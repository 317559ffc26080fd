Profile: KapFlag
Parent: Flag
Id: kap-flag
Title: "KAP flag"
Description: "An answer that asks for a clinician's attention. It is no diagnosis, no judgement of risk and no alarm."
* insert Identified
* category 1..1
* category = http://terminology.hl7.org/CodeSystem/flag-category#safety
* code from KapSafetySignalValues (required)
* subject only Reference(Patient)
* encounter only Reference(Encounter)
