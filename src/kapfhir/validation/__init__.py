"""Whether a resource or Bundle is valid FHIR, R4 or R5: `validate` returns a Report and never raises.

The engine reads tables compiled from HL7's definitions (`kapfhir.definitions`). It judges

- JSON (rule `json`, see `kapfhir.wire`), and that nothing in it is empty (`empty`);
- the invariants of FHIR's definitions, each by HL7's key (`kapfhir.validation.invariants`), natively or by fhirpathpy;
- structure: which elements there are, how many, of which type and format (`structure`), extensions (`ext-1`),
  contained resources (`dom-2` to `dom-5`), the XHTML of narratives (`txt-1`, `txt-2`), and the types that relative
  references lead to (`reference-target`);
- every code, its system and its display, by FHIR's code systems, HL7's terminology and the guide's (`code`, `display`,
  `code-system`; `ucum`, `bcp-47`, `bcp-13`, `iso-4217`: see `kapfhir.validation.codes`);
- required and extensible bindings (`required-binding`, `extensible-binding`: see `kapfhir.validation.bindings`);
- Bundles: entries, links, what a search found, documents, messages (`kapfhir.validation.bundles`), how references are
  written and where they lead (`kapfhir.validation.references`); by rules of our own, `bundle-…`, what servers refuse;
- profiles: those that a resource claims, those asked for, those of vital signs by their codes; extensions by their
  definitions (`kapfhir.validation.profiles`), with cardinality, fixed, pattern, types, targets, slices;
- answers against their Questionnaire, and for the instruments of the guide their scores (`kapfhir.validation.answers`);
- as warnings, whether the record of a KAP episode can be true (`kapfhir.validation.plausibility`).

It does not judge codes of LOINC, SNOMED CT and the like, or references that leave the Bundle.
`Report.not_checked` has that by name.
"""

from kapfhir.validation.engine import validate

__all__ = ["validate"]
