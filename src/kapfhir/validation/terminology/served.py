"""Code systems that only a terminology server knows: as a rule too large for a package, or not free."""

__all__ = ["SERVED"]

# Those of which HL7's validator, without a server, says nothing, nor of a binding in which one of them occurs. All of
# them were tried on version 6.10.4; of any other system that it has not, it says that a value set has no such code.
SERVED = {
    "http://hl7.org/fhir/ndfrt": "NDF-RT",
    "http://hl7.org/fhir/sid/cvx": "CVX",
    "http://hl7.org/fhir/sid/icd-10": "ICD-10",
    "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
    "http://hl7.org/fhir/sid/icd-9-cm": "ICD-9-CM",
    "http://hl7.org/fhir/sid/ndc": "NDC",
    "http://loinc.org": "LOINC",
    "http://snomed.info/sct": "SNOMED CT",
    "http://www.ama-assn.org/go/cpt": "CPT",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "RxNorm",
}
