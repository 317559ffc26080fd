Instance: kap-experience
InstanceOf: Questionnaire
Usage: #definition
* insert Form(KapExperience, [[KAP experience, told by the patient]])
* description = "The patient's own account of the course."

* insert Words(experience, [[What was it like, and what did it change?]])
