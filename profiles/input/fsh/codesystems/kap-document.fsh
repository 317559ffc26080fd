CodeSystem: KapDocument
Id: kap-document
Title: "KAP document"
Description: "What sort of note it is, and who drafted it."
* insert Codes
* #psychotherapy-note "Psychotherapy note" "Process notes of a psychotherapy, 45 CFR 164.501. No published code exists for exchanging them."
* #ai-drafted "Drafted by a machine" "A machine drafted the text; a person signs for it."
* #person-drafted "Drafted by a person" "A person wrote the text."
