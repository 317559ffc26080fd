"""What every part of the record has in common: frozen, in canonical order, silent about its values."""

import datetime
import decimal
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, ClassVar, NamedTuple, Self, get_args
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kapfhir import wire
from kapfhir.model.values import Id, instant_text

__all__ = [
    "Broken", "Fact", "Record", "Withheld", "described", "ends_before_start", "plain", "record_fields",
    "says_something",
]  # fmt: skip

_DERIVED = UUID("0e7a8f81-3183-5c58-a030-9e7cec0891e1")  # UUIDv5 of "derived key" in the namespace of identity.py


class Broken(NamedTuple):
    """A rule that several fields break together: which field to mend, the rule, a sentence without a value."""

    field: tuple[str | int, ...]
    rule: str
    text: str


class Withheld(NamedTuple):
    """A part of the episode that `to_bundle` keeps back: where it stands, and why."""

    path: str
    reason: str


def described(text: str, *, unit: str | None = None, default: Any = None, **limits: Any) -> Any:
    """A field with its description, and the UCUM unit of a number."""
    return Field(default, description=text, json_schema_extra={"unit": unit} if unit else None, **limits)


def says_something(record: "Record") -> Iterator[Broken]:
    """A group in which nothing stands is an error: leave it out."""
    names = [name for name in type(record).model_fields if name != "id"]
    if all(record.__dict__[name] in (None, ()) for name in names):
        yield Broken((names[0],), "required", "nothing is said; leave the group out")


def ends_before_start(
    start: datetime.datetime | str | None, end: datetime.datetime | str | None, field: str = "end"
) -> Iterator[Broken]:
    """An end before its start is an error on the end; days are compared as far as both are known."""
    if isinstance(start, str) and isinstance(end, str):
        shorter = min(len(start), len(end))
        start, end = start[:shorter], end[:shorter]
    if start is not None and end is not None and end < start:  # type: ignore[operator]  # two of one kind
        yield Broken((field,), "end-before-start", "it ends before it starts")


class Record(BaseModel):
    """A part of the episode. `broken()` says what its fields break together; its lists stand in canonical order."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=False)

    def broken(self) -> Iterable[Broken]:
        """The rules that this record's fields break together."""
        return ()

    @model_validator(mode="after")
    def _canonical(self) -> Self:
        broken = [*self.broken(), *_repeated_keys(self)]
        if broken:
            sentence = "; ".join(f"{'.'.join(map(str, b.field))}: {b.text}" for b in broken)
            raise PydanticCustomError("broken", "{sentence}", {"sentence": sentence, "broken": broken})
        for name in type(self).model_fields:
            members = self.__dict__[name]
            if isinstance(members, tuple) and members and isinstance(members[0], Fact):
                self.__dict__[name] = tuple(sorted(members, key=Fact.place))
        return self

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """No value of a record in a repr."""
        return iter(())

    def __str__(self) -> str:
        return repr(self)


@cache
def record_fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record class that hold records, one or many."""
    return tuple(name for name, field in kind.model_fields.items() if _holds_records(field.annotation))


def _holds_records(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return True
    return any(_holds_records(part) for part in get_args(annotation))


class Fact(Record):
    """A repeatable part of the episode, known by the clinic's key of it, else by its kind and first time."""

    kind_of_fact: ClassVar[str]

    id: Id | None = described("The clinic's own key of this fact; without it kind and first time make one")

    def first_time(self) -> datetime.datetime | str | None:
        """When it happened first: what orders it, and what its key is made of where the clinic has none."""
        return None

    @property
    def key(self) -> str | None:
        """The clinic's key, or the one derived from kind and first time; None where there is neither."""
        moment = self.first_time()
        return self.id or (moment and f"t-{uuid5(_DERIVED, f'{self.kind_of_fact}|{_utc(moment)}').hex[:12]}") or None

    def place(self) -> tuple[bool, str, str]:
        """Where it stands in a list: by time, then by key; without a time last."""
        moment = self.first_time()
        return moment is None, _utc(moment) if moment else "", self.key or ""


def _utc(moment: datetime.datetime | str) -> str:
    return moment if isinstance(moment, str) else instant_text(moment.astimezone(datetime.UTC))


def _repeated_keys(record: Record) -> Iterator[Broken]:
    """Two facts of one kind with one key are an error: no server could tell them apart."""
    for name in type(record).model_fields:
        seen: set[tuple[str, str]] = set()
        members = record.__dict__[name]
        for index, fact in enumerate(members if isinstance(members, tuple) else ()):
            if not isinstance(fact, Fact):
                break
            if fact.key is None:
                yield Broken((name, index, "id"), "id", "without a time it needs an id")
            elif (fact.kind_of_fact, fact.key) in seen:
                yield Broken((name, index, "id"), "id", "a fact with this key is there already; give each its own id")
            else:
                seen.add((fact.kind_of_fact, fact.key))


def plain(value: Any) -> Any:
    """A record as wire JSON: what is absent is left out, decimals keep their digits."""
    if isinstance(value, Record):
        members = ((name, value.__dict__[name]) for name in type(value).model_fields)
        return {name: plain(member) for name, member in members if member is not None and member != ()}
    if isinstance(value, tuple):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {key: plain(member) for key, member in sorted(value.items())}
    if isinstance(value, decimal.Decimal):
        return wire.number(value)
    return instant_text(value) if isinstance(value, datetime.datetime) else value
