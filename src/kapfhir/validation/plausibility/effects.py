"""Effects: they begin after the dose, in their order; who left was given the drug before; signs are of their visit."""

from collections.abc import Iterator
from datetime import datetime

from kapfhir.terminology import DEPARTURE, DISCHARGE_READINESS, OBSERVATION, TIME_COURSE, TIME_POINTS
from kapfhir.validation.document import Finding
from kapfhir.validation.plausibility.elements import moment, reference
from kapfhir.validation.plausibility.facts import Entry, Facts, components
from kapfhir.validation.shapes import listed
from kapfhir.wire import Path

__all__ = ["course", "discharge", "vital_signs"]

POINTS = {moment_.code: name for name, (moment_, _) in TIME_POINTS.items()}
LEAVING = {code.code: name for name, code in DEPARTURE.items()}
Moments = dict[str, tuple[Path, datetime]]


def course(known: Facts) -> Iterator[Finding]:
    """Onset, peak and offset follow each other, and the dose comes before them."""
    doses = {name: dose.when.start for dose in known.doses for name in dose.entry.names}
    for entry in known.observed.get(TIME_COURSE.code, ()):
        parts = [doses.get(reference(one)) for _, one in listed(entry.resource, "partOf")]
        yield from _in_order(_moments(entry, POINTS), min((at for at in parts if at), default=None))


def _in_order(points: Moments, dose: datetime | None) -> Iterator[Finding]:
    latest = dose
    for name in ("onset", "peak", "offset"):
        if name not in points:
            continue
        path, at = points[name]
        if latest and at < latest:
            text = "an effect is before the dose, or its onset, peak and offset are not in this order"
            yield Finding(path, "business-rule", "kap-effect-order", text, "warning")
        latest = max(at, latest) if latest else at


def _moments(entry: Entry, names: dict[str, str]) -> Moments:
    return {
        names[code]: ((*path, "valueDateTime"), at)
        for code, path, component in components(entry, OBSERVATION)
        if code in names and (at := moment(component.get("valueDateTime")))
    }


def discharge(known: Facts) -> Iterator[Finding]:
    """Nobody is fit to leave, or leaves, before the dose is given."""
    first: dict[str, datetime] = {}
    for dose in known.doses:
        visit = known.visits.get(dose.visit)
        for name in visit.entry.names if visit and dose.when.start else ():
            if dose.when.start:
                first[name] = min(first.get(name, dose.when.start), dose.when.start)
    for entry in known.observed.get(DISCHARGE_READINESS.code, ()):
        given = first.get(reference(entry.resource.get("encounter")))
        for path, at in _moments(entry, LEAVING).values():
            if given and at < given:
                text = "the patient left, or was fit to leave, before the dose was given"
                yield Finding(path, "business-rule", "kap-discharge-order", text, "warning")


def vital_signs(known: Facts) -> Iterator[Finding]:
    """A vital sign that says at which visit it was measured was measured during it."""
    for entry in known.vital_signs:
        visit = known.visits.get(reference(entry.resource.get("encounter")))
        at = moment(entry.resource.get("effectiveDateTime"))
        if at and visit and visit.when.start and visit.when.end and not visit.when.start <= at <= visit.when.end:
            text = "this vital sign was measured outside of its visit: one of the times, or its offset, is wrong"
            yield Finding((*entry.path, "effectiveDateTime"), "business-rule", "kap-vital-sign-visit", text, "warning")
