"""Doses: within their visit, once, of the amount that the body weight gives, and watched for as long as was planned."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from kapfhir.limits import WATCHED_MINUTES, disagrees
from kapfhir.terminology import ACTIVITIES, DEPARTURE, DISCHARGE_READINESS, KILOGRAM, MG_PER_KG, MILLIGRAM, OBSERVATION
from kapfhir.validation.document import Finding
from kapfhir.validation.plausibility.elements import amount, codes, moment, reference
from kapfhir.validation.plausibility.facts import Facts, Span, by_body_weight, components
from kapfhir.validation.shapes import is_number, listed

__all__ = ["duplicate", "monitoring", "visit", "weight"]

MONITORING = ACTIVITIES["monitoring"]
LENGTHS = {"min": Decimal(1), "h": Decimal(60), "s": Decimal(1) / 60}
LEFT = DEPARTURE["left"].code


def visit(known: Facts) -> Iterator[Finding]:
    """A dose, a booster, a rescue drug lies within its visit, and that visit took place."""
    for dose in known.given:
        at = known.visits.get(dose.visit)
        if at is None:
            continue
        if not at.is_held:
            yield _warning(dose.when, "kap-dose-visit", "it was given, yet its visit is not said to be held")
        elif _is_outside(dose.when, at.when):
            text = "it was given outside of its visit: one of the times, or its offset from UTC, is wrong"
            yield _warning(dose.when, "kap-dose-visit", text)


def _is_outside(inner: Span, outer: Span) -> bool:
    if inner.start and outer.start:
        return inner.start < outer.start or bool(outer.end and inner.start > outer.end)
    return inner.is_before(outer) or (outer.end is None and outer.is_before(inner))


def duplicate(known: Facts) -> Iterator[Finding]:
    """One drug is given once at an instant; two administrations of it are one that was recorded twice."""
    seen: set[tuple[datetime, str, str]] = set()
    for dose in known.doses:
        if dose.when.start and dose.drug:
            key = (dose.when.start, dose.drug, dose.visit)
            if key in seen:
                text = "another dose of this drug was given at the same visit at this instant"
                yield _warning(dose.when, "kap-dose-duplicate", text)
            seen.add(key)


def weight(known: Facts) -> Iterator[Finding]:
    """Amount, amount by body weight, and weight agree."""
    for dose in known.doses:
        dosage = dose.entry.resource.get("dosage")
        given = amount(dosage.get("dose") if isinstance(dosage, dict) else None, MILLIGRAM.code)
        parts = by_body_weight(dose)
        per_kg, kg = amount(parts.get("amount"), MG_PER_KG.code), amount(parts.get("weight"), KILOGRAM.code)
        if given is not None and per_kg is not None and kg is not None and disagrees(given, per_kg, kg):
            text = "the dose is not what the dose per body weight and the weight come to, within 2 %"
            path = (*dose.entry.path, "dosage", "dose")
            yield Finding(path, "business-rule", "kap-dose-weight", text, "warning")


# --- monitoring --------------------------------------------------------------------------------------------------


def monitoring(known: Facts) -> Iterator[Finding]:
    """From the beginning of the dose until the patient leaves there is the time that the protocol asks for.

    That is the latest moment from which it can be counted, and the visit's end the latest at which the patient can
    have been watched: whoever counts otherwise finds less.
    """
    planned = _planned(known)
    left = _departures(known)
    for dose in known.doses:
        least = planned if planned is not None else WATCHED_MINUTES.get(dose.drug)
        at = known.visits.get(dose.visit)
        end = left.get(dose.visit) or (at.when.end if at else None)
        if least is None or end is None or not dose.when.start or end < dose.when.start:
            continue
        if end - dose.when.start < timedelta(minutes=float(least)):
            whose = "the protocol asks" if planned is not None else "the drug's label asks"
            yield _warning(dose.when, "kap-monitoring", f"the visit ends before the patient was watched as {whose}")


def _planned(known: Facts) -> Decimal | None:
    """The minutes of the one protocol in the Bundle; none where there are several that differ."""
    found = {minutes for entry in known.by_type.get("CarePlan", ()) for minutes in _of_plan(entry.resource)}
    return next(iter(found)) if len(found) == 1 else None


def _of_plan(plan: Any) -> Iterator[Decimal]:
    details = [activity.get("detail") for _, activity in listed(plan, "activity")]
    details += [one for _, one in listed(plan, "contained")]  # R5 has a ServiceRequest for each
    for detail in details:
        if isinstance(detail, dict) and MONITORING.code in codes(detail.get("code"), MONITORING.system):
            timing = detail.get("scheduledTiming", detail.get("occurrenceTiming"))
            repeat = timing.get("repeat") if isinstance(timing, dict) else None
            length = repeat.get("duration") if isinstance(repeat, dict) else None
            unit = LENGTHS.get(str(repeat.get("durationUnit"))) if isinstance(repeat, dict) else None
            if is_number(length) and unit and 0 < length <= MOST_MINUTES:
                yield Decimal(str(float(length))) * unit


MOST_MINUTES = 1e6  # of what is longer no timedelta can be made; no protocol is


def _departures(known: Facts) -> dict[str, datetime]:
    """When the patient left, by the names of the visit."""
    found: dict[str, datetime] = {}
    for entry in known.observed.get(DISCHARGE_READINESS.code, ()):
        for code, _, component in components(entry, OBSERVATION):
            if code == LEFT and (at := moment(component.get("valueDateTime"))):
                found[reference(entry.resource.get("encounter"))] = at
    return found


def _warning(when: Span, rule: str, text: str) -> Finding:
    return Finding(when.path, "business-rule", rule, text, "warning")
