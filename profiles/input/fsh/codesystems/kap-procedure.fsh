CodeSystem: KapProcedure
Id: kap-procedure
Title: "KAP procedure"
Description: "What is done in a course of ketamine-assisted psychotherapy and has no published code."
* insert Codes
* #course "Course of ketamine-assisted psychotherapy" "The course as a whole, from the first to the last session."
* #dosing-session "Dosing session" "A session at which ketamine is given and the patient accompanied."
