Profile: KapRelatedPerson
Parent: RelatedPerson
Id: kap-related-person
Title: "KAP related person"
Description: "Somebody of the patient's: an escort, an emergency contact. It holds data of a third person, so no more than needed."
* insert Identified
* active 1..1
* relationship 1..
