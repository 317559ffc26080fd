Instance: kap-care-plan-example
InstanceOf: KapCarePlanProfile
Usage: #example
Title: "A plan"
Description: "What comes next, in words."
* insert FactOfJane(v-09/plan/-)
* insert OfJane(subject)
* encounter = Reference(kap-encounter-example)
* status = #active
* intent = #plan
* category[0].coding[about] = kap-care-plan#plan "Plan"
* category[1] = http://hl7.org/fhir/us/core/CodeSystem/careplan-category#assess-plan "Assessment and Plan of Treatment"
* description = "one booster session in three months, if wanted"
