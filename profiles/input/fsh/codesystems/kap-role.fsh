CodeSystem: KapRole
Id: kap-role
Title: "KAP role"
Description: "What a person does in a visit of a KAP episode. It stands beside the code of v3-ParticipationType, which knows most of these only as a performer. A person with two roles has both."
* insert Codes
* #prescribes "Prescribes" "Decides on the medication and its dose, and answers for it."
* #administers "Administers" "Gives the medication."
* #monitors "Monitors" "Watches over vital signs, sedation and safety."
* #guides "Guides" "Accompanies the patient as psychotherapist or sitter."
* #escorts "Escorts" "Takes the patient home."
* #refers "Refers" "Sent the patient to the clinic."
* #consults "Consults" "Advises the treating team, or evaluates the patient for it."
* #assesses "Assesses" "Rates or interviews, as in a clinician-rated scale or a medical clearance."
* #educates "Educates" "Explains the treatment and prepares the patient for it."
* #chaperones "Chaperones" "Is present as a third person, for the protection of patient and staff."
