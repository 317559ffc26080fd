"""CarePlan: the protocol of the course, what the patient takes on, what comes next.

https://hl7.org/fhir/R4/careplan.html. The clinic's protocol has a version, a CarePlan has none: a protocol with one is
a contained PlanDefinition that the plan refers to.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir import wire
from kapfhir.identity import NONE, Key
from kapfhir.mapping import care_team, condition, goal
from kapfhir.mapping.context import Context, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, name_of, quantity_from_fhir, quantity_to_fhir
from kapfhir.model import Action, Episode, Protocol
from kapfhir.terminology import ACTIVITIES, CARE_PLAN, CARE_PLANS, MG_PER_KG

PROTOCOL = Key(NONE, "protocol")
ACTIONS = "actions"
PLAN = "plan"
DONE = {True: "completed", False: "not-started", None: "unknown"}
STATUS = {"planned": "draft", "waitlist": "draft", "on-hold": "on-hold", "finished": "completed",
          "cancelled": "revoked"}  # fmt: skip


def _plan(this: Context, key: Key, kind: str, status: str) -> Resource:
    return this.header("CarePlan", key) | {
        "status": status,
        "intent": "plan",
        "category": [CARE_PLAN.concept(), CARE_PLANS[kind].concept()],
        "subject": this.patient(),
    }


# --- the protocol ------------------------------------------------------------------------------------------------


def protocol_to_fhir(protocol: Protocol, episode: Episode, this: Context) -> Resource:
    """The plan of the course, for which diagnoses and goals, and by which team."""
    definition = {"resourceType": "PlanDefinition", "id": "protocol"}
    contained = definition | filled(version=protocol.version, title=protocol.name, status="unknown")
    goals = [this.reference(goal.key_of(each)) for each in episode.goals]
    goals += [this.reference(goal.ENDPOINT)] if protocol.therapeutic_endpoint else []
    return filled(contained=[contained] if protocol.version else None) | _plan(
        this, PROTOCOL, "protocol", STATUS.get(episode.status, "active")
    ) | filled(
        title=protocol.name,
        description=protocol.text,
        careTeam=[this.reference(care_team.TEAM)] if episode.team else None,
        addresses=[this.reference(condition.key_of(d)) for d in episode.diagnoses if d.indication],
        supportingInfo=[{"reference": "#protocol"}] if protocol.version else None,
        goal=goals,
        activity=[{"detail": detail} for detail in _details(protocol)],
    )  # fmt: skip


def _details(protocol: Protocol) -> Iterator[Resource]:
    course = filled(
        count=protocol.planned_sessions,
        **_minutes("duration", protocol.infusion_minutes),
        **_length("period", protocol.interval_days, "d"),
    )
    watched = _minutes("duration", protocol.monitoring_minutes)
    if course:
        yield _detail("dosing") | {"scheduledTiming": {"repeat": course}}
    for dose in protocol.planned_mg_per_kg:
        yield _detail("planned-dose") | {"quantity": quantity_to_fhir(dose, MG_PER_KG)}
    if watched:
        yield _detail("monitoring") | {"scheduledTiming": {"repeat": watched}}
    if protocol.integration:
        yield _detail("integration") | {"description": protocol.integration}


def _detail(kind: str) -> Resource:
    return {"code": ACTIVITIES[kind].concept(), "status": "scheduled"}


def _minutes(element: str, value: Any) -> Resource:
    return _length(element, value, "min")


def _length(element: str, value: Any, unit: str) -> Resource:
    return {} if value is None else {element: wire.number(value), f"{element}Unit": unit}


def protocol_from_fhir(resource: Json) -> dict[str, Any]:
    """The plan of the course; what ends it is a Goal."""
    found: dict[str, list[Json]] = {}
    for activity in resource.get("activity", []):
        detail = activity.get("detail", {})
        found.setdefault(name_of(detail.get("code"), ACTIVITIES) or "", []).append(detail)
    course, watched = (_repeat(found.get(kind, [])) for kind in ("dosing", "monitoring"))
    definition: Json = next(iter(resource.get("contained", [])), {})
    return filled(
        name=resource.get("title"),
        version=definition.get("version"),
        planned_sessions=course.get("count"),
        planned_mg_per_kg=[quantity_from_fhir(d.get("quantity"), MG_PER_KG) for d in found.get("planned-dose", [])],
        infusion_minutes=course.get("duration"),
        interval_days=course.get("period"),
        monitoring_minutes=watched.get("duration"),
        integration=next((detail.get("description") for detail in found.get("integration", [])), None),
        text=resource.get("description"),
    )


def _repeat(details: list[Json]) -> Json:
    return next((d.get("scheduledTiming", {}).get("repeat", {}) for d in details), {})


# --- of a visit --------------------------------------------------------------------------------------------------


def actions_to_fhir(actions: tuple[Action, ...], this: VisitContext) -> Resource:
    """What the patient takes on, in the clinic's order."""
    plan = _plan(this.episode, this.key(ACTIONS), ACTIONS, "active")
    return plan | this.encounter() | {"activity": [{"detail": _action(action)} for action in actions]}


def _action(action: Action) -> Resource:
    due = {"scheduledPeriod": {"end": action.due}} if action.due else {}
    return {"status": DONE[action.done], **due, "description": action.text}


def actions_from_fhir(resource: Json) -> list[Json]:
    """What the patient takes on."""
    details = (activity.get("detail", {}) for activity in resource.get("activity", []))
    done = {status: done for done, status in DONE.items()}
    return [
        filled(
            text=detail.get("description"),
            due=detail.get("scheduledPeriod", {}).get("end"),
            done=done.get(detail.get("status")),
        )
        for detail in details
    ]


def plan_to_fhir(text: str, this: VisitContext) -> Resource:
    """What comes next, in words."""
    return _plan(this.episode, this.key(PLAN), PLAN, "active") | this.encounter() | {"description": text}


def plan_from_fhir(resource: Json) -> str | None:
    """What comes next."""
    text: str | None = resource.get("description")
    return text
