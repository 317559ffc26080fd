Instance: kap-psychotherapy-example
InstanceOf: KapPsychotherapy
Usage: #example
Title: "Psychotherapy at a visit"
Description: "That it was done, and by which method."
* insert FactOfJane(d-1/psychotherapy/-)
* insert OfJane(subject)
* encounter = Reference(kap-encounter-example)
* status = #completed
* code = $sct#75516001 "Psychotherapy (regime/therapy)"
* code.text = "internal family systems"
* performedPeriod.start = "2026-03-09T09:30:00-05:00"
