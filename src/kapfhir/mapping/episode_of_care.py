"""EpisodeOfCare: the root. https://hl7.org/fhir/R4/episodeofcare.html"""

from collections.abc import Iterable

from kapfhir.identity import EPISODE, Key
from kapfhir.mapping import care_team, condition
from kapfhir.mapping.context import Context, Resource, identifiers
from kapfhir.mapping.datatypes import (
    Json,
    extension,
    filled,
    identifier_from_fhir,
    identifier_to_fhir,
    logical_from_fhir,
    logical_to_fhir,
)
from kapfhir.model import Episode
from kapfhir.terminology import EPISODE_TYPE, PART_2, TEST_DATA, TIMEZONE

STATUS = {"on-hold": "onhold"}  # the others have the same word
MODEL_STATUS = {fhir: word for word, fhir in STATUS.items()}


def to_fhir(episode: Episode, this: Context, referrals: Iterable[Key]) -> Resource:
    """The EpisodeOfCare of an episode, its own identifier beside ours."""
    header = this.header("EpisodeOfCare", EPISODE)
    header["identifier"].append(identifier_to_fhir(episode.identifier))
    zone = [{"url": TIMEZONE, "valueCode": episode.timezone}] if episode.timezone else []
    return header | filled(
        status=STATUS.get(episode.status, episode.status),
        type=[EPISODE_TYPE.concept()],
        diagnosis=[role for diagnosis in episode.diagnoses if (role := condition.role_to_fhir(diagnosis, this))],
        patient=this.patient(),
        managingOrganization=episode.site and logical_to_fhir("Organization", episode.site),
        period=filled(start=episode.started, _start=filled(extension=zone), end=episode.ended),
        referralRequest=[this.reference(referral) for referral in referrals],
        careManager=episode.manager and logical_to_fhir("Practitioner", episode.manager),
        team=[this.reference(care_team.TEAM)] if episode.team else None,
    )


def from_fhir(resource: Json, system: str) -> Json:
    """The episode's own fields."""
    period = resource.get("period", {})
    meta = resource.get("meta", {})
    own = next(i for i in identifiers(resource) if i.get("system") != system)
    status = resource.get("status", "")
    return filled(
        identifier=identifier_from_fhir(own),
        patient=_patient(resource.get("patient", {})),
        status=MODEL_STATUS.get(status, status),
        started=period.get("start"),
        ended=period.get("end"),
        timezone=extension(period.get("_start", {}), TIMEZONE).get("valueCode"),
        site=logical_from_fhir(resource.get("managingOrganization")),
        manager=logical_from_fhir(resource.get("careManager")),
        fictional=any(tag.get("code") == TEST_DATA.code for tag in meta.get("tag", [])),
        part_2_programme=any(label.get("code") == PART_2.code for label in meta.get("security", [])),
    )


def _patient(reference: Json) -> Json:
    """By identifier where there is one: a server's id beside it was put there by a push."""
    if "identifier" in reference:
        return {"identifier": identifier_from_fhir(reference["identifier"])}
    return {"id": reference.get("reference", "").rpartition("/")[2]}
