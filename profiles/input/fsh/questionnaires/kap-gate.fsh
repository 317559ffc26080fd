Instance: kap-gate
InstanceOf: Questionnaire
Usage: #definition
* insert Form(KapGate, [[KAP checks before the dose]])
* description = "What is checked before the drug is given, and what was decided."

* insert YesNo(fasted, [[Has the patient fasted as told?]])
* insert Words(interval-changes, [[Changes of medication, substances or health since the last visit]])
* insert YesNo(pregnancy-excluded, [[Is pregnancy excluded?]])
* insert YesNo(escort-confirmed, [[Will somebody take the patient home?]])
* insert YesNo(consent-reaffirmed, [[Does the patient still consent?]])
* insert YesNo(suicide-risk-checked, [[Was suicide risk asked about?]])
* insert YesNo(vitals-acceptable, [[Do the vital signs allow dosing?]])
* insert Words(hold-rule, [[The rule by which a dose is held]])
* insert OneOf(decision, [[Decision]])
* insert Choice(go, Go)
* insert Choice(hold, Hold)
* insert Choice(cancel, Cancel)
