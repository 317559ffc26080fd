Profile: KapNote
Parent: DocumentReference
Id: kap-note
Title: "KAP note"
Description: "A note that may be shared: a summary of the visit. The process text of a psychotherapy is another document."
* insert Document
* obeys kap-note-shareable
* category 1..

Invariant: kap-note-shareable
Description: "The process text of a psychotherapy is no note."
Severity: #error
Expression: "type.coding.where(system.endsWith('/CodeSystem/kap-document') and code = 'psychotherapy-note').empty()"
