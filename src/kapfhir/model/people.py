"""Who and what an episode refers to: identifiers, codes, people and the roles they have."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from kapfhir.codes import why_not
from kapfhir.model.record import Broken, Record, described
from kapfhir.model.values import CodeText, Id, Text, Uri

__all__ = ["Coding", "Concept", "Identifier", "Participant", "Patient", "Person", "Role", "Site", "TeamMember"]

Role = Literal[
    "prescribes", "administers", "monitors", "guides", "escorts", "refers", "consults", "assesses", "educates",
    "chaperones",
]  # fmt: skip


class Identifier(Record):
    """A business identifier. Its system is the site's own: kapfhir never makes one up."""

    system: Uri = Field(description="Who gave the value out, as a URI of the site")
    value: Text = Field(description="The value, unique in the system")


class Coding(Record):
    """A code of a code system."""

    system: Uri = Field(description="The code system's URI, e.g. http://snomed.info/sct")
    code: CodeText = Field(description="The code")
    display: Text | None = described("The code system's own words for the code")

    def broken(self) -> Iterable[Broken]:
        """What can be told of a code without its system speaks for it."""
        if reason := why_not(self.system, self.code):
            yield Broken(("code",), "code", reason)


class Concept(Record):
    """Something named in words, in codes, or both."""

    text: Text | None = described("As the clinic says it")
    codings: tuple[Coding, ...] = described("The same in codes, the preferred one first", default=())

    def broken(self) -> Iterable[Broken]:
        """It must say something."""
        if not self.text and not self.codings:
            yield Broken(("text",), "required", "text or a coding is expected")


class Person(Record):
    """A clinician, or someone of the patient's."""

    name: Text | None = described("The name as it is shown")
    identifier: Identifier | None = described("The site's identifier of the person")

    def broken(self) -> Iterable[Broken]:
        """Somebody must be meant."""
        if not self.name and not self.identifier:
            yield Broken(("name",), "required", "a name or an identifier is expected")


def _each_once(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(sorted(set(roles)))


class Participant(Record):
    """A person at a visit, and what they did there. No role is assumed of another."""

    person: Person = Field(description="Who")
    roles: Annotated[tuple[Role, ...], Field(min_length=1), AfterValidator(_each_once)] = Field(
        description="What this person did at the visit"
    )
    relationship: Text | None = described("The relationship to the patient of somebody of the patient's, e.g. sister")
    id: Id | None = described("The clinic's key, needed where two people of the patient's are at one visit")

    def broken(self) -> Iterable[Broken]:
        """Staff have an identifier of the site; only somebody of the patient's has a key here."""
        if self.id and not self.relationship:
            yield Broken(("relationship",), "required", "it has an id, yet is nobody of the patient's")


class TeamMember(Record):
    """A person of the care team."""

    person: Person = Field(description="Who")
    roles: Annotated[tuple[Role, ...], AfterValidator(_each_once)] = described(
        "What this person does in the episode", default=()
    )
    qualification: Text | None = described("Licence or training, e.g. anaesthesia-credentialed physician")


class Patient(Record):
    """Who the episode is about: a reference, by the server's id or by an identifier. No name is asked for."""

    id: Id | None = described("The id of the Patient on the server")
    identifier: Identifier | None = described("An identifier that exactly one Patient on the server has")

    def broken(self) -> Iterable[Broken]:
        """One reference, not two."""
        if (self.id is None) == (self.identifier is None):
            yield Broken(("identifier",), "patient", "either id or identifier is expected")


class Site(Record):
    """The clinic, or the room."""

    name: Text | None = described("The name as it is shown")
    identifier: Identifier | None = described("The identifier of the place")

    def broken(self) -> Iterable[Broken]:
        """Somewhere must be meant."""
        if not self.name and not self.identifier:
            yield Broken(("name",), "required", "a name or an identifier is expected")
