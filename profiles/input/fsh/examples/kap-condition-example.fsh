Instance: kap-condition-example
InstanceOf: KapCondition
Usage: #example
Title: "A diagnosis"
Description: "Recurrent major depression, severe."
* insert FactOfJane(-/diagnosis/dx-1)
* insert OfJane(subject)
* clinicalStatus = http://terminology.hl7.org/CodeSystem/condition-clinical#active "Active"
* verificationStatus = http://terminology.hl7.org/CodeSystem/condition-ver-status#confirmed "Confirmed"
* category = http://terminology.hl7.org/CodeSystem/condition-category#problem-list-item "Problem List Item"
* code = http://hl7.org/fhir/sid/icd-10-cm#F33.2
* onsetDateTime = "2019"
