"""The CapabilityStatement of the embedded endpoint. Source: https://hl7.org/fhir/R4/capabilitystatement.html."""

from .answers import Resource
from .parameters import COMMON, PARAMETERS

__all__ = ["capability_statement"]

DATE = "2026-11-24"  # when what follows last changed
INTERACTIONS = ("read", "vread", "update", "delete", "history-instance", "create", "search-type")
KINDS = {"identifier": "token", "_tag": "token", "_id": "token", "_lastUpdated": "date", "url": "uri"}


def capability_statement(base: str) -> Resource:
    """What can be done here, and with which types."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": DATE,
        "kind": "instance",
        "software": {"name": "kapfhir embedded endpoint"},
        "implementation": {"description": "In memory, for tests and first steps; nothing is kept", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json", "json"],
        "rest": [
            {
                "mode": "server",
                "resource": [_resource(type_, PARAMETERS[type_]) for type_ in sorted(PARAMETERS)],
                "interaction": [{"code": "transaction"}, {"code": "batch"}],
            }
        ],
    }


def _resource(type_: str, parameters: dict[str, str]) -> Resource:
    names = [*COMMON, "_lastUpdated", *parameters]
    return {
        "type": type_,
        "profile": f"http://hl7.org/fhir/StructureDefinition/{type_}",
        "interaction": [{"code": code} for code in INTERACTIONS],
        "versioning": "versioned-update",
        "readHistory": True,
        "updateCreate": True,
        "conditionalCreate": True,
        "conditionalUpdate": True,
        "referencePolicy": ["literal", "logical", "enforced", "local"],
        "searchParam": [{"name": name, "type": KINDS.get(name, "reference")} for name in names],
    }
