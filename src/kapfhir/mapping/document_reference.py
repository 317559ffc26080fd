"""DocumentReference: a note. https://hl7.org/fhir/R4/documentreference.html

The summary of a note and its psychotherapy process text are two documents, and the second is only made of an episode
that still has that text: `Episode.shared` takes it out unless it is explicitly authorised.
"""

from base64 import b64decode, b64encode
from typing import Any

from kapfhir.identity import Key
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, logical_from_fhir, logical_to_fhir, name_of
from kapfhir.model import Note, VisitBase, instant_text
from kapfhir.terminology import (
    CLINICAL_NOTE,
    DRAFTED,
    HIPAA_PSYCHOTHERAPY_NOTE,
    NOTES,
    PROCESS_NOTE,
    PSYCHOTHERAPY_NOTE,
    VERY_RESTRICTED,
    Code,
)

KIND = "note"
PROCESS = "process-note"


def to_fhir(note: Note, this: VisitContext, visit: VisitBase) -> list[Resource]:
    """The documents of a note: its summary, and its process text where the episode still has it."""
    documents = []
    if note.progress_summary:
        kind: str = visit.kind  # type: ignore[attr-defined]  # every class of the union has it, their base has not
        drafted = [] if note.ai_drafted is None else [DRAFTED[note.ai_drafted].concept()]
        document = _document(note, this, KIND, NOTES[kind], note.progress_summary)
        documents.append(document | {"category": [CLINICAL_NOTE.concept(), *drafted]})
    if note.process_text:
        labels = (VERY_RESTRICTED, PSYCHOTHERAPY_NOTE, HIPAA_PSYCHOTHERAPY_NOTE)
        document = _document(note, this, PROCESS, PROCESS_NOTE, note.process_text, *labels)
        documents.append(document | {"securityLabel": [label.concept() for label in labels]})
    return documents


def _document(note: Note, this: VisitContext, kind: str, type_: Code, text: str, *labels: Code) -> Resource:
    attachment = {"contentType": "text/plain; charset=utf-8", "data": b64encode(text.encode()).decode()}
    signed = note.attested_by if kind == KIND else None
    return this.episode.header("DocumentReference", this.key(kind, note.key), *labels) | filled(
        status="current",
        type=type_.concept(),
        subject=this.episode.patient(),
        date=note.at and instant_text(note.at),
        author=note.author and [logical_to_fhir("Practitioner", note.author)],
        authenticator=signed and logical_to_fhir("Practitioner", signed),
        content=[{"attachment": attachment}],
        context={"encounter": [this.reference(this.key("visit"))]},
    )


def from_fhir(visit: str, facts: Facts) -> list[Json]:
    """The notes on a visit, summary and process text together."""
    notes: dict[str, dict[str, Any]] = {}
    for key, resource in facts.at(visit, KIND, PROCESS):
        note = notes.setdefault(key.id, {"id": key.id})
        note |= _note(key, resource)
    return [*notes.values()]


def _note(key: Key, resource: Json) -> dict[str, Any]:
    return filled(
        at=resource.get("date"),
        author=logical_from_fhir(next(iter(resource.get("author", [])), None)),
        attested_by=logical_from_fhir(resource.get("authenticator")),
        ai_drafted=_drafted(resource),
        **{"progress_summary" if key.kind == KIND else "process_text": _text(resource)},
    )


def _text(resource: Json) -> str | None:
    data = next((c.get("attachment", {}).get("data") for c in resource.get("content", [])), None)
    return None if data is None else b64decode(data).decode()


def _drafted(resource: Json) -> bool | None:
    words = {"machine": DRAFTED[True], "person": DRAFTED[False]}
    name = next((name for c in resource.get("category", []) if (name := name_of(c, words))), None)
    return None if name is None else name == "machine"
