Instance: kap-preparation
InstanceOf: Questionnaire
Usage: #definition
* insert Form(KapPreparation, [[KAP preparation]])
* description = "Education and logistics before the first dose."

* insert ListOfWords(education, [[What was explained]])
* insert Words(expectations, [[What the patient expects]])
* insert Words(anxiety-plan, [[What is done if fear comes up]])
* insert Words(music, [[Music chosen]])
* insert Words(fasting, [[What was told about food and water]])
* insert ListOfWords(medications-held, [[Drugs to pause]])
* insert YesNo(escort-arranged, [[Is the way home arranged?]])
* insert Words(emergency-plan, [[What is done in an emergency]])
