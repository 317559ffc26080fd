"""What stays at the clinic: psychotherapy process text, and the readings no server could date."""

from collections.abc import Iterator
from typing import Any, TypeVar

from kapfhir.model.findings import Note
from kapfhir.model.measures import VitalSigns
from kapfhir.model.record import Record, Withheld
from kapfhir.model.visits import VisitBase

__all__ = ["shared", "withheld_paths"]

R = TypeVar("R", bound=Record)
PROCESS_NOTE = "psychotherapy process text stays at the clinic"
UNDATED = "a vital sign needs a time, or its visit a date"


def withheld_paths(record: Record, path: str = "") -> Iterator[Withheld]:
    """Each withheld part by path."""
    for name in type(record).model_fields:
        value = record.__dict__[name]
        for index, member in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(member, Record):
                place = f"{path}.{name}" if path else name
                place = f"{place}[{index}]" if isinstance(value, tuple) else place
                yield from _withheld(member, place, record)
                yield from withheld_paths(member, place)


def _withheld(member: Record, place: str, owner: Record) -> Iterator[Withheld]:
    if _undated(member, owner):
        yield Withheld(place, UNDATED)
    if isinstance(member, Note) and member.process_text is not None:
        yield Withheld(f"{place}.process_text" if member.progress_summary else place, PROCESS_NOTE)


def _undated(value: Any, owner: Record) -> bool:
    return isinstance(value, VitalSigns) and value.at is None and not (isinstance(owner, VisitBase) and owner.day())


def shared(record: R, *, process_notes: bool) -> R:
    """The same record without what is withheld; the very parts of it where nothing is."""
    changes = {
        name: new
        for name in type(record).model_fields
        if (new := _shared(value := record.__dict__[name], record, process_notes)) is not value
    }
    return record.model_copy(update=changes) if changes else record


def _shared(value: Any, owner: Record, process_notes: bool) -> Any:
    if isinstance(value, VisitBase):  # the integration inside a dosing visit
        return shared(value, process_notes=process_notes)
    if not isinstance(value, tuple) or not value:
        return value
    if isinstance(value[0], VisitBase):
        return tuple(shared(visit, process_notes=process_notes) for visit in value)
    if isinstance(value[0], VitalSigns):
        return tuple(reading for reading in value if not _undated(reading, owner))
    if isinstance(value[0], Note) and not process_notes:
        return tuple(_summary(note) for note in value if note.progress_summary)
    return value


def _summary(note: Note) -> Note:
    return note if note.process_text is None else note.model_copy(update={"process_text": None})
