"""AllergyIntolerance: an allergy, or that none is known. https://hl7.org/fhir/R4/allergyintolerance.html"""

from kapfhir.identity import Key
from kapfhir.mapping.context import Resource, VisitContext
from kapfhir.mapping.datatypes import Json, concept_from_fhir, concept_to_fhir, filled, name_of, note_from_fhir
from kapfhir.mapping.datatypes import note_to_fhir as note
from kapfhir.model import Allergy
from kapfhir.terminology import ALLERGY_CLINICAL, ALLERGY_VERIFICATION, NO_KNOWN_ALLERGY

KIND = "allergy"
NONE_KNOWN = "no-known-allergies"


def to_fhir(allergy: Allergy, this: VisitContext) -> Resource:
    """An allergy; what it did stands in the note, for a reaction needs a manifestation in codes."""
    stated = _stated(this, this.key(KIND, allergy.key), clinical="active")
    return stated | filled(code=concept_to_fhir(allergy.substance), note=note(allergy.reaction))


def from_fhir(key: Key, resource: Json) -> Json:
    """An allergy."""
    return filled(id=key.id, substance=concept_from_fhir(resource.get("code", {})), reaction=note_from_fhir(resource))


def none_known_to_fhir(none_known: bool, this: VisitContext) -> Resource:
    """That no allergy is known, or that this is not so."""
    stated = _stated(this, this.key(NONE_KNOWN), clinical="active" if none_known else "inactive")
    verification = ALLERGY_VERIFICATION["confirmed" if none_known else "refuted"]
    return stated | {"verificationStatus": verification.concept(), "code": NO_KNOWN_ALLERGY.concept()}


def none_known_from_fhir(resource: Json) -> bool | None:
    """Whether no allergy is known."""
    verification = name_of(resource.get("verificationStatus"), ALLERGY_VERIFICATION)
    return None if verification is None else verification == "confirmed"


def _stated(this: VisitContext, key: Key, *, clinical: str) -> Resource:
    return this.episode.header("AllergyIntolerance", key) | {
        "clinicalStatus": ALLERGY_CLINICAL[clinical].concept(),
        "patient": this.episode.patient(),
        **this.encounter(),
    }
