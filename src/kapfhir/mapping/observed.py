"""What all Observations have in common, and a field of the model as the value of one, or of a component.

https://hl7.org/fhir/R4/observation.html. Which field has which code, words and unit stands in `terminology`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kapfhir.identity import Key
from kapfhir.mapping.context import Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled, logical_to_fhir, name_of, quantity_from_fhir, quantity_to_fhir
from kapfhir.model import Person, Record, instant_text
from kapfhir.model.values import Instant
from kapfhir.terminology import Code, Part


def observed(
    this: VisitContext, key: Key, category: Code, code: dict[str, Any], at: Instant | None = None,
    by: Person | None = None,
) -> Resource:  # fmt: skip
    """An Observation that has no value yet; without a time of its own it has the visit's day."""
    return this.episode.header("Observation", key) | {
        "status": "final",
        "category": [category.concept()],
        "code": code,
        "subject": this.episode.patient(),
        **this.encounter(),
        **filled(
            effectiveDateTime=instant_text(at) if at else this.day,
            performer=by and [logical_to_fhir("Practitioner", by)],
        ),
    }


def value_to_fhir(value: Any, part: Part) -> Resource:
    """The value[x] of a field; nothing where the field is empty."""
    if value is None:
        return {}
    if part.words is not None:
        return {"valueCodeableConcept": part.words[value].concept()}
    if part.unit is not None:
        return {"valueQuantity": quantity_to_fhir(Decimal(value), part.unit)}
    kinds: dict[type, str] = {bool: "valueBoolean", int: "valueInteger", str: "valueString"}
    return {kinds[type(value)]: value}


def value_from_fhir(element: Json, part: Part) -> Any:
    """The field that a value[x] holds, None where there is none."""
    if part.words is not None:
        return name_of(element.get("valueCodeableConcept"), part.words)
    if part.unit is not None:
        return quantity_from_fhir(element.get("valueQuantity"), part.unit)
    found = (element[name] for name in ("valueBoolean", "valueInteger", "valueString") if name in element)
    return next(found, None)


def components_to_fhir(record: Record, parts: Mapping[str, Part]) -> list[Resource]:
    """A component for each field that is filled."""
    values = ((part, getattr(record, name)) for name, part in parts.items())
    return [{"code": part.code.concept(), **value_to_fhir(v, part)} for part, v in values if v is not None]


def components_from_fhir(resource: Json, parts: Mapping[str, Part]) -> dict[str, Any]:
    """The fields that components hold."""
    codes = {name: part.code for name, part in parts.items()}
    found = ((name_of(c.get("code"), codes), c) for c in resource.get("component", []))
    return {name: value_from_fhir(component, parts[name]) for name, component in found if name}


def texts_to_fhir(texts: tuple[str, ...], code: Code) -> list[Resource]:
    """A component for each text of a list, in its order."""
    return [{"code": code.concept(), "valueString": text} for text in texts]


def texts_from_fhir(resource: Json, code: Code) -> list[str]:
    """The texts of a list, in their order."""
    components = resource.get("component", [])
    return [c.get("valueString", "") for c in components if name_of(c.get("code"), {"": code}) is not None]
