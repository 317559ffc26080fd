Profile: KapTimeCourse
Parent: Observation
Id: kap-time-course
Title: "KAP time course"
Description: "When the effect of a dose began, was strongest and ended, each as an instant, and beside it the minutes from the dose; and how deep it went."
* insert Observed(exam)
* effective[x] only dateTime
* obeys kap-component-or-absent and kap-time-course-minutes
* code = kap-observation#effect-timecourse
* partOf ..1
* partOf only Reference(MedicationAdministration)
* value[x] 0..0
* component.code from KapTimePointValues (required)
* insert ByCode
* insert Component(onset, onset, dateTime)
* insert Component(onsetMinutes, onset-min, Quantity)
* insert Component(peak, peak, dateTime)
* insert Component(peakMinutes, peak-min, Quantity)
* insert Component(offset, offset, dateTime)
* insert Component(offsetMinutes, offset-min, Quantity)
* insert Component(depth, depth, CodeableConcept)
* component[depth].valueCodeableConcept from KapDepthValues (required)
* component[onsetMinutes].valueQuantity = $ucum#min
* component[peakMinutes].valueQuantity = $ucum#min
* component[offsetMinutes].valueQuantity = $ucum#min

Invariant: kap-time-course-minutes
Description: "Minutes are derived: they stand beside the instant that they lead to."
Severity: #error
Expression: "component.code.coding.where(code.endsWith('-min')).all(code.substring(0, code.length() - 4) in %resource.component.code.coding.code)"
