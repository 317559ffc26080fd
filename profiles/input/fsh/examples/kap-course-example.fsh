Instance: kap-course-example
InstanceOf: KapCourse
Usage: #example
Title: "A course"
Description: "A course of which all was done that was planned."
* insert FactOfJane(-/course/-)
* insert OfJane(subject)
* status = #completed
* statusReason = kap-course-end#completed "Completed"
* code.coding[course] = kap-procedure#course "Course of ketamine-assisted psychotherapy"
* performedPeriod.start = "2026-03-02"
* performedPeriod.end = "2026-05-11"
