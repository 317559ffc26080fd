Instance: kap-prior-procedure-example
InstanceOf: KapPriorProcedure
Usage: #example
Title: "A psychotherapy that was tried before"
Description: "Cognitive behavioural therapy, since 2021."
* insert FactOfJane(-/prior-procedure/pt-2)
* insert OfJane(subject)
* status = #completed
* category = kap-prior-treatment#psychotherapy "Psychotherapy"
* code.text = "cognitive behavioural therapy"
* performedPeriod.start = "2021"
