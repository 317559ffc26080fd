Instance: kap-related-person-example
InstanceOf: KapRelatedPerson
Usage: #example
Title: "An escort"
Description: "The sister who took the patient home."
* insert FactOfJane(d-1/related-person/esc-1)
* insert OfJane(patient)
* active = true
* relationship.text = "sister"
