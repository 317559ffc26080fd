"""Procedure: the course, its sessions, psychotherapy, and what was tried before that is no drug.

https://hl7.org/fhir/R4/procedure.html. The course is one Procedure as in mCODE's course summary
(https://hl7.org/fhir/us/mcode/STU4/StructureDefinition-mcode-radiotherapy-course-summary.html): its period, how it
ended and why it was done; each session is part of it. Both are made of the record, and nothing is read from them.
"""

from kapfhir.identity import NONE, Key
from kapfhir.mapping import condition, related_person
from kapfhir.mapping.context import Context, Resource, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    concept_from_fhir,
    concept_to_fhir,
    filled,
    logical_to_fhir,
    name_of,
    period_to_fhir,
)
from kapfhir.mapping.medication_statement import ongoing_from_fhir, ongoing_to_fhir
from kapfhir.model import Dosing, Episode, OutcomeReview, Participant, PriorTreatment, VisitBase
from kapfhir.terminology import (
    COURSE,
    COURSE_ENDS,
    DOSING_SESSION,
    DRUG_THERAPY,
    PRIOR_TREATMENTS,
    PSYCHOTHERAPY,
    ROLES,
    Code,
)

COURSE_KEY = Key(NONE, "course")
SESSION = "session"
THERAPY = "psychotherapy"
PRIOR = "prior-procedure"
STATUS = {
    "planned": "preparation", "waitlist": "preparation", "active": "in-progress", "in-progress": "in-progress",
    "on-hold": "on-hold", "finished": "completed", "cancelled": "not-done", "unknown": "unknown",
}  # fmt: skip
AS_PLANNED = frozenset({"completed", "remission"})


def course_to_fhir(episode: Episode, this: Context) -> Resource:
    """The course as a whole."""
    reviews = [visit.course for visit in episode.visits if isinstance(visit, OutcomeReview) and visit.course]
    end = reviews[-1] if reviews else None
    stopped = episode.status == "finished" and end is not None and end not in AS_PLANNED
    reasons = [this.reference(condition.key_of(d)) for d in episode.diagnoses if d.indication]
    return this.header("Procedure", COURSE_KEY) | filled(
        status="stopped" if stopped else STATUS[episode.status],
        statusReason=end and COURSE_ENDS[end].concept(),
        code=_code(DRUG_THERAPY, COURSE),
        subject=this.patient(),
        performedPeriod=filled(start=episode.started, end=episode.ended),
        reasonReference=reasons,
    )


def _code(*codes: Code) -> Resource:
    return {"coding": [code.coding() for code in codes]}


def session_to_fhir(visit: Dosing, this: VisitContext) -> Resource:
    """A dosing session, with what each did in it."""
    return _at_visit(visit, this, SESSION) | filled(
        partOf=[this.reference(COURSE_KEY)],
        code=_code(DRUG_THERAPY, DOSING_SESSION),
        performer=[performer for participant in visit.participants for performer in _performers(participant, this)],
    )


def _at_visit(visit: VisitBase, this: VisitContext, kind: str) -> Resource:
    period = period_to_fhir(visit.start, visit.end) | filled(start=visit.date or None)
    header = this.header("Procedure", this.key(kind))
    return header | filled(status=STATUS[visit.status], performedPeriod=period)


def _performers(participant: Participant, this: VisitContext) -> list[Resource]:
    """One performer a role, as R5 has it."""
    actor = (
        this.reference(related_person.key_of(participant, this))
        if participant.relationship
        else logical_to_fhir("Practitioner", participant.person)
    )
    return [{"function": ROLES[role][0].concept(), "actor": actor} for role in participant.roles]


def psychotherapy_to_fhir(visit: VisitBase, this: VisitContext) -> Resource:
    """Psychotherapy at a visit: that it was done, and by which method. What was said stands in no Procedure."""
    method = visit.psychotherapy.modality if visit.psychotherapy else None
    code = _code(PSYCHOTHERAPY) | filled(text=method)
    return _at_visit(visit, this, THERAPY) | {"code": code}


def modality_from_fhir(resource: Json) -> str | None:
    """The method of the psychotherapy."""
    text: str | None = resource.get("code", {}).get("text")
    return text


def to_fhir(treatment: PriorTreatment, this: Context) -> Resource:
    """A psychotherapy, a stimulation or another treatment that was tried before."""
    reason = treatment.reason_stopped
    return this.header("Procedure", Key(NONE, PRIOR, treatment.key or NONE)) | filled(
        status=ongoing_to_fhir(treatment, "in-progress"),
        statusReason=reason and {"text": reason},
        category=PRIOR_TREATMENTS[treatment.kind].concept(),
        code=concept_to_fhir(treatment.treatment),
        subject=this.patient(),
        performedPeriod=filled(start=treatment.started, end=treatment.ended),
    )


def from_fhir(key: Key, resource: Json) -> Json:
    """A treatment that was tried before and is no drug."""
    period = resource.get("performedPeriod", {})
    return filled(
        id=key.id,
        kind=name_of(resource.get("category"), PRIOR_TREATMENTS),
        treatment=concept_from_fhir(resource.get("code", {})),
        started=period.get("start"),
        ended=period.get("end"),
        ongoing=ongoing_from_fhir(resource, "in-progress"),
        reason_stopped=resource.get("statusReason", {}).get("text"),
    )
