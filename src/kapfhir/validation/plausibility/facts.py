"""The facts of an episode, out of a Bundle that anybody made, of R4 or of R5: visits, doses, what was observed.

What is not of FHIR's shape is not a fact here, and no error: other rules tell that. A time is a time only with its
offset; of a date alone only the day is known.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from kapfhir.terminology import (
    ADMINISTRATION_KIND,
    ADMINISTRATION_KINDS,
    DOSE_PER_BODY_WEIGHT,
    ENCOUNTER_TYPE,
    INTEGRATES,
    OBSERVATION,
    RETRACTED,
    RXNORM,
    VITAL_SIGNS,
)
from kapfhir.validation.plausibility.elements import codes, moment, reference
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

__all__ = ["Dose", "Entry", "Facts", "Span", "Visit", "by_body_weight", "components", "facts", "span"]


WEST, EAST = timedelta(hours=-12), timedelta(hours=14)  # of UTC: the day anywhere on Earth


class Span(NamedTuple):
    """From when to when, each a time or nothing; `day` is the first day as written, also where no time is.

    Of a time the day depends on where one stands: a day alone is compared to all that it may be.
    """

    path: Path
    start: datetime | None
    end: datetime | None
    day: str

    @property
    def earliest_day(self) -> str:
        """The first day that it may begin on."""
        return (self.start.astimezone(UTC) + WEST).date().isoformat() if self.start else self.day

    @property
    def latest_day(self) -> str:
        """The last day that it may begin on."""
        return (self.start.astimezone(UTC) + EAST).date().isoformat() if self.start else self.day

    def is_before(self, other: "Span") -> bool:
        """Whether it begins before the other does, whatever is not known of either."""
        if self.start and other.start:
            return self.start < other.start
        return bool(self.day and other.day) and self.latest_day < other.earliest_day


class Entry(NamedTuple):
    """A resource, where it stands, and the names that references have for it."""

    path: Path
    resource: Json
    names: tuple[str, ...]


class Visit(NamedTuple):
    """An Encounter of a kind that the guide has."""

    entry: Entry
    kind: str
    when: Span
    integrates: tuple[str, ...]  # references to visits

    @property
    def is_held(self) -> bool:
        """Whether it took place, as far as it says."""
        return text_of(self.entry.resource, "status") not in ("planned", "cancelled", "discontinued")


class Dose(NamedTuple):
    """A MedicationAdministration of a kind of the guide that was given: its visit's name, the drug by RxNorm's code."""

    entry: Entry
    kind: str
    when: Span
    visit: str
    drug: str


class Facts(NamedTuple):
    """Of one patient in a Bundle; Observations by the guide's codes, vital signs, and those with a number for value."""

    by_type: dict[str, list[Entry]]
    observed: dict[str, list[Entry]]
    vital_signs: list[Entry]
    counted: list[Entry]
    visits: dict[str, Visit]  # by each of their names
    held: tuple[Visit, ...]
    given: tuple[Dose, ...]  # of every kind
    doses: tuple[Dose, ...]  # no parts, boosters, rescue drugs


def facts(bundle: Json) -> Iterator[Facts]:
    """The facts of each patient that has a visit of a KAP episode."""
    by_patient: dict[str, dict[str, list[Entry]]] = {}
    for index, entry in listed(bundle, "entry"):
        resource = entry.get("resource")
        if isinstance(resource, dict) and resource.get("status") != RETRACTED:
            kind = text_of(resource, "resourceType")
            names = (text_of(entry, "fullUrl"), f"{kind}/{text_of(resource, 'id')}")
            found = by_patient.setdefault(_patient(resource), {})
            found.setdefault(kind, []).append(Entry(("entry", index, "resource"), resource, names))
    for found in by_patient.values():
        visits = [visit for entry in found.get("Encounter", ()) if (visit := _visit(entry))]
        if visits:
            by_name = {name: visit for visit in visits for name in visit.entry.names}
            given = tuple(dose for entry in found.get("MedicationAdministration", ()) if (dose := _dose(entry)))
            doses = tuple(dose for dose in given if dose.kind == "dose")
            held = tuple(visit for visit in visits if visit.is_held)
            yield Facts(found, *_observations(found.get("Observation", [])), by_name, held, given, doses)


def _observations(entries: list[Entry]) -> tuple[dict[str, list[Entry]], list[Entry], list[Entry]]:
    observed: dict[str, list[Entry]] = {}
    vital_signs, counted = [], []
    for entry in entries:
        resource = entry.resource
        for code in codes(resource.get("code"), OBSERVATION):
            observed.setdefault(code, []).append(entry)
        if "valueQuantity" in resource or "valueInteger" in resource:
            counted.append(entry)
        if any(VITAL_SIGNS.code in codes(concept, VITAL_SIGNS.system) for _, concept in listed(resource, "category")):
            vital_signs.append(entry)
    return observed, vital_signs, counted


def _patient(resource: Json) -> str:
    """What tells patients apart: the reference, or the identifier in it."""
    who = resource.get("subject") or resource.get("patient")
    given = who.get("identifier") if isinstance(who, dict) else None
    return reference(who) or f"{text_of(given, 'system')}|{text_of(given, 'value')}"


def _visit(entry: Entry) -> Visit | None:
    _, resource, _ = entry
    kinds = [code for _, concept in listed(resource, "type") for code in codes(concept, ENCOUNTER_TYPE)]
    if not kinds:
        return None
    works_on = [one.get("valueReference") for _, one in listed(resource, "extension") if one.get("url") == INTEGRATES]
    targets = tuple(reference(one) for one in [*works_on, resource.get("partOf")] if reference(one))
    return Visit(entry, kinds[0], span(entry, "period", "actualPeriod"), targets)


def _dose(entry: Entry) -> Dose | None:
    _, resource, _ = entry
    kinds = [one.get("valueCodeableConcept") for _, one in listed(resource, "extension")
             if one.get("url") == ADMINISTRATION_KIND]  # fmt: skip
    given = [code for kind in kinds for code in codes(kind, _KINDS)]
    if not given or text_of(resource, "status") in ("not-done", "unknown"):
        return None
    drugs = codes(resource.get("medicationCodeableConcept") or resource.get("medication"), RXNORM)
    visit = reference(resource.get("context")) or reference(resource.get("encounter"))
    return Dose(entry, given[0], span(entry, "effective", "occurence"), visit, next(iter(drugs), ""))


_KINDS = ADMINISTRATION_KINDS["dose"].system


def span(entry: Entry, *stems: str) -> Span:
    """Of the first of these that is there: a period or a time, or `…Period`, `…DateTime`."""
    for stem in stems:
        for name in (stem, f"{stem}Period"):
            period = entry.resource.get(name)
            if isinstance(period, dict):
                start, end = text_of(period, "start"), text_of(period, "end")
                return Span((*entry.path, name), moment(start), moment(end), _day(start))
        for name in (stem, f"{stem}DateTime"):
            if at := text_of(entry.resource, name):
                return Span((*entry.path, name), moment(at), None, _day(at))
    return Span(entry.path, None, None, "")


def _day(text: str) -> str:
    """The day of a date or time; nothing where only month or year are known."""
    return text[:10] if len(text) >= len("2026-03-09") else ""


def components(entry: Entry, system: str) -> Iterator[tuple[str, Path, Json]]:
    """The components of an Observation by their code in a system."""
    for index, component in listed(entry.resource, "component"):
        for code in codes(component.get("code"), system):
            yield code, (*entry.path, "component", index), component


def by_body_weight(dose: Dose) -> dict[str, Any]:
    """`amount` and `weight` of a dose, as quantities."""
    dosage = dose.entry.resource.get("dosage")
    given = dosage.get("dose") if isinstance(dosage, dict) else None
    outer = [one for _, one in listed(given, "extension") if one.get("url") == DOSE_PER_BODY_WEIGHT]
    return {text_of(one, "url"): one.get("valueQuantity") for part in outer for _, one in listed(part, "extension")}
