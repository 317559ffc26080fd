"""Observation: vital signs, sedation, dissociation, the time course of the effect.

https://hl7.org/fhir/R4/observation.html, https://hl7.org/fhir/R4/observation-vitalsigns.html. What was not measured is
absent with its reason; what nobody expected is not there.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.identity import Key
from kapfhir.mapping.context import Resource, Stored, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    absent,
    absent_reason,
    concept_from_fhir,
    filled,
    instant_from_fhir,
    logical_from_fhir,
    name_of,
    note_from_fhir,
    note_to_fhir,
    quantity_from_fhir,
    quantity_to_fhir,
)
from kapfhir.mapping.observed import observed, value_from_fhir, value_to_fhir
from kapfhir.model import Absent, Discharge, Dissociation, Sedation, TimeCourse, VitalSigns, instant_text
from kapfhir.model.values import Instant
from kapfhir.terminology import (
    BLOOD_PRESSURE,
    CRITERIA,
    DEPARTURE,
    DEPTH,
    DISCHARGE_READINESS,
    DISSOCIATION,
    EXAM,
    INTENSITY,
    MINUTE,
    MMHG,
    PRESSURES,
    SEDATION,
    TIME_COURSE,
    TIME_POINTS,
    VITAL_SIGNS,
    VITALS,
    Vital,
)

PANEL = "blood-pressure"
VITAL_OF_KIND = {vital.kind: name for name, vital in VITALS.items()}
VITAL_KINDS = (PANEL, *VITAL_OF_KIND)


# --- vital signs -------------------------------------------------------------------------------------------------


def vital_signs_to_fhir(reading: VitalSigns, this: VisitContext) -> Iterator[Resource]:
    """An Observation for each vital sign of a reading; blood pressure is one panel."""
    missing: dict[str, Absent] = {entry.vital: entry for entry in reading.absent}
    pressures = [name for name in PRESSURES if getattr(reading, name) is not None or name in missing]
    if pressures:
        yield _vital_sign(reading, this, PANEL, BLOOD_PRESSURE.concept()) | {
            "component": [{"code": code.concept()} | _pressure(reading, name, missing.get(name))
                          for name, code in PRESSURES.items()]
        }  # fmt: skip
    for name, vital in VITALS.items():
        value = getattr(reading, name)
        if value is not None:
            yield _vital_sign(reading, this, vital.kind, vital.concept()) | {
                "valueQuantity": quantity_to_fhir(value, vital.unit)
            }
        elif entry := missing.get(name):
            yield _vital_sign(reading, this, vital.kind, vital.concept()) | {
                "dataAbsentReason": absent(entry.reason, entry.note)
            }


def _vital_sign(reading: VitalSigns, this: VisitContext, kind: str, code: dict[str, Any]) -> Resource:
    return observed(this, this.key(kind, reading.key), VITAL_SIGNS, code, reading.at, reading.by)


def _pressure(reading: VitalSigns, name: str, entry: Absent | None) -> Resource:
    value = getattr(reading, name)
    if value is not None:
        return {"valueQuantity": quantity_to_fhir(value, MMHG)}
    return {"dataAbsentReason": absent(entry.reason, entry.note) if entry else absent("unknown")}


def vital_signs_from_fhir(observations: Iterator[Stored]) -> list[Json]:
    """The readings that Observations with one key make."""
    readings: dict[str, dict[str, Any]] = {}
    for key, resource in observations:
        reading = readings.setdefault(key.id, {"id": key.id, "absent": []})
        reading |= filled(
            at=instant_from_fhir(resource.get("effectiveDateTime")),
            by=logical_from_fhir(next(iter(resource.get("performer", [])), None)),
        )
        for name, element, value in _values(key.kind, resource):
            if value is not None:
                reading[name] = value
            elif reason := absent_reason(element.get("dataAbsentReason")):
                note = concept_from_fhir(element["dataAbsentReason"]).get("text")
                reading["absent"].append(filled(vital=name, reason=reason, note=note))
    return [filled(**reading) for reading in readings.values()]


def _values(kind: str, resource: Json) -> Iterator[tuple[str, Json, Any]]:
    """Each vital sign in an Observation: its name, the element that holds it, its value."""
    if kind == PANEL:
        for component in resource.get("component", []):
            if name := name_of(component.get("code"), PRESSURES):
                yield name, component, quantity_from_fhir(component.get("valueQuantity"), MMHG)
    else:
        vital: Vital = VITALS[VITAL_OF_KIND[kind]]
        yield VITAL_OF_KIND[kind], resource, quantity_from_fhir(resource.get("valueQuantity"), vital.unit)


# --- sedation and dissociation -----------------------------------------------------------------------------------


def sedation_to_fhir(sedation: Sedation, this: VisitContext) -> Resource:
    """The level of sedation as an Observation with an integer."""
    key = this.key("sedation", sedation.key)
    judged = observed(this, key, EXAM, SEDATION[sedation.scale].concept(), sedation.at, sedation.by)
    if sedation.score is None:
        return judged | {"dataAbsentReason": absent(sedation.absent or "unknown")}
    return judged | {"valueInteger": sedation.score}


def sedation_from_fhir(key: Key, resource: Json) -> Json:
    """The level of sedation."""
    return _judged(key, resource) | filled(
        scale=name_of(resource.get("code"), SEDATION),
        score=resource.get("valueInteger"),
        absent=absent_reason(resource.get("dataAbsentReason")),
    )


def dissociation_to_fhir(dissociation: Dissociation, this: VisitContext) -> Resource:
    """Dissociation as an effect: how intense where that is known, else whether it was there."""
    key = this.key("dissociation", dissociation.key)
    judged = observed(this, key, EXAM, DISSOCIATION.concept(), dissociation.at, dissociation.by)
    if dissociation.intensity:
        judged["valueCodeableConcept"] = INTENSITY[dissociation.intensity].concept()
    elif dissociation.present is not None:
        judged["valueBoolean"] = dissociation.present
    else:
        judged["dataAbsentReason"] = absent("unknown")
    return judged | filled(note=note_to_fhir(dissociation.description))


def dissociation_from_fhir(key: Key, resource: Json) -> Json:
    """Dissociation as an effect."""
    intensity = name_of(resource.get("valueCodeableConcept"), INTENSITY)
    return _judged(key, resource) | filled(
        present=True if intensity else resource.get("valueBoolean"),
        intensity=intensity,
        description=note_from_fhir(resource),
    )


def _judged(key: Key, resource: Json) -> dict[str, Any]:
    return filled(
        id=key.id,
        at=instant_from_fhir(resource.get("effectiveDateTime")),
        by=logical_from_fhir(next(iter(resource.get("performer", [])), None)),
    )


# --- time course -------------------------------------------------------------------------------------------------


def time_course_to_fhir(course: TimeCourse, this: VisitContext, dose: Key | None, given: Instant | None) -> Resource:
    """Onset, peak and offset as instants, and beside each the minutes from the dose, which are derived."""
    judged = observed(this, this.key("time-course"), EXAM, TIME_COURSE.concept(), given, None)
    depth = {"code": DEPTH.code.concept(), **value_to_fhir(course.depth, DEPTH)}
    components = [*_time_points(course, given), *([depth] if course.depth else [])]
    return judged | filled(
        partOf=dose and [this.reference(dose)],
        dataAbsentReason=None if components else absent("unknown"),
        note=note_to_fhir(course.description),
        component=components,
    )


def _time_points(course: TimeCourse, given: Instant | None) -> Iterator[Resource]:
    for name, (moment, minutes) in TIME_POINTS.items():
        at: Instant | None = getattr(course, name)
        if at is None:
            continue
        yield {"code": moment.concept(), "valueDateTime": instant_text(at)}
        if given is not None and (at - given).total_seconds() % 60 == 0:
            elapsed = int((at - given).total_seconds() // 60)
            yield {"code": minutes.concept(), "valueQuantity": MINUTE.quantity(elapsed)}


def time_course_from_fhir(resource: Json) -> Json:
    """Onset, peak and offset; the minutes are derived again."""
    moments = {name: codes[0] for name, codes in TIME_POINTS.items()}
    found = {
        name: component.get("valueDateTime")
        for component in resource.get("component", [])
        if (name := name_of(component.get("code"), moments))
    }
    depths = (value_from_fhir(c, DEPTH) for c in resource.get("component", []))
    return filled(**found, depth=next(filter(None, depths), None), description=note_from_fhir(resource))


# --- discharge ---------------------------------------------------------------------------------------------------


def discharge_to_fhir(discharge: Discharge, this: VisitContext) -> Resource | None:
    """Whether and when the patient was fit to leave; the disposition is the Encounter's."""
    components = [*_criteria(discharge)]
    if not components and not discharge.instructions:
        return None
    key = this.key("discharge-readiness")
    return observed(this, key, EXAM, DISCHARGE_READINESS.concept(), None, None) | filled(
        dataAbsentReason=None if components else absent("unknown"),
        note=note_to_fhir(discharge.instructions),
        component=components,
    )


def _criteria(discharge: Discharge) -> Iterator[Resource]:
    for name, code in CRITERIA.items():
        met: bool | None = getattr(discharge, name)
        if met is not None:
            yield {"code": code.concept(), "valueBoolean": met}
    for name, code in DEPARTURE.items():
        at: Instant | None = getattr(discharge, name)
        if at is not None:
            yield {"code": code.concept(), "valueDateTime": instant_text(at)}


def discharge_from_fhir(resource: Json) -> Json:
    """Whether and when the patient was fit to leave."""
    codes = CRITERIA | DEPARTURE
    found = {
        name: component.get("valueBoolean", component.get("valueDateTime"))
        for component in resource.get("component", [])
        if (name := name_of(component.get("code"), codes))
    }
    return filled(**found, instructions=note_from_fhir(resource))
