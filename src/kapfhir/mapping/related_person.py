"""RelatedPerson: somebody of the patient's, an escort or an emergency contact.

https://hl7.org/fhir/R4/relatedperson.html. It holds data of a third person: the name as the clinic shows it, no more.
"""

from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, identifier_from_fhir, identifier_to_fhir
from kapfhir.model import Participant
from kapfhir.terminology import EMERGENCY_CONTACT

ESCORT = "related-person"
CONTACT = "emergency-contact"


def key_of(participant: Participant, this: VisitContext) -> Key:
    """The key of somebody of the patient's at a visit."""
    return this.key(ESCORT, participant.id)


def to_fhir(participant: Participant, this: VisitContext) -> Resource:
    """Who came with the patient."""
    resource = _related(this, key_of(participant, this))
    if participant.person.identifier:
        resource["identifier"].append(identifier_to_fhir(participant.person.identifier))
    name = participant.person.name
    return resource | filled(relationship=[{"text": participant.relationship}], name=name and [{"text": name}])


def from_fhir(key: Key, resource: Json, facts: Facts) -> Json:
    """The person, the relationship and the clinic's key."""
    own = next((i for i in resource.get("identifier", []) if i.get("system") != facts.system), None)
    return filled(
        id=None if key.id == NONE else key.id,
        person=filled(name=_text(resource, "name"), identifier=own and identifier_from_fhir(own)),
        relationship=_text(resource, "relationship"),
    )


def contact_to_fhir(contact: str, this: VisitContext) -> Resource:
    """Whom to call."""
    resource = _related(this, this.key(CONTACT))
    return resource | {"relationship": [EMERGENCY_CONTACT.concept()], "name": [{"text": contact}]}


def contact_from_fhir(resource: Json) -> str | None:
    """Whom to call."""
    return _text(resource, "name")


def _related(this: VisitContext, key: Key) -> Resource:
    return this.episode.header("RelatedPerson", key) | {"active": True, "patient": this.episode.patient()}


def _text(resource: Json, element: str) -> str | None:
    return next((member.get("text") for member in resource.get(element, [])), None)
