Instance: kap-setting
InstanceOf: Questionnaire
Usage: #definition
* insert Form(KapSetting, [[KAP set and setting]])
* description = "The patient's state of mind before a visit, and where and how it was held."

* insert Words(mindset, [[State of mind and intention before]])
* insert OneOf(place, [[What sort of place]])
* insert Choice(clinic, Clinic)
* insert Choice(hospital, Hospital)
* insert Choice(home, Home)
* insert Choice(retreat, Retreat)
* insert YesNo(group, [[Was it a group session?]])
* insert Words(light, [[Light]])
* insert Words(music, [[Music]])
* insert Words(seating, [[Chair or bed]])
* insert YesNo(eyeshades, [[Were eyeshades worn?]])
* insert YesNo(headphones, [[Were headphones worn?]])
* insert Words(companion, [[Who was there for the patient]])
* insert Words(touch, [[Touch used, within consent]])
* insert Words(description, [[The setting in words]])
