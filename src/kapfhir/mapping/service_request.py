"""ServiceRequest: the referral that led to a consultation. https://hl7.org/fhir/R4/servicerequest.html"""

from kapfhir.identity import Key
from kapfhir.mapping.context import Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, logical_from_fhir, logical_to_fhir
from kapfhir.model import Consultation
from kapfhir.terminology import EPISODE_TYPE

KIND = "referral"


def key_of(visit: Consultation, this: VisitContext) -> Key | None:
    """The key of the referral to this visit, if it tells of one."""
    return this.key(KIND) if visit.referred_by or visit.referral_date else None


def to_fhir(visit: Consultation, this: VisitContext) -> Resource:
    """The referral. It names no Encounter: the visit is based on it, not the other way round."""
    return this.episode.header("ServiceRequest", this.key(KIND)) | filled(
        status="completed",
        intent="order",
        code=EPISODE_TYPE.concept(),
        subject=this.episode.patient(),
        authoredOn=visit.referral_date,
        requester=visit.referred_by and logical_to_fhir("Practitioner", visit.referred_by),
    )


def from_fhir(resource: Json) -> Json:
    """Who referred the patient, and when."""
    return filled(referred_by=logical_from_fhir(resource.get("requester")), referral_date=resource.get("authoredOn"))
