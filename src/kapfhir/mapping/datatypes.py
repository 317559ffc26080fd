"""FHIR's datatypes from and to the model's: Identifier, CodeableConcept, Reference, Quantity, times, absence.

The way back makes plain JSON in the model's fields; the model checks it.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kapfhir import wire
from kapfhir.model import Concept, Identifier, Person, Site, instant_text
from kapfhir.model.values import Instant
from kapfhir.terminology import ABSENT, ABSENT_DISPLAY, ABSENT_EXTENSION, Code, Unit

Json = Mapping[str, Any]


_EMPTY: tuple[list[Any], dict[str, Any]] = ([], {})


def filled(**members: Any) -> dict[str, Any]:
    """The members that there are; an empty list, object or None is none."""
    return {name: value for name, value in members.items() if value or (value is not None and value not in _EMPTY)}


# --- identifiers, references -------------------------------------------------------------------------------------


def identifier_to_fhir(identifier: Identifier) -> dict[str, Any]:
    """An Identifier."""
    return {"system": identifier.system, "value": identifier.value}


def identifier_from_fhir(identifier: Json) -> Json:
    """An Identifier's system and value; use, type and period are not the model's."""
    return {name: identifier[name] for name in ("system", "value") if name in identifier}


def logical_to_fhir(kind: str, who: Person | Site) -> dict[str, Any]:
    """A logical reference to a person or place that kapfhir does not create."""
    return filled(
        type=kind, identifier=identifier_to_fhir(who.identifier) if who.identifier else None, display=who.name
    )


def logical_from_fhir(reference: Json | None) -> Json | None:
    """The person or place that a logical reference tells of."""
    if not reference:
        return None
    identifier = reference.get("identifier")
    return filled(name=reference.get("display"), identifier=identifier_from_fhir(identifier) if identifier else None)


# --- concepts ----------------------------------------------------------------------------------------------------


def concept_to_fhir(concept: Concept) -> dict[str, Any]:
    """A CodeableConcept."""
    codings = [filled(system=c.system, code=c.code, display=c.display) for c in concept.codings]
    return filled(coding=codings, text=concept.text)


def concept_from_fhir(concept: Json) -> Json:
    """A CodeableConcept's text and codings."""
    names = ("system", "code", "display")
    codings = [{name: coding[name] for name in names if name in coding} for coding in concept.get("coding", [])]
    return filled(text=concept.get("text"), codings=codings)


def codes_of(concept: Json | None, system: str) -> Iterable[str]:
    """The codes of one system in a CodeableConcept."""
    return (coding.get("code", "") for coding in (concept or {}).get("coding", []) if coding.get("system") == system)


def name_of(concept: Json | None, table: Mapping[str, Code]) -> str | None:
    """The model's word for the code in a CodeableConcept, by the table that wrote it."""
    found = {(coding.get("system"), coding.get("code")) for coding in (concept or {}).get("coding", [])}
    return next((name for name, code in table.items() if (code.system, code.code) in found), None)


# --- quantities --------------------------------------------------------------------------------------------------


def quantity_to_fhir(value: Decimal, unit: Unit) -> dict[str, Any]:
    """A Quantity with all of the number's digits."""
    return unit.quantity(wire.number(value))


def maybe_quantity(value: Decimal | None, unit: Unit) -> dict[str, Any] | None:
    """A Quantity; none where there is no number, and 0 is one."""
    return None if value is None else quantity_to_fhir(value, unit)


def quantity_from_fhir(quantity: Json | None, unit: Unit) -> Any:
    """The value of a Quantity in this unit, None where it is absent or in another unit."""
    return quantity.get("value") if quantity and quantity.get("code") == unit.code else None


# --- times -------------------------------------------------------------------------------------------------------


def period_to_fhir(start: Instant | None, end: Instant | None) -> dict[str, str]:
    """A Period of instants."""
    return filled(start=start and instant_text(start), end=end and instant_text(end))


def instant_from_fhir(text: str | None) -> str | None:
    """A dateTime that is an instant; a mere day says when the visit was, not when this was."""
    return text if text and "T" in text else None


# --- absence -----------------------------------------------------------------------------------------------------


def absent(reason: str, text: str | None = None) -> dict[str, Any]:
    """A dataAbsentReason."""
    return filled(coding=[{"system": ABSENT, "code": reason, "display": ABSENT_DISPLAY[reason]}], text=text)


def absent_extension(reason: str = "unknown") -> dict[str, Any]:
    """An extension that stands where the standard wants a value that is not known."""
    return {"url": ABSENT_EXTENSION, "valueCode": reason}


def absent_reason(concept: Json | None) -> str | None:
    """The reason in a dataAbsentReason. `unknown` is what we write where the clinic gave none."""
    reason = next(iter(codes_of(concept, ABSENT)), None)
    return None if reason == "unknown" else reason


def extension(resource: Json, url: str) -> Json:
    """The extension with this url, empty where there is none."""
    return next((e for e in resource.get("extension", []) if e.get("url") == url), {})


def note_to_fhir(text: str | None) -> list[dict[str, str]]:
    """An Annotation, if there is something to note."""
    return [{"text": text}] if text else []


def note_from_fhir(resource: Json) -> str | None:
    """The text of the first Annotation."""
    return next((note.get("text") for note in resource.get("note", [])), None)
