Instance: kap-sedation-example
InstanceOf: KapSedation
Usage: #example
Title: "A level of sedation"
Description: "Alert, by the MOAA/S."
* insert Observation(d-1/sedation/s-101, 2026-03-09T09:55:00-05:00)
* category[exam] = $category#exam "Exam"
* code = kap-observation#moaa-s "Modified Observer's Assessment of Alertness/Sedation"
* valueInteger = 5
