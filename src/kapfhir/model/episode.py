"""The episode: the whole record of one course of ketamine-assisted psychotherapy."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ModelWrapValidatorHandler, model_validator

from kapfhir.model.history import Consent, Diagnosis, Goal, PriorTreatment, Protocol
from kapfhir.model.measures import QuestionnaireResponse
from kapfhir.model.people import Identifier, Patient, Person, Site, TeamMember
from kapfhir.model.record import Broken, Fact, Record, Withheld, described, ends_before_start, record_fields
from kapfhir.model.sharing import shared, withheld_paths
from kapfhir.model.values import Count, Instant, PartialDate, Text, YesNo, broken, local_times
from kapfhir.model.visits import Dosing, Integration, OutcomeReview, Visit, VisitBase

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
    recorded: Instant | None = described("When the clinic's system gave this record out")
    fictional: YesNo = described("Whether it is a made-up record, for tests and teaching", default=False)
    part_2_programme: YesNo = described(
        "Whether the clinic is a programme under 42 CFR Part 2 and its records fall under it", default=False
    )
    age: Count | None = described("The patient's age at the beginning", unit="a")
    sex: Literal["female", "male", "other", "unknown"] | None = described("The patient's administrative sex")
    background: Text | None = described("Social history, e.g. veteran")
    protocol: Protocol | None = described("The plan of the course")
    team: tuple[TeamMember, ...] = described("The care team", default=())
    diagnoses: tuple[Diagnosis, ...] = described("Diagnoses", default=())
    prior_treatments: tuple[PriorTreatment, ...] = described("What was tried before", default=())  # fmt: skip
    goals: tuple[Goal, ...] = described("What the patient hopes for", default=())
    consents: tuple[Consent, ...] = described("Consents and refusals", default=())
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
        yield from ends_before_start(self.started, self.ended, "ended")
        yield from self._people_broken()
        yield from self._consents_broken()
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
        yield from self._inputs_broken({response.key for response in self.questionnaires})

    def _people_broken(self) -> Iterator[Broken]:
        for index, member in enumerate(self.team):
            if member.person in [other.person for other in self.team[:index]]:
                yield Broken(
                    ("team", index, "person"), "team", "this person is in the team already; give all roles at once"
                )

    def _consents_broken(self) -> Iterator[Broken]:
        """A later consent replaces an earlier one; of two with no order in time, none can be told to hold."""
        for index, consent in enumerate(self.consents):
            for other in self.consents[:index]:
                ordered = consent.at and other.at and consent.at != other.at
                about_one = (consent.scope, consent.terms) == (other.scope, other.terms)
                if about_one and consent.given != other.given and not ordered:
                    yield Broken(("consents", index, "given"), "consent", "another consent, no earlier, contradicts it")

    def _inputs_broken(self, responses: set[str | None]) -> Iterator[Broken]:
        for v, visit in enumerate(self.visits):
            for o, outcome in enumerate(visit.outcomes if isinstance(visit, OutcomeReview) else ()):
                for index, wanted in enumerate(outcome.inputs):
                    if wanted not in responses:
                        where = ("visits", v, "outcomes", o, "inputs", index)
                        yield Broken(where, "reference", "no questionnaire response with this id")

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

    def shared(self, *, psychotherapy_notes: bool = False) -> Self:
        """The episode without what is withheld, its ids written in: what a server holds, and gives back."""
        return shared(self, process_notes=psychotherapy_notes).with_ids()

    def with_ids(self) -> Self:
        """The episode with the derived ids written in, so that a later correction of a time keeps the identity."""
        return _with_ids(self)


def _with_ids(record: R) -> R:
    """The same record with every fact's key as its id; the record itself where nothing changes."""
    changes = {
        name: new
        for name in record_fields(type(record))
        if (value := record.__dict__[name]) and (new := _ided(value)) is not value
    }
    if isinstance(record, Fact) and record.id is None:
        changes["id"] = record.key
    return record.model_copy(update=changes) if changes else record


def _ided(value: Any) -> Any:
    if isinstance(value, Record):
        return _with_ids(value)
    new = tuple(map(_with_ids, value))
    return value if all(a is b for a, b in zip(new, value, strict=True)) else new
