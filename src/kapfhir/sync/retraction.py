"""How a type says that it was never true: `entered-in-error`, or what it has instead. Clinical data is not deleted.

Source: the status elements of https://hl7.org/fhir/R4, https://hl7.org/fhir/R4/condition.html (con-5),
https://hl7.org/fhir/R4/allergyintolerance.html (ait-2). AdverseEvent has no status in R4 and takes R5's as a modifier
extension.
"""

from collections.abc import Mapping
from typing import Any

from kapfhir.terminology import ENTERED_IN_ERROR, RETRACTED, RETRACTED_ADVERSE_EVENT

__all__ = ["LASTING", "is_retracted", "retracted"]

Resource = dict[str, Any]
STATUS = {"Goal": "lifecycleStatus"}  # of the others it is `status`
INACTIVE = frozenset({"Organization", "Practitioner", "PractitionerRole", "RelatedPerson"})
LASTING = frozenset({"Patient", "Provenance"})  # what was known of a former record stays true of it


def retracted(resource: Mapping[str, Any]) -> Resource | None:
    """The resource as one that was entered in error; None of a type that is never retracted."""
    type_ = resource["resourceType"]
    bare = {name: value for name, value in resource.items() if name not in ("id", "text")}
    bare["meta"] = {k: v for k, v in resource.get("meta", {}).items() if k in ("profile", "security", "tag")}
    if not bare["meta"]:
        del bare["meta"]
    if type_ in LASTING:
        return None
    if type_ in INACTIVE:
        return bare | {"active": False}
    if type_ in ENTERED_IN_ERROR:
        bare.pop("clinicalStatus", None)
        return bare | {"verificationStatus": ENTERED_IN_ERROR[type_].concept()}
    if type_ == "AdverseEvent":
        return bare | {"modifierExtension": [{"url": RETRACTED_ADVERSE_EVENT, "valueCode": RETRACTED}]}
    return bare | {STATUS.get(type_, "status"): RETRACTED}


def is_retracted(resource: Mapping[str, Any]) -> bool:
    """Whether it says already that it was never true."""
    made = retracted(resource)
    return made is not None and all(resource.get(name) == value for name, value in made.items() if name != "meta")
