"""Provenance: where it all comes from, and what put it together. https://hl7.org/fhir/R4/provenance.html

Its target is the episode. It has no identifier in R4, only a tag; its key holds the digest of what it tells of, so
that a changed record has a new Provenance, and none is ever changed or retracted. When it was recorded is what the
clinic's system says of its own record: the time of the mapping is in no output, or the same record would never give
the same bytes.
"""

from datetime import datetime
from hashlib import sha256

from kapfhir import __version__
from kapfhir.identity import IDENTITY_TAG, NONE, Key
from kapfhir.mapping.context import EPISODE, Context, Facts, Resource
from kapfhir.mapping.datatypes import absent_extension, filled, logical_to_fhir
from kapfhir.model import Episode, instant_text
from kapfhir.terminology import ASSEMBLER, AUTHOR, URI

KIND = "provenance"
SOFTWARE = {"type": "Device", "display": f"kapfhir {__version__}"}


def to_fhir(episode: Episode, this: Context) -> Resource:
    """Who answers for the record, that kapfhir assembled it, and the digest of what it was given."""
    digest = sha256(episode.model_dump_json(exclude_none=True).encode()).hexdigest()
    made = sha256(f"{__version__} {digest}".encode()).hexdigest()[:16]
    recorded = (
        {"recorded": instant_text(episode.recorded)}
        if episode.recorded
        else {"_recorded": {"extension": [absent_extension()]}}
    )
    responsible = episode.manager and logical_to_fhir("Practitioner", episode.manager)
    author = {"type": AUTHOR.concept()} | filled(
        who=responsible, onBehalfOf=responsible and episode.site and logical_to_fhir("Organization", episode.site)
    )
    source = {"identifier": {"system": URI, "value": f"urn:hash:sha256:{digest}"}}
    return this.header("Provenance", Key(NONE, KIND, made)) | {
        "target": [this.reference(EPISODE)],
        **recorded,
        "agent": [*([author] if responsible else []), {"type": ASSEMBLER.concept(), "who": SOFTWARE}],
        "entity": [{"role": "source", "what": source}],
    }


def is_ours(resource: Resource) -> bool:
    """Whether it is a Provenance that kapfhir made."""
    tags = resource.get("meta", {}).get("tag", [])
    return resource.get("resourceType") == "Provenance" and any(tag.get("system") == IDENTITY_TAG for tag in tags)


def from_fhir(resources: list[Resource], facts: Facts) -> str | None:
    """When the record was given out, as its latest Provenance says."""
    about = [
        resource
        for resource in resources
        if is_ours(resource) and any(facts.target(target) == EPISODE for target in resource.get("target", []))
    ]
    return max(about, key=_when).get("recorded") if about else None


def _when(resource: Resource) -> tuple[str, float]:
    """A server says when it was told; of those told at once, the one recorded last."""
    recorded = resource.get("recorded")
    told = datetime.fromisoformat(recorded).timestamp() if recorded else 0.0
    return resource.get("meta", {}).get("lastUpdated", ""), told
