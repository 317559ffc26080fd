Instance: kap-outcome-days-example
InstanceOf: KapOutcome
Usage: #example
Title: "Time to response"
Description: "Three weeks."
* insert Observation(v-10/time-to-response/o-1, 2026-05-11)
* category[survey] = $category#survey "Survey"
* code = kap-observation#time-to-response "Time to response"
* valueQuantity = 21 'd' "d"
