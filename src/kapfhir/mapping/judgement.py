"""Observation: what was judged or found at a visit, and the patient's background.

https://hl7.org/fhir/R4/observation.html. A field without an element of its own is an Observation of an own code.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.identity import NONE, Key
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    absent,
    concept_from_fhir,
    concept_to_fhir,
    filled,
    instant_from_fhir,
    logical_from_fhir,
    name_of,
    note_from_fhir,
    note_to_fhir,
    quantity_from_fhir,
    quantity_to_fhir,
)
from kapfhir.mapping.observed import (
    components_from_fhir,
    components_to_fhir,
    observed,
    texts_from_fhir,
    texts_to_fhir,
    value_from_fhir,
    value_to_fhir,
)
from kapfhir.model import Contraindication, Dose, Episode, Finding, Moment, VisitBase
from kapfhir.terminology import (
    BACKGROUND,
    CLEARANCE,
    EFFECT,
    EFFECTS,
    EXAM,
    INTENSITY,
    JUDGEMENTS,
    MILLIGRAM,
    MINUTE,
    MOMENT,
    MOMENT_PARTS,
    PRESENCE,
    SOCIAL_HISTORY,
    SUICIDE_RISK,
    SUICIDE_RISK_PARTS,
    SUPPORT,
    SUPPORT_MINUTES,
    SUPPORT_PARTS,
    THERAPY,
    WASTE,
)

CLEARED = "clearance"
RISK = "suicide-risk"
SUPPORTED = "psychotherapeutic-support"
FINDINGS = {"findings": "finding", "surveillance": "surveillance"}  # field -> kind in the identity


# --- the patient's background ------------------------------------------------------------------------------------


def background_to_fhir(episode: Episode, this: VisitContext) -> Iterator[Resource]:
    """Age, sex and social history as far as they are told: the Patient is not ours to write."""
    for name, part in BACKGROUND.items():
        if value := value_to_fhir(getattr(episode, name), part):
            yield observed(this, Key(NONE, part.code.code), SOCIAL_HISTORY, part.code.concept()) | value


def background_from_fhir(facts: Facts) -> Json:
    """Age, sex and social history."""
    return {
        name: value_from_fhir(resource, part)
        for name, part in BACKGROUND.items()
        for _, resource in facts.at(NONE, part.code.code)
    }


# --- of any visit ------------------------------------------------------------------------------------------------


def to_fhir(visit: VisitBase, this: VisitContext) -> Iterator[Resource]:
    """What was judged and found, as far as the kind of visit has it."""
    for name, part in JUDGEMENTS.items():
        if value := value_to_fhir(getattr(visit, name, None), part):
            yield observed(this, this.key(part.code.code), EXAM, part.code.concept()) | value
    for field, kind in FINDINGS.items():
        for finding in getattr(visit, field, ()):
            yield _finding(finding, kind, this)
    for contraindication in getattr(visit, "contraindications", ()):
        yield _contraindication(contraindication, this)
    for moment in getattr(visit, "moments", ()):
        yield _moment(moment, this)
    for one in (_clearance, _suicide_risk, _support, _effects):
        if resource := one(visit, this):
            yield resource


def from_fhir(visit: str, facts: Facts) -> dict[str, Any]:
    """What was judged and found."""
    judged = {
        name: value_from_fhir(resource, part)
        for name, part in JUDGEMENTS.items()
        for _, resource in facts.at(visit, part.code.code)
    }
    found = {field: [_finding_from(*f) for f in facts.at(visit, kind)] for field, kind in FINDINGS.items()}
    return filled(
        **judged,
        **found,
        **_clearance_from(visit, facts),
        contraindications=[_contraindication_from(*c) for c in facts.at(visit, "contraindication")],
        moments=[_moment_from(*moment) for moment in facts.at(visit, "moment")],
        suicide_risk=_suicide_risk_from(visit, facts),
        effects=[text for _, resource in facts.at(visit, "effects") for text in texts_from_fhir(resource, EFFECT)],
    )


# --- findings and contraindications ------------------------------------------------------------------------------


def _finding(finding: Finding, kind: str, this: VisitContext) -> Resource:
    """It has a day only where it has one of its own, or the way back would take the visit's for it."""
    examined = observed(this, this.key(kind, finding.key), EXAM, concept_to_fhir(finding.name))
    examined.pop("effectiveDateTime", None)
    return examined | filled(effectiveDateTime=finding.date, valueString=finding.result)


def _finding_from(key: Key, resource: Json) -> Json:
    name = concept_from_fhir(resource.get("code", {}))
    return filled(id=key.id, name=name, result=resource.get("valueString"), date=resource.get("effectiveDateTime"))


def _contraindication(found: Contraindication, this: VisitContext) -> Resource:
    looked = observed(
        this, this.key("contraindication", found.key), EXAM, concept_to_fhir(found.concept), by=found.decided_by
    )
    return looked | {"valueCodeableConcept": PRESENCE[found.state].concept()}


def _contraindication_from(key: Key, resource: Json) -> Json:
    return filled(
        id=key.id,
        concept=concept_from_fhir(resource.get("code", {})),
        state=name_of(resource.get("valueCodeableConcept"), PRESENCE),
        decided_by=logical_from_fhir(next(iter(resource.get("performer", [])), None)),
    )


# --- clearance and risk ------------------------------------------------------------------------------------------


def _clearance(visit: VisitBase, this: VisitContext) -> Resource | None:
    decision, conditions, by = (getattr(visit, n, None) for n in ("decision", "conditions", "decided_by"))
    if decision is None and conditions is None and by is None:
        return None
    value = value_to_fhir(decision, CLEARANCE) or {"dataAbsentReason": absent("unknown")}
    decided = observed(this, this.key(CLEARED), EXAM, CLEARANCE.code.concept(), by=by)
    return decided | value | filled(note=note_to_fhir(conditions))


def _clearance_from(visit: str, facts: Facts) -> dict[str, Any]:
    return {
        name: value
        for _, resource in facts.at(visit, CLEARED)
        for name, value in (
            ("decision", value_from_fhir(resource, CLEARANCE)),
            ("conditions", note_from_fhir(resource)),
            ("decided_by", logical_from_fhir(next(iter(resource.get("performer", [])), None))),
        )
    }


def _suicide_risk(visit: VisitBase, this: VisitContext) -> Resource | None:
    risk = getattr(visit, "suicide_risk", None)
    if risk is None:
        return None
    value = value_to_fhir(risk.level, SUICIDE_RISK) or {"dataAbsentReason": absent("unknown")}
    judged = observed(this, this.key(RISK), EXAM, SUICIDE_RISK.code.concept())
    return judged | value | filled(component=components_to_fhir(risk, SUICIDE_RISK_PARTS))


def _suicide_risk_from(visit: str, facts: Facts) -> Json:
    return {
        name: value
        for _, resource in facts.at(visit, RISK)
        for name, value in filled(
            level=value_from_fhir(resource, SUICIDE_RISK), **components_from_fhir(resource, SUICIDE_RISK_PARTS)
        ).items()
    }


# --- what the guide did, what the patient went through -----------------------------------------------------------


def _support(visit: VisitBase, this: VisitContext) -> Resource | None:
    """What the guide did and for how long; the method is the Procedure's."""
    given = visit.psychotherapy
    texts = [c for name, code in SUPPORT_PARTS.items() if given for c in texts_to_fhir(getattr(given, name), code)]
    minutes = given.minutes if given else None
    if minutes is not None:
        texts.append({"code": SUPPORT_MINUTES.concept(), "valueQuantity": quantity_to_fhir(minutes, MINUTE)})
    code = SUPPORT.concept()
    return observed(this, this.key(SUPPORTED), THERAPY, code) | {"component": texts} if texts else None


def support_from_fhir(visit: str, facts: Facts) -> dict[str, Any]:
    """What the guide did and for how long."""
    found: dict[str, Any] = {}
    for _, resource in facts.at(visit, SUPPORTED):
        found |= {name: texts_from_fhir(resource, code) for name, code in SUPPORT_PARTS.items()}
        minutes = [c for c in resource.get("component", []) if name_of(c.get("code"), {"": SUPPORT_MINUTES}) == ""]
        found["minutes"] = next((quantity_from_fhir(c.get("valueQuantity"), MINUTE) for c in minutes), None)
    return filled(**found)


def _effects(visit: VisitBase, this: VisitContext) -> Resource | None:
    components = texts_to_fhir(getattr(visit, "effects", ()), EFFECT)
    if not components:
        return None
    return observed(this, this.key("effects"), EXAM, EFFECTS.concept()) | {"component": components}


def _moment(moment: Moment, this: VisitContext) -> Resource:
    key = this.key("moment", moment.key)
    value = (
        {"valueCodeableConcept": INTENSITY[moment.intensity].concept()}
        if moment.intensity
        else {"dataAbsentReason": absent("unknown")}
    )
    seen = observed(this, key, EXAM, MOMENT.concept(), moment.at, moment.by) | value
    return seen | filled(component=components_to_fhir(moment, MOMENT_PARTS))


def _moment_from(key: Key, resource: Json) -> Json:
    return filled(
        id=key.id,
        at=instant_from_fhir(resource.get("effectiveDateTime")),
        intensity=name_of(resource.get("valueCodeableConcept"), INTENSITY),
        by=logical_from_fhir(next(iter(resource.get("performer", [])), None)),
        **components_from_fhir(resource, MOMENT_PARTS),
    )


# --- waste -------------------------------------------------------------------------------------------------------


def waste_to_fhir(dose: Dose, this: VisitContext) -> Resource | None:
    """What of a dose was thrown away, part of its administration."""
    if dose.wasted_mg is None:
        return None
    wasted = observed(this, this.key("waste", dose.key), EXAM, WASTE.concept(), dose.start)
    part_of = [this.reference(this.key("dose", dose.key))]
    return wasted | {"partOf": part_of, "valueQuantity": quantity_to_fhir(dose.wasted_mg, MILLIGRAM)}


def waste_from_fhir(dose: Key, facts: Facts) -> Json:
    """What of the dose with this key was thrown away."""
    found = (resource for key, resource in facts.at(dose.visit, "waste") if key.id == dose.id)
    return filled(wasted_mg=next((quantity_from_fhir(r.get("valueQuantity"), MILLIGRAM) for r in found), None))
