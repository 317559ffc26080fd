Profile: KapPsychotherapyNote
Parent: DocumentReference
Id: kap-psychotherapy-note
Title: "KAP psychotherapy note"
Description: "The process text of a psychotherapy, 45 CFR 164.501. It goes out only on an authorisation of its own, and labelled."
* insert Document
* obeys kap-psychotherapy-note-labelled
* type = kap-document#psychotherapy-note
* securityLabel 1..

Invariant: kap-psychotherapy-note-labelled
Description: "It says of itself that it is very restricted and a psychotherapy note, on the resource and on the document."
Severity: #error
Expression: "meta.security.where(code = 'V').exists() and meta.security.where(code = 'PSYTHPN').exists() and securityLabel.coding.where(code = 'V').exists() and securityLabel.coding.where(code = 'PSYTHPN').exists()"
