Instance: kap-discharge-readiness-example
InstanceOf: KapDischargeReadiness
Usage: #example
Title: "Discharge readiness"
Description: "Oriented, and fit to leave before noon."
* insert Observation(d-1/discharge-readiness/-, 2026-03-09)
* category[exam] = $category#exam "Exam"
* code = kap-observation#discharge-readiness "Discharge readiness"
* insert Part(orientation, Orientation)
* component[=].valueBoolean = true
* insert Part(fit-to-leave, Fit to leave)
* component[=].valueDateTime = "2026-03-09T11:50:00-05:00"
