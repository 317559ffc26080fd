Instance: kap-session
InstanceOf: Questionnaire
Usage: #definition
* insert Form(KapSession, [[KAP session, told by the patient]])
* description = "What the patient said of a dosing session, in words that may be shared."

* insert Words(felt-supported, [[Did you feel safe and supported?]])
* insert Words(rest, [[Rest and reflection after the effect had worn off]])
