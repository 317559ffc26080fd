CodeSystem: KapAllergy
Id: kap-allergy
Title: "Allergy statement"
Description: "A statement about allergies as a whole."
* insert Codes
* #no-known-allergy "No known allergy" "The patient was asked, and no allergy is known."
