"""The episode: the whole record of one course of ketamine-assisted psychotherapy."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ModelWrapValidatorHandler, model_validator

from kapfhir.model.history import Consent, Diagnosis, Goal, PriorTreatment, Protocol
from kapfhir.model.measures import QuestionnaireResponse
from kapfhir.model.people import Identifier, Patient, Person, Site, TeamMember
from kapfhir.model.record import Broken, Fact, Record, Withheld, described
from kapfhir.model.sharing import shared, withheld_paths
from kapfhir.model.values import Count, PartialDate, Text, broken, local_times
from kapfhir.model.visits import Dosing, Integration, Visit, VisitBase, not_yet

__all__ = ["Episode"]

R = TypeVar("R", bound=Record)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        raise broken("timezone", "an IANA time zone is expected, e.g. America/Chicago") from None
    return value


class Episode(Record):
    """A course of ketamine-assisted psychotherapy in the clinic's words. Frozen; every number may be absent."""

    identifier: Identifier = Field(description="The clinic's identifier of the episode")
    patient: Patient = Field(description="Who it is about")
    status: Literal["planned", "waitlist", "active", "on-hold", "finished", "cancelled"] = Field(
        description="How far the episode is"
    )
    started: PartialDate | None = described("The day it began, as far as known")
    ended: PartialDate | None = described("The day it ended, as far as known")
    timezone: Annotated[str, AfterValidator(_zone)] | None = described(
        "The clinic's IANA time zone; times without an offset are taken as of it"
    )
    site: Site | None = described("The clinic")
    manager: Person | None = described("Who is responsible for the episode")
    age: Annotated[Count | None, not_yet("Observation")] = described("The patient's age at the beginning", unit="a")
    sex: Annotated[Literal["female", "male", "other", "unknown"] | None, not_yet("Patient")] = described(
        "The patient's administrative sex"
    )
    background: Annotated[Text | None, not_yet("Observation")] = described("Social history, e.g. veteran")
    protocol: Annotated[Protocol | None, not_yet("CarePlan")] = described("The plan of the course")
    team: Annotated[tuple[TeamMember, ...], not_yet("CareTeam")] = described("The care team", default=())
    diagnoses: Annotated[tuple[Diagnosis, ...], not_yet("Condition")] = described("Diagnoses", default=())
    prior_treatments: Annotated[
        tuple[PriorTreatment, ...], not_yet("MedicationStatement, Procedure")
    ] = described("What was tried before", default=())  # fmt: skip
    goals: Annotated[tuple[Goal, ...], not_yet("Goal")] = described("What the patient hopes for", default=())
    consents: Annotated[tuple[Consent, ...], not_yet("Consent")] = described("Consents and refusals", default=())
    visits: tuple[Visit, ...] = described("The visits, of every kind", default=())
    questionnaires: tuple[QuestionnaireResponse, ...] = described(
        "Questionnaires and their scores, at a visit or between", default=()
    )

    @model_validator(mode="wrap")
    @classmethod
    def _in_its_zone(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Read times without an offset in the zone that the episode names."""
        name = data.get("timezone") if isinstance(data, dict) else None
        try:
            zone = ZoneInfo(name) if isinstance(name, str) else None
        except (OSError, ValueError, KeyError):
            zone = None  # the field's own check says so
        with local_times(zone):
            return handler(data)

    def broken(self) -> Iterator[Broken]:
        """Visits have keys of their own; what is referred to is there."""
        if self.started and self.ended and self.ended < self.started[: len(self.ended)]:
            yield Broken(("ended",), "end-before-start", "it ends before it starts")
        seen: set[str] = set()
        for path, visit in self._places():
            if visit.id in seen:
                yield Broken((*path, "id"), "id", "a visit with this id is there already")
            seen.add(visit.id)
        dosing = {visit.id for visit in self.visits if isinstance(visit, Dosing)}
        for path, visit in self._places():
            for index, wanted in enumerate(visit.integrates if isinstance(visit, Integration) else ()):
                if wanted not in dosing:
                    yield Broken((*path, "integrates", index), "reference", "no dosing visit with this id")
        yield from self._questionnaires_broken(seen)

    def _questionnaires_broken(self, visits: set[str]) -> Iterator[Broken]:
        for index, response in enumerate(self.questionnaires):
            if response.visit and response.visit not in visits:
                yield Broken(("questionnaires", index, "visit"), "reference", "no visit with this id")

    def _places(self) -> Iterator[tuple[tuple[str | int, ...], VisitBase]]:
        for index, visit in enumerate(self.visits):
            yield ("visits", index), visit
            if isinstance(visit, Dosing) and visit.integration:
                yield ("visits", index, "integration"), visit.integration

    def all_visits(self) -> Iterator[VisitBase]:
        """Every visit, an integration inside a dosing visit after it."""
        return (visit for _, visit in self._places())

    def withheld(self) -> tuple[Withheld, ...]:
        """What stays out of what is shared, each part with its reason."""
        return tuple(withheld_paths(self))

    def shared(self) -> Self:
        """The episode without what is withheld, its ids written in: what a server holds, and gives back."""
        return shared(self).with_ids()

    def with_ids(self) -> Self:
        """The episode with the derived ids written in, so that a later correction of a time keeps the identity."""
        return _with_ids(self)


def _with_ids(record: R) -> R:
    """The same record with every fact's key as its id."""
    changes = {
        name: _ided(value) for name in type(record).model_fields if _holds_records(value := record.__dict__[name])
    }
    if isinstance(record, Fact) and record.id is None:
        changes["id"] = record.key
    return record.model_copy(update=changes) if changes else record


def _ided(value: Any) -> Any:
    return tuple(map(_with_ids, value)) if isinstance(value, tuple) else _with_ids(value)


def _holds_records(value: Any) -> bool:
    return isinstance(value, Record) or (isinstance(value, tuple) and bool(value) and isinstance(value[0], Record))
