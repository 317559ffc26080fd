Profile: KapProvenance
Parent: Provenance
Id: kap-provenance
Title: "KAP provenance"
Description: "Who answers for the record, what assembled it, and the digest of what it was assembled from."
* ^experimental = false
* obeys kap-tag and kap-provenance-assembler
* agent.type 1..1
* entity ..1
* entity.role = #source // R5 has no derivation

Invariant: kap-provenance-assembler
Description: "It says what assembled the record."
Severity: #error
Expression: "agent.type.coding.where(code = 'assembler').exists()"
