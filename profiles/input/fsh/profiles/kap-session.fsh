Profile: KapSession
Parent: Procedure
Id: kap-session
Title: "KAP session"
Description: "A dosing session as something that was done: part of the course, at a visit, with what each did in it."
* insert Done
* code 1..1
* code.coding ^slicing.discriminator[0].type = #value
* code.coding ^slicing.discriminator[0].path = "code"
* code.coding ^slicing.discriminator[1].type = #value
* code.coding ^slicing.discriminator[1].path = "system"
* code.coding ^slicing.rules = #open
* code.coding contains session 1..1
* code.coding[session].system = Canonical(KapProcedure)
* code.coding[session].code = #dosing-session
* partOf 1..1
* partOf only Reference(Procedure)
* encounter 1..1
* performer.function 1..1
* performer.function from KapRoleValues (required)
