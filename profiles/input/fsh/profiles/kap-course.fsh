Profile: KapCourse
Parent: Procedure
Id: kap-course
Title: "KAP course"
Description: "The course as a whole: since when, until when, and how it ended."
* insert Done
* statusReason from KapCourseEndValues (required)
* code 1..1
* code.coding ^slicing.discriminator[0].type = #value
* code.coding ^slicing.discriminator[0].path = "code"
* code.coding ^slicing.discriminator[1].type = #value
* code.coding ^slicing.discriminator[1].path = "system"
* code.coding ^slicing.rules = #open
* code.coding contains course 1..1
* code.coding[course].system = Canonical(KapProcedure)
* code.coding[course].code = #course
* partOf 0..0
* encounter 0..0
