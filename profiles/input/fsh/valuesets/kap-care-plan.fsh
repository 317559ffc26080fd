ValueSet: KapCarePlanValues
Id: kap-care-plan
Title: "KAP care plans"
Description: "What a plan is of."
* ^experimental = false
* KapCarePlan#protocol
* KapCarePlan#actions
* KapCarePlan#plan
