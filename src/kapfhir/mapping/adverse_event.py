"""AdverseEvent, and the Observation of its symptom. https://hl7.org/fhir/R4/adverseevent.html

Only what the clinician calls adverse is one: an expected effect is an Observation, and neither becomes a Condition.
The symptom holds what R4's AdverseEvent has no element for: until when, what was done, whether it was to be expected;
and servers that know no AdverseEvent see it. The rescue drug names the symptom as its reason.
"""

from typing import Any

from kapfhir.identity import Key
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    concept_from_fhir,
    concept_to_fhir,
    filled,
    instant_from_fhir,
    logical_from_fhir,
    logical_to_fhir,
    name_of,
    period_to_fhir,
)
from kapfhir.mapping.observed import components_from_fhir, components_to_fhir, observed
from kapfhir.model import AdverseEvent, Dosing, instant_text
from kapfhir.terminology import (
    EVENT_OUTCOME,
    EVENT_SEVERITY,
    EXAM,
    RELATEDNESS,
    SERIOUSNESS,
    SEVERITY,
    SYMPTOM_PARTS,
)

KIND = "adverse-event"
SYMPTOM = "adverse-event-symptom"


def to_fhir(event: AdverseEvent, this: VisitContext) -> Resource:
    """The adverse event."""
    return this.header("AdverseEvent", this.key(KIND, event.key)) | filled(
        actuality="actual",
        event=concept_to_fhir(event.term),
        date=event.onset and instant_text(event.onset),
        seriousness=None if event.serious is None else SERIOUSNESS[event.serious].concept(),
        severity=event.severity and EVENT_SEVERITY[event.severity].concept(),
        outcome=event.outcome and EVENT_OUTCOME[event.outcome].concept(),
        recorder=event.reported_by and logical_to_fhir("Practitioner", event.reported_by),
        suspectEntity=event.blames and [_suspect(event, this.reference(this.key("dose", event.blames)))],
    )


def _suspect(event: AdverseEvent, dose: Resource) -> Resource:
    judged = event.relatedness
    return {"instance": dose} | filled(
        causality=[{"assessment": RELATEDNESS[judged].concept()}] if judged else None
    )  # fmt: skip


def symptom_to_fhir(event: AdverseEvent, this: VisitContext) -> Resource:
    """The symptom, from when to when, with what was done about it."""
    symptom = observed(this, this.key(SYMPTOM, event.key), EXAM, concept_to_fhir(event.term), event.onset)
    if event.resolved:
        symptom.pop("effectiveDateTime", None)
        symptom["effectivePeriod"] = period_to_fhir(event.onset, event.resolved)
    return symptom | filled(
        partOf=event.blames and [this.reference(this.key("dose", event.blames))],
        valueCodeableConcept=event.severity and SEVERITY[event.severity].concept(),
        component=components_to_fhir(event, SYMPTOM_PARTS),
    )


def rescued(visit: Dosing, this: VisitContext) -> dict[str, list[Key]]:
    """The symptoms that each rescue drug was given for, by the drug's key."""
    found: dict[str, list[Key]] = {}
    for event in visit.adverse_events:
        if event.rescue:
            found.setdefault(event.rescue, []).append(this.key(SYMPTOM, event.key))
    return found


def from_fhir(key: Key, resource: Json, facts: Facts) -> Json:
    """The adverse event, with what its symptom and its rescue drug tell."""
    symptom = Key(key.visit, SYMPTOM, key.id)
    suspect: Json = next(iter(resource.get("suspectEntity", [])), {})
    blamed = facts.target(suspect.get("instance"))
    causality: Json = next(iter(suspect.get("causality", [])), {})
    return filled(
        id=key.id,
        term=concept_from_fhir(resource.get("event", {})),
        onset=instant_from_fhir(resource.get("date")),
        severity=name_of(resource.get("severity"), EVENT_SEVERITY),
        serious=_serious(resource),
        relatedness=name_of(causality.get("assessment"), RELATEDNESS),
        blames=blamed and blamed.id,
        outcome=name_of(resource.get("outcome"), EVENT_OUTCOME),
        reported_by=logical_from_fhir(resource.get("recorder")),
        rescue=_rescue(symptom, facts),
        **_symptom_from(symptom, facts),
    )


def _serious(resource: Json) -> bool | None:
    name = name_of(resource.get("seriousness"), {"yes": SERIOUSNESS[True], "no": SERIOUSNESS[False]})
    return None if name is None else name == "yes"


def _symptom_from(symptom: Key, facts: Facts) -> dict[str, Any]:
    found = (resource for key, resource in facts.at(symptom.visit, SYMPTOM) if key == symptom)
    return next(
        (
            filled(resolved=resource.get("effectivePeriod", {}).get("end"))
            | components_from_fhir(resource, SYMPTOM_PARTS)
            for resource in found
        ),
        {},
    )


def _rescue(symptom: Key, facts: Facts) -> str | None:
    return next(
        (
            key.id
            for key, resource in facts.at(symptom.visit, "rescue")
            if any(facts.target(reason) == symptom for reason in resource.get("reasonReference", []))
        ),
        None,
    )
