"""MedicationAdministration: the dose, the parts of its infusion, boosters, rescue drugs.

https://hl7.org/fhir/R4/medicationadministration.html. `dosage` is 0..1: the dose carries the amount and the whole
period; each part is `partOf` it, with a rate only; a pause is not done, with its reason; a booster has an amount.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from kapfhir.identity import Key
from kapfhir.mapping import medication_request
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import (
    Json,
    absent_extension,
    concept_from_fhir,
    concept_to_fhir,
    extension,
    filled,
    instant_from_fhir,
    logical_from_fhir,
    logical_to_fhir,
    maybe_quantity,
    name_of,
    note_from_fhir,
    note_to_fhir,
    period_to_fhir,
    quantity_from_fhir,
    quantity_to_fhir,
)
from kapfhir.model import Booster, Dose, DosePeriod, Person, RescueDrug, instant_text
from kapfhir.model.values import Instant
from kapfhir.terminology import (
    ADMINISTRATION_KIND,
    ADMINISTRATION_KINDS,
    DEVICE_COUNT,
    DOSE_PER_BODY_WEIGHT,
    DRUGS,
    GIVES,
    HOLD_TIME,
    KILOGRAM,
    METHODS,
    MG_PER_KG,
    MILLIGRAM,
    MILLILITRE,
    MINUTE,
    RATES,
    ROUTES,
    WITNESSES,
)

STATUS = {"not-given": "not-done"}  # the others have the same word
MODEL_STATUS = {fhir: word for word, fhir in STATUS.items()}
FUNCTIONS = {"given_by": GIVES, "witnessed_by": WITNESSES}
PARTS = ("segment", "pause")


# --- what all have -----------------------------------------------------------------------------------------------


def _administration(this: VisitContext, key: Key, status: str, medication: Resource) -> Resource:
    return this.episode.header("MedicationAdministration", key) | {
        "extension": [{"url": ADMINISTRATION_KIND, "valueCodeableConcept": ADMINISTRATION_KINDS[key.kind].concept()}],
        "status": status,
        **medication,
        "subject": this.episode.patient(),
        "context": this.reference(this.key("visit")),
    }


def _when(this: VisitContext, start: Instant | None, end: Instant | None = None) -> Resource:
    """A period where it has an end, else its start; the visit's day, or that it is unknown, where there is none."""
    if end is not None:
        return {"effectivePeriod": period_to_fhir(start, end)}
    if start is not None or this.day:
        return {"effectiveDateTime": instant_text(start) if start else this.day}
    return {"effectivePeriod": {"extension": [absent_extension()]}}


def _performers(**people: Person | None) -> list[Resource]:
    return [
        {"function": FUNCTIONS[name].concept(), "actor": logical_to_fhir("Practitioner", person)}
        for name, person in people.items()
        if person
    ]


def _amount(mg: Any, *extensions: Resource) -> Resource:
    """The amount; where it is not known it says so, for mad-1 wants one or a rate."""
    if mg is not None:
        return filled(extension=[*extensions]) | quantity_to_fhir(mg, MILLIGRAM)
    return {"extension": [*extensions, absent_extension()]}


def _route(name: str | None) -> Resource | None:
    return ROUTES[name].concept() if name else None


def _times(resource: Json) -> dict[str, Any]:
    period = resource.get("effectivePeriod", {})
    start = period.get("start") or instant_from_fhir(resource.get("effectiveDateTime"))
    return {"start": start, "end": period.get("end")}


def _people(resource: Json) -> dict[str, Any]:
    return {
        name: logical_from_fhir(performer.get("actor"))
        for performer in resource.get("performer", [])
        if (name := name_of(performer.get("function"), FUNCTIONS))
    }


def _reason(resource: Json) -> str | None:
    return next((concept.get("text") for concept in resource.get("statusReason", [])), None)


# --- the dose ----------------------------------------------------------------------------------------------------


def to_fhir(dose: Dose, this: VisitContext) -> Iterator[Resource]:
    """The administration of a dose, then its parts and its boosters."""
    key = this.key("dose", dose.key)
    prescription = medication_request.key_of(dose, this)
    yield (
        _administration(this, key, STATUS.get(dose.status, dose.status), _medication(dose))
        | _when(this, dose.start, dose.end)
        | filled(
            statusReason=[{"text": dose.status_reason}] if dose.status_reason else None,
            performer=_performers(given_by=dose.given_by, witnessed_by=dose.witnessed_by),
            request=prescription and this.reference(prescription),
            note=note_to_fhir(dose.note),
            dosage=_dosage(dose),
        )
    )
    for part in dose.periods:
        yield _part(part, dose, key, this)
    for booster in dose.boosters:
        yield _booster(booster, dose, key, this)


def _medication(dose: Dose) -> Resource:
    """The substance; in a contained Medication where product, lot or concentration are known."""
    substance = DRUGS[dose.drug].concept()
    if dose.product is None and dose.lot is None and dose.concentration is None:
        return {"medicationCodeableConcept": substance}
    strength = dose.concentration and {
        "numerator": quantity_to_fhir(dose.concentration, MILLIGRAM),
        "denominator": MILLILITRE.quantity(1),
    }
    medication = {"resourceType": "Medication", "id": "med"} | filled(
        code=concept_to_fhir(dose.product) if dose.product else substance,
        ingredient=[{"itemCodeableConcept": substance} | filled(strength=strength)],
        batch=filled(lotNumber=dose.lot),
    )
    return {"contained": [medication], "medicationReference": {"reference": "#med"}}


def _dosage(dose: Dose) -> Resource:
    by_weight = filled(
        amount=maybe_quantity(dose.mg_per_kg, MG_PER_KG),
        weight=maybe_quantity(dose.weight_kg, KILOGRAM),
    )
    members = [{"url": url, "valueQuantity": quantity} for url, quantity in by_weight.items()]
    extensions = [{"url": DOSE_PER_BODY_WEIGHT, "extension": members}] if members else []
    return filled(
        extension=[
            *([{"url": DEVICE_COUNT, "valuePositiveInt": dose.device_count}] if dose.device_count else []),
            *(
                [{"url": HOLD_TIME, "valueQuantity": quantity_to_fhir(dose.hold_minutes, MINUTE)}]
                if dose.hold_minutes
                else []
            ),
        ],
        site=dose.site and {"text": dose.site},
        route=_route(dose.route),
        method=dose.then and METHODS[dose.then].concept(),
        dose=_amount(dose.mg, *extensions),
        rateQuantity=maybe_quantity(dose.mg_per_h, RATES["mg_per_h"]),
    )


def from_fhir(key: Key, resource: Json, parts: Iterable[Json], boosters: Iterable[Json]) -> Json:
    """The dose, with its parts and boosters."""
    dosage = resource.get("dosage", {})
    amount = dosage.get("dose", {})
    by_weight = {e["url"]: e for e in extension(amount, DOSE_PER_BODY_WEIGHT).get("extension", [])}
    status = resource.get("status", "")
    return filled(
        id=key.id,
        **_medication_from(resource),
        route=name_of(dosage.get("route"), ROUTES),
        status=MODEL_STATUS.get(status, status),
        status_reason=_reason(resource),
        **_times(resource),
        mg=quantity_from_fhir(amount, MILLIGRAM),
        mg_per_kg=quantity_from_fhir(by_weight.get("amount", {}).get("valueQuantity"), MG_PER_KG),
        weight_kg=quantity_from_fhir(by_weight.get("weight", {}).get("valueQuantity"), KILOGRAM),
        mg_per_h=quantity_from_fhir(dosage.get("rateQuantity"), RATES["mg_per_h"]),
        device_count=extension(dosage, DEVICE_COUNT).get("valuePositiveInt"),
        hold_minutes=quantity_from_fhir(extension(dosage, HOLD_TIME).get("valueQuantity"), MINUTE),
        then=name_of(dosage.get("method"), METHODS),
        site=dosage.get("site", {}).get("text"),
        periods=[*parts],
        boosters=[*boosters],
        **_people(resource),
        note=note_from_fhir(resource),
    )


def _medication_from(resource: Json) -> dict[str, Any]:
    if "medicationCodeableConcept" in resource:
        return {"drug": name_of(resource["medicationCodeableConcept"], DRUGS)}
    medication: Json = next(iter(resource.get("contained", [])), {})
    ingredient: Json = next(iter(medication.get("ingredient", [])), {})
    code = medication.get("code", {})
    return {
        "drug": name_of(ingredient.get("itemCodeableConcept"), DRUGS),
        "product": None if code == ingredient.get("itemCodeableConcept") else concept_from_fhir(code),
        "lot": medication.get("batch", {}).get("lotNumber"),
        "concentration": quantity_from_fhir(ingredient.get("strength", {}).get("numerator"), MILLIGRAM),
    }


# --- parts of an infusion, boosters ------------------------------------------------------------------------------


def _substance(dose: Dose) -> Resource:
    return {"medicationCodeableConcept": DRUGS[dose.drug].concept()}


def _part(part: DosePeriod, dose: Dose, parent: Key, this: VisitContext) -> Resource:
    kind = "pause" if part.paused else "segment"
    administered = _administration(this, this.key(kind, part.key), "not-done" if part.paused else "completed",
                                   _substance(dose)) | _when(this, part.start, part.end)  # fmt: skip
    administered["partOf"] = [this.reference(parent)]
    if part.paused:
        return administered | filled(statusReason=[{"text": part.reason}] if part.reason else None)
    rate = next((quantity_to_fhir(value, RATES[name]) for name, value in part.rates.items()), None)
    return administered | filled(
        note=note_to_fhir(part.reason), dosage={"rateQuantity": rate or {"extension": [absent_extension()]}}
    )


def part_from_fhir(key: Key, resource: Json) -> Json:
    """A part of an infusion."""
    paused = key.kind == "pause"
    rate = resource.get("dosage", {}).get("rateQuantity")
    return filled(
        id=key.id,
        paused=paused,
        **_times(resource),
        **{name: quantity_from_fhir(rate, unit) for name, unit in RATES.items()},
        reason=_reason(resource) if paused else note_from_fhir(resource),
    )


def _booster(booster: Booster, dose: Dose, parent: Key, this: VisitContext) -> Resource:
    key = this.key("booster", booster.key)
    return (
        _administration(this, key, "completed", _substance(dose))
        | _when(this, booster.at)
        | {"partOf": [this.reference(parent)]}
        | filled(
            performer=_performers(given_by=booster.given_by),
            note=note_to_fhir(booster.note),
            dosage={"route": _route(booster.route), "dose": _amount(booster.mg)},
        )
    )


def booster_from_fhir(key: Key, resource: Json) -> Json:
    """A booster."""
    return _given(key, resource)


def _given(key: Key, resource: Json) -> dict[str, Any]:
    dosage = resource.get("dosage", {})
    return filled(
        id=key.id,
        at=_times(resource)["start"],
        mg=quantity_from_fhir(dosage.get("dose"), MILLIGRAM),
        route=name_of(dosage.get("route"), ROUTES),
        given_by=_people(resource).get("given_by"),
        note=note_from_fhir(resource),
    )


# --- rescue drugs ------------------------------------------------------------------------------------------------


def rescue_to_fhir(rescue: RescueDrug, this: VisitContext, dose: Key | None, symptoms: list[Key]) -> Resource:
    """A rescue drug: its own administration, part of the dose whose effect it treats, for the symptoms it treats."""
    known = rescue.mg is not None or rescue.route is not None
    return (
        _administration(
            this,
            this.key("rescue", rescue.key),
            "completed",
            {"medicationCodeableConcept": concept_to_fhir(rescue.drug)},
        )
        | _when(this, rescue.at)
        | filled(
            partOf=dose and [this.reference(dose)],
            performer=_performers(given_by=rescue.given_by),
            reasonCode=[{"text": rescue.reason}] if rescue.reason else None,
            reasonReference=[this.reference(symptom) for symptom in symptoms],
            note=note_to_fhir(rescue.note),
            dosage=filled(route=_route(rescue.route), dose=_amount(rescue.mg)) if known else None,
        )
    )


def rescue_from_fhir(key: Key, resource: Json) -> Json:
    """A rescue drug."""
    reason = next((concept.get("text") for concept in resource.get("reasonCode", [])), None)
    drug = concept_from_fhir(resource.get("medicationCodeableConcept", {}))
    return _given(key, resource) | filled(drug=drug, reason=reason)


def parts_of(dose: Key, facts: Facts, *kinds: str) -> Iterator[tuple[Key, Json]]:
    """The administrations of these kinds that are part of a dose."""
    for key, resource in facts.at(dose.visit, *kinds):
        if any(facts.target(reference) == dose for reference in resource.get("partOf", [])):
            yield key, resource
