Profile: KapCarePlanProfile
Parent: CarePlan
Id: kap-care-plan
Title: "KAP care plan"
Description: "The protocol of the course, what the patient takes on, or what comes next."
* insert Identified
* obeys kap-care-plan-about
* insert OwnCoding(category.coding, about, KapCarePlan, KapCarePlanValues)
* subject only Reference(Patient)
* encounter only Reference(Encounter)

Invariant: kap-care-plan-about
Description: "It says in the guide's words what it is a plan of: exactly one thing."
Severity: #error
Expression: "category.coding.where(system.endsWith('/CodeSystem/kap-care-plan')).count() = 1"
