Profile: KapServiceRequest
Parent: ServiceRequest
Id: kap-service-request
Title: "KAP service request"
Description: "The referral that led to a consultation. It names no Encounter: the visit is based on it."
* insert Identified
* code 1..1
* orderDetail 0..0 // R5 has another
* subject only Reference(Patient)
* encounter 0..0
