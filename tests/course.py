"""A short course of KAP under an identifier of its own: one dosing session, one questionnaire."""

from typing import Any
from uuid import uuid4

import kapfhir
from kapfhir import wire
from kapfhir.model import Episode

__all__ = ["SYSTEM", "course"]

SYSTEM = "https://clinic.example/episodes"
PHQ9 = {str(number): 1 for number in range(1, 10)}
DOSE = {
    "id": "d-1",
    "start": "2026-03-09T10:05:00-05:00",
    "route": "intravenous",
    "drug": "ketamine",
    "mg": 34,
    "weight_kg": 68.0,
}


def reading(number: int, systolic: int) -> dict[str, Any]:
    """A blood pressure and an oxygen saturation: two resources."""
    at = f"2026-03-09T10:{number:02}:00-05:00"
    return {"id": f"r-{number}", "at": at, "systolic": systolic, "diastolic": 76, "oxygen_saturation": 98}


def course(
    key: str = "",
    patient: dict[str, Any] | None = None,
    *,
    first: int = 118,
    readings: range = range(2),
    events: int = 0,
) -> Episode:
    """The episode. `patient` is the model's, or one that nobody knows; `first` the first systolic pressure."""
    key = key or str(uuid4())
    vitals = [reading(n, 120 if n else first) for n in readings]
    session = {
        "kind": "dosing",
        "id": "v-1",
        "modality": "in-person",
        "start": "2026-03-09T09:30:00-05:00",
        "vitals": vitals,
        "doses": [DOSE],
        "adverse_events": [{"id": f"e-{n}", "term": {"text": "nausea"}} for n in range(events)],
    }
    phq = {"id": "q-1", "instrument": "phq-9", "at": "2026-03-09T09:00:00-05:00", "answers": PHQ9, "total": 9}
    record = {
        "identifier": {"system": SYSTEM, "value": key},
        "patient": patient or {"identifier": {"system": "https://clinic.example/mrn", "value": key}},
        "status": "active",
        "visits": [session],
        "questionnaires": [phq],
    }
    return kapfhir.read(wire.dumps(record).encode())
