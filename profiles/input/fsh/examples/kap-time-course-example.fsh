Instance: kap-time-course-example
InstanceOf: KapTimeCourse
Usage: #example
Title: "A time course"
Description: "The effect began six minutes after the dose; when it ended is not known."
* insert Observation(d-1/time-course/-, 2026-03-09T10:05:00-05:00)
* category[exam] = $category#exam "Exam"
* code = kap-observation#effect-timecourse "Time course of the effect"
* partOf = Reference(kap-dose-example)
* insert Part(onset, Onset)
* component[=].valueDateTime = "2026-03-09T10:11:00-05:00"
* insert Part(onset-min, Minutes to onset)
* component[=].valueQuantity = 6 'min' "min"
* insert Part(peak, Peak)
* component[=].valueDateTime = "2026-03-09T10:40:00-05:00"
* insert Part(depth, Depth of the effect)
* component[=].valueCodeableConcept = kap-depth#psycholytic "Psycholytic"
