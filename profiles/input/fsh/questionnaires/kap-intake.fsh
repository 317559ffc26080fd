Instance: kap-intake
InstanceOf: Questionnaire
Usage: #definition
* insert Form(KapIntake, [[KAP intake]])
* description = "What is asked and told at the consultation, in words that may be shared."

* insert Words(history, [[Mental health history]])
* insert Words(family-history, [[Family history of psychosis or bipolar disorder]])
* insert Words(trauma-history, [[Trauma, as far as it may be shared]])
* insert Words(substance-use, [[Substance use]])
* insert YesNo(explained, [[Was the process explained, and were questions answered?]])
* insert YesNo(ready, [[Does the patient feel ready?]])
