ValueSet: KapOutcomeValues
Id: kap-outcome
Title: "KAP outcomes"
Description: "What is judged of a treatment's outcome."
* ^experimental = false
* KapObservation#response
* KapObservation#degree
* KapObservation#remission
* KapObservation#relapse
* KapObservation#time-to-response
* KapObservation#duration-of-benefit
* KapObservation#benefit-lasts
* KapObservation#diminishing-effect
