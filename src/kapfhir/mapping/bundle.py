"""A whole episode as a transaction any server can execute, and back.

https://hl7.org/fhir/R4/http.html#transaction. Each entry is created on condition that its identity is not there yet;
references go by urn:uuid and never in a circle; what refers stands behind what it refers to.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.errors import NotKap
from kapfhir.identity import IDENTITY_TAG, episode_system
from kapfhir.mapping import framing, provenance, scoring, visits
from kapfhir.mapping.authorisation import require_authorisation
from kapfhir.mapping.context import TAGGED, Context, Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json
from kapfhir.model import Episode, Withheld
from kapfhir.reading import episode_of

__all__ = ["bundle_of", "entries_of", "facts_of", "from_bundle", "to_bundle", "withheld"]


def withheld(episode: Episode) -> tuple[Withheld, ...]:
    """What `to_bundle` keeps back, each part by path with its reason."""
    return episode.withheld()


def to_bundle(episode: Episode, *, allow_psychotherapy_notes: bool = False) -> dict[str, Any]:
    """The episode as a FHIR R4 transaction, plain JSON, the same bytes each time.

    Parts that several resources have in common are one object: copy before changing. With `allow_psychotherapy_notes`
    the process text of notes goes out too, labelled; servers seldom enforce a label.

    Raises:
        NotAuthorised: process text is asked for, and no consent in the episode authorises its disclosure.
    """
    if allow_psychotherapy_notes:
        require_authorisation(episode)
    return bundle_of(episode.shared(psychotherapy_notes=allow_psychotherapy_notes))


def bundle_of(shared: Episode) -> dict[str, Any]:
    """The transaction of an episode that holds nothing but what may be shared."""
    this = Context(shared)
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [_entry(resource, this.system) for resource in _resources(shared, this)],
    }


def _entry(resource: Resource, system: str) -> dict[str, Any]:
    type_, id_ = resource["resourceType"], resource["id"]
    if type_ in TAGGED:
        condition = f"_tag={IDENTITY_TAG}|{id_}"
    else:
        own = resource["identifier"]
        condition = f"identifier={system}|{(own[0] if type(own) is list else own)['value']}"  # ours stands first
    request = {"method": "POST", "url": type_, "ifNoneExist": condition}
    return {"fullUrl": f"urn:uuid:{id_}", "resource": resource, "request": request}


def _resources(episode: Episode, this: Context) -> Iterator[Resource]:
    contexts: dict[str | None, VisitContext] = {None: VisitContext(this, None)}
    contexts |= {visit.id: VisitContext(this, visit) for visit in episode.all_visits()}
    yield from framing.to_fhir(episode, this, contexts)
    yield from visits.to_fhir(episode, contexts)
    yield from scoring.to_fhir(episode, contexts)
    yield provenance.to_fhir(episode, this)


def from_bundle(bundle: Json) -> Episode:
    """The episode in a bundle of ours, of whatever type, pushed and pulled or not. `unread` tells what is beside it.

    Raises:
        NotKap: it holds no KAP episode, or more than one.
        InvalidEpisode: what it holds breaks a rule of the model.
    """
    entries = entries_of(bundle)
    facts, root = facts_of(entries)
    return episode_of(
        {
            **framing.from_fhir(root, facts, [entry["resource"] for entry in entries]),
            "visits": [*visits.from_fhir(facts)],
            "questionnaires": [*scoring.from_fhir(facts)],
        }
    )


def entries_of(bundle: Json) -> list[Json]:
    """The entries that hold a resource."""
    entries = bundle.get("entry", [])
    return [entry for entry in entries if isinstance(entry.get("resource"), dict)]


def facts_of(entries: list[Json]) -> tuple[Facts, Resource]:
    """The facts of the one episode among these entries, and its EpisodeOfCare.

    Raises:
        NotKap: there is no KAP episode, or more than one.
    """
    roots = [(system, entry["resource"]) for entry in entries if (system := episode_system(entry["resource"]))]
    if len({system for system, _ in roots}) != 1:
        raise NotKap("no KAP episode is in the bundle" if not roots else "more than one KAP episode is in the bundle")
    system, root = roots[0]
    return Facts(system, entries), root
