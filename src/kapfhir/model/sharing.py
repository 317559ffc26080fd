"""What stays at the clinic: every field marked `Withhold`, and the readings no server could date."""

from collections.abc import Iterator
from typing import Any, TypeVar

from kapfhir.model.measures import VitalSigns
from kapfhir.model.record import Record, Withheld, Withhold
from kapfhir.model.visits import PROCESS_NOTE, VisitBase

__all__ = ["shared", "withheld_paths"]

R = TypeVar("R", bound=Record)
UNDATED = "a vital sign needs a time, or its visit a date"


def marks(kind: type[Record]) -> dict[str, Withhold]:
    """The fields of a record class that are withheld."""
    if kind not in _MARKS:
        _MARKS[kind] = {
            name: mark
            for name, field in kind.model_fields.items()
            for mark in field.metadata
            if isinstance(mark, Withhold)
        }
    return _MARKS[kind]


_MARKS: dict[type[Record], dict[str, Withhold]] = {}


def withheld_paths(record: Record, path: str = "", *, within: bool = False) -> Iterator[Withheld]:
    """Each withheld part by path; inside a group that is withheld whole, only process text is named again."""
    marked = marks(type(record))
    for name in type(record).model_fields:
        for place, value in _members(record.__dict__[name], f"{path}.{name}" if path else name):
            mark = marked.get(name)
            if mark and (not within or mark is PROCESS_NOTE):
                yield Withheld(place, mark.reason)
            elif _undated(value, record):
                yield Withheld(place, UNDATED)
                continue
            if isinstance(value, Record):
                yield from withheld_paths(value, place, within=within or bool(mark))


def _members(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        yield from ((f"{path}[{index}]", member) for index, member in enumerate(value))
    elif value is not None:
        yield path, value


def _undated(value: Any, owner: Record) -> bool:
    return isinstance(value, VitalSigns) and value.at is None and not (isinstance(owner, VisitBase) and owner.day())


def _unless_empty(record: Record) -> Record | None:
    """A group of which all was withheld is not there."""
    return record if any(value not in (None, ()) for value in record.__dict__.values()) else None


def shared(record: R) -> R:
    """The same record without what is withheld."""
    marked = marks(type(record))
    changes: dict[str, Any] = {}
    for name, field in type(record).model_fields.items():
        value = record.__dict__[name]
        if name in marked:
            changes[name] = field.get_default(call_default_factory=True)
        elif isinstance(value, Record):
            changes[name] = _unless_empty(shared(value))
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            changes[name] = tuple(shared(member) for member in value if not _undated(member, record))
    return record.model_copy(update=changes) if changes else record
