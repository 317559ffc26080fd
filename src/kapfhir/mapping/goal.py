"""Goal: what the patient hopes for, in the patient's words. https://hl7.org/fhir/R4/goal.html

A target has a measure wherever it has a detail (gol-1). The end that the protocol names is a goal of the clinic's.
"""

from decimal import Decimal
from typing import Any

from kapfhir import instruments
from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Context, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, name_of, quantity_to_fhir
from kapfhir.model import Goal, Target
from kapfhir.terminology import ACHIEVEMENT, SCORE

KIND = "goal"
INTENTION = "intention"
ENDPOINT = Key(NONE, "therapeutic-endpoint")
COMPARATORS = {"below": "<", "at_least": ">="}


def key_of(goal: Goal) -> Key:
    """The key of a goal, which belongs to no visit."""
    return Key(NONE, KIND, goal.key or NONE)


def to_fhir(goal: Goal, this: Context) -> Resource:
    """A goal, expressed by the patient."""
    codings = [filled(system=c.system, code=c.code, display=c.display) for c in goal.codings]
    return _goal(this, key_of(goal), filled(coding=codings, text=goal.text)) | filled(
        lifecycleStatus="active" if goal.achievement in (None, "in-progress") else "completed",
        achievementStatus=goal.achievement and ACHIEVEMENT[goal.achievement].concept(),
        startDate=goal.started,
        target=goal.target and _targets(goal.target),
        statusDate=goal.judged,
        expressedBy=this.patient(),
    )


def _goal(this: Context, key: Key, description: dict[str, Any]) -> Resource:
    header = this.header("Goal", key)
    return header | {"lifecycleStatus": "active", "description": description, "subject": this.patient()}


def _targets(target: Target) -> list[Resource]:
    """One target a limit: R4's detail is one quantity, with or without a comparator."""
    shared = filled(measure=target.instrument and _measure(target.instrument), dueDate=target.due)
    limits: list[tuple[str, Decimal | None]] = [("below", target.below), ("at_least", target.at_least)]
    details = [
        quantity_to_fhir(value, SCORE) | {"comparator": COMPARATORS[name]}
        for name, value in limits
        if value is not None
    ]
    return [shared | {"detailQuantity": detail} for detail in details] or [shared]


def _measure(instrument: str) -> Resource:
    """The total of an instrument of the guide by its code, and in any case the clinic's word for it."""
    total = instruments.instrument(instrument).total if instrument in instruments.names() else None
    return filled(coding=[total.coding] if total else None, text=instrument)


def from_fhir(key: Key, resource: Json) -> Json:
    """A goal."""
    description = resource.get("description", {})
    names = ("system", "code", "display")
    return filled(
        id=key.id,
        text=description.get("text"),
        codings=[{name: c[name] for name in names if name in c} for c in description.get("coding", [])],
        started=resource.get("startDate"),
        target=_target(resource),
        achievement=name_of(resource.get("achievementStatus"), ACHIEVEMENT),
        judged=resource.get("statusDate"),
    )


def _target(resource: Json) -> Json:
    found: dict[str, Any] = {}
    for target in resource.get("target", []):
        found |= filled(instrument=target.get("measure", {}).get("text"), due=target.get("dueDate"))
        detail = target.get("detailQuantity", {})
        found |= {
            name: detail.get("value")
            for name, comparator in COMPARATORS.items()
            if detail.get("comparator") == comparator
        }
    return found


def intention_to_fhir(intention: str, this: VisitContext) -> Resource:
    """The intention with which the patient goes into the sessions."""
    described = _goal(this.episode, this.key(INTENTION), {"text": intention})
    return described | {"expressedBy": this.episode.patient()}


def endpoint_to_fhir(endpoint: str, this: Context) -> Resource:
    """What ends the course."""
    return _goal(this, ENDPOINT, {"text": endpoint})


def text_from_fhir(resource: Json) -> str | None:
    """The words of an intention, or of what ends the course."""
    text: str | None = resource.get("description", {}).get("text")
    return text
