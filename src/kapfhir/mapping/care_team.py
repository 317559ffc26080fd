"""CareTeam: who is who in the episode. https://hl7.org/fhir/R4/careteam.html

One participant a role, so that R5, where a participant has one, can say the same. A role's text is the qualification.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Context, Resource
from kapfhir.mapping.datatypes import Json, codes_of, filled, logical_from_fhir, logical_to_fhir
from kapfhir.model import Episode, TeamMember
from kapfhir.terminology import ROLE, ROLES

TEAM = Key(NONE, "team")
STATUS = {"planned": "proposed", "waitlist": "proposed", "finished": "inactive", "cancelled": "inactive"}


def to_fhir(episode: Episode, this: Context) -> Resource:
    """The team of an episode."""
    return this.header("CareTeam", TEAM) | {
        "status": STATUS.get(episode.status, "active"),
        "subject": this.patient(),
        "participant": [participant for member in episode.team for participant in _participants(member)],
    }


def _participants(member: TeamMember) -> Iterator[Resource]:
    who = logical_to_fhir("Practitioner", member.person)
    codings: list[list[dict[str, Any]]] = [[ROLES[role][0].coding()] for role in member.roles] or [[]]
    for coding in codings:
        role = filled(coding=coding, text=member.qualification)
        yield filled(role=[role] if role else None, member=who)


def from_fhir(resource: Json) -> list[Json]:
    """The members, each with all roles."""
    members: list[dict[str, Any]] = []
    for participant in resource.get("participant", []):
        person = logical_from_fhir(participant.get("member"))
        if not members or members[-1]["person"] != person:
            members.append({"person": person, "roles": []})
        for role in participant.get("role", []):
            members[-1]["roles"] += codes_of(role, ROLE)
            members[-1] |= filled(qualification=role.get("text"))
    return [filled(**member) for member in members]
