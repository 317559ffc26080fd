"""Visits: what comes before the first dose, and what after a dose."""

from collections.abc import Iterator

from kapfhir.validation.document import Finding
from kapfhir.validation.plausibility.facts import Facts, Visit

__all__ = ["integration", "order"]

BEFORE = {
    "consultation": "the first consultation is after the first dosing session",
    "medical-clearance": "medical clearance is after the first dosing session",
    "preparation": "the first preparation is after the first dosing session",
}


def order(known: Facts) -> Iterator[Finding]:
    """Whoever is given the drug was seen, cleared and prepared before; of what is not in the Bundle nothing is said."""
    dosing = _first(known, "dosing")
    for kind, text in BEFORE.items():
        visit = _first(known, kind)
        if dosing and visit and dosing.when.is_before(visit.when):
            yield Finding(visit.when.path, "business-rule", "kap-visit-order", text, "warning")


def _first(known: Facts, kind: str) -> Visit | None:
    """The first of a kind; none where one of them has no day, for it may have been the first."""
    visits = [visit for visit in known.held if visit.kind == kind]
    if not visits or not all(visit.when.day for visit in visits):
        return None
    first = visits[0]
    for visit in visits:
        first = visit if visit.when.is_before(first.when) else first
    return first


def integration(known: Facts) -> Iterator[Finding]:
    """What a session brought is worked on after it began."""
    for visit in known.held:
        targets = [known.visits[name] for name in visit.integrates if name in known.visits]
        if visit.kind == "integration" and any(t.kind == "dosing" and visit.when.is_before(t.when) for t in targets):
            text = "this integration is before the dosing session that it works on"
            yield Finding(visit.when.path, "business-rule", "kap-integration-order", text, "warning")
