CodeSystem: KapEncounterType
Id: kap-encounter-type
Title: "KAP encounter type"
Description: "Which kind of visit of a KAP episode an Encounter is. It stands beside a general code of the encounter, not in its place."
* insert Codes
* #consultation "Consultation" "The evaluation in which the patient and the clinician decide whether KAP is wanted and fitting."
* #medical-clearance "Medical clearance" "The examination in which a clinician decides whether ketamine is medically acceptable, and on what conditions."
* #preparation "Preparation" "A meeting before dosing: education, intention, agreements, logistics."
* #dosing "Dosing session" "A visit in which ketamine is given, from arrival to departure."
* #integration "Integration session" "Psychotherapy after a dosing session, on what was experienced in it. It may lie inside the dosing visit, as a part of it."
* #follow-up "Follow-up" "A contact after the course: how the effect lasts, whether anything further is needed."
* #outcome-review "Outcome review" "The visit in which the course as a whole is judged: response, remission, what comes next."
