"""An episode as it is on a server: everything of its identity system, as a `collection` Bundle."""

from collections.abc import Iterator, Mapping
from typing import Any

from kapfhir.errors import Conflict, NotKap, ServerError
from kapfhir.identity import identity_system
from kapfhir.server import Capabilities, Client
from kapfhir.server.client import token
from kapfhir.sync.facts import identity_of

__all__ = ["PULLED", "everything", "pull"]

Resource = dict[str, Any]

REFUSED = (400, 404, 422)  # what servers answer to a search that they do not know

# How everything of an episode is asked for, a row a type. `identifier` is asked with the identity system alone, and a
# server that refuses that by `patient`. AdverseEvent cannot be searched by identifier in R4, Provenance has none.
PULLED: Mapping[str, str] = {
    "EpisodeOfCare": "identifier",
    "Encounter": "identifier",
    "Condition": "identifier",
    "AllergyIntolerance": "identifier",
    "Goal": "identifier",
    "Consent": "identifier",
    "CareTeam": "identifier",
    "RelatedPerson": "identifier",
    "ServiceRequest": "identifier",
    "CarePlan": "identifier",
    "Procedure": "identifier",
    "MedicationStatement": "identifier",
    "MedicationRequest": "identifier",
    "MedicationAdministration": "identifier",
    "Observation": "identifier",
    "QuestionnaireResponse": "identifier",
    "AdverseEvent": "subject",
    "Flag": "identifier",
    "DocumentReference": "identifier",
    "Provenance": "target",
}


def pull(client: Client, capabilities: Capabilities, system: str, value: str) -> Resource:
    """The episode with this identifier.

    Raises:
        NotKap: the server has no episode with it.
        Conflict: the server has a fact of it twice.
    """
    identity = identity_system(system, value)
    roots = [r for r in client.search("EpisodeOfCare", {"identifier": token(system, value)}) if _ours(r, identity)]
    if not roots:
        raise NotKap("the server has no KAP episode with this identifier")
    found: dict[str, Resource] = {}
    seen: dict[tuple[str, str, str, str], str] = {}
    for resource in everything(client, capabilities, identity, roots[0]):
        key = identity_of(resource, frozenset({identity}))
        type_ = resource["resourceType"]
        place = f"{type_}/{resource['id']}"
        if key and seen.setdefault(key, place) != place:
            raise Conflict(412, f"search {type_}", detail="the server has a fact of this episode twice")
        found[place] = resource
    entries = [{"fullUrl": f"{client.base}/{place}", "resource": resource} for place, resource in found.items()]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def everything(
    client: Client, capabilities: Capabilities, identity: str, root: Mapping[str, Any]
) -> Iterator[Resource]:
    """All resources of the episode with this identity system, whose EpisodeOfCare is `root`."""
    for type_ in PULLED:
        if capabilities.finds(type_):
            yield from _of_type(client, type_, identity, root)


def _of_type(client: Client, type_: str, identity: str, root: Mapping[str, Any]) -> Iterator[Resource]:
    """What is asked for as the table says, and what a careless server gives beside it left out."""
    patient = root.get("patient", {}).get("reference", "")
    asked = {"identifier": f"{identity}|", "subject": patient, "target": f"EpisodeOfCare/{root['id']}"}
    by = PULLED[type_]
    try:
        found = list(client.search(type_, {by: asked[by]}))
    except ServerError as error:
        if error.status not in REFUSED or by != "identifier":
            raise
        found = list(client.search(type_, {"patient": patient}))
    return (resource for resource in found if by == "target" or _ours(resource, identity))


def _ours(resource: Resource, identity: str) -> bool:
    given = resource.get("identifier", [])
    return any(one.get("system") == identity for one in (given if isinstance(given, list) else [given]))
