CodeSystem: KapCarePlan
Id: kap-care-plan
Title: "KAP care plan"
Description: "What a plan in a course of ketamine-assisted psychotherapy is about, and its parts."
* insert Codes
* #protocol "Protocol" "The plan of the course."
* #actions "Actions" "What the patient takes on."
* #plan "Plan" "What comes next."
* #dosing "Dosing sessions" "The dosing sessions: how many, how long an infusion, how many days between."
* #planned-dose "Planned dose" "The planned dose of one session, in their order."
* #monitoring "Monitoring" "How long the patient is watched after the dose."
* #integration "Integration" "How integration is planned."
