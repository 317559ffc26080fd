Instance: kap-service-request-example
InstanceOf: KapServiceRequest
Usage: #example
Title: "A referral"
Description: "The referral that led to the consultation."
* insert FactOfJane(v-01/referral/-)
* insert OfJane(subject)
* status = #completed
* intent = #order
* code = kap-episode-type#kap "Ketamine-assisted psychotherapy"
* requester.type = "Practitioner"
* requester.display = "Dr P. Varga"
