"""What a command reads: a file or stdin, an episode or a Bundle."""

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import kapfhir
from kapfhir import wire
from kapfhir.cli.exits import UNUSABLE, Stop
from kapfhir.errors import NotAuthorised
from kapfhir.outcome import Issue

if TYPE_CHECKING:
    from kapfhir.model import Episode, Withheld
    from kapfhir.release import Release

__all__ = ["STDIN", "Document", "Record", "bundle_of", "content_of", "document", "episode_of", "record"]

STDIN = "-"


class Document(NamedTuple):
    """A JSON document: its name for messages, its bytes, and what is in them."""

    name: str
    content: bytes
    data: Any

    @property
    def is_fhir(self) -> bool:
        """Whether it says that it is a resource; else it is taken for an episode."""
        return isinstance(self.data, dict) and "resourceType" in self.data


class Record(NamedTuple):
    """What is synced: a Bundle; where the source is an episode, what of it is in the Bundle, and what is withheld."""

    bundle: dict[str, Any]
    episode: "Episode | None"
    withheld: "tuple[Withheld, ...]" = ()


def content_of(source: str) -> bytes:
    """The bytes of a file, or of stdin."""
    if source == STDIN:
        return sys.stdin.buffer.read()
    try:
        with open(source, "rb") as opened:  # noqa: PTH123  # pathlib costs a cold command a quarter of Python's start
            return opened.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be read"
        raise Stop(UNUSABLE, str(Issue("fatal", "not-found", "", reason, "file", source))) from None


def document(source: str) -> Document:
    """The JSON of a file, or of stdin."""
    content = content_of(source)
    try:
        return Document(source, content, wire.loads(content))
    except wire.Malformed as error:
        issue = Issue("fatal", "structure", "", error.reason, "json", source, error.line, error.column)
        raise Stop(UNUSABLE, str(issue)) from None


def episode_of(found: Document) -> "Episode":
    """The episode in a document.

    Raises:
        InvalidEpisode: with file, line and column.
    """
    from kapfhir import reading  # noqa: PLC0415  # brings pydantic

    return reading.episode_of(found.data, file=found.name, text=wire.decode(found.content))


def bundle_of(found: Document, release: "Release | None" = None, *, notes: bool = False) -> dict[str, Any]:
    """The Bundle in a document, of R4 unless another release is given, as R4, where it is valid.

    Raises:
        InvalidBundle: with line and column, where the document is R4.
        NotAuthorised: it holds psychotherapy notes, and not both `notes` asks for them and a consent in it allows it.
    """
    bundle: dict[str, Any] = release.decode(found.data) if release else found.data
    kapfhir.validate(found.content if bundle is found.data else bundle).raise_for_errors()
    from kapfhir.labels import psychotherapy_notes  # noqa: PLC0415  # who only judges looks for none

    if note := next(psychotherapy_notes(bundle), None):
        if not notes:
            raise NotAuthorised(note, "--allow-psychotherapy-notes asks for them")
        from kapfhir.mapping.authorisation import require_authorisation  # noqa: PLC0415  # brings pydantic

        require_authorisation(kapfhir.from_bundle(bundle))
    return bundle


def record(source: str, *, notes: bool = False) -> Record:
    """The episode or Bundle of a file or of stdin, as a Bundle; with psychotherapy notes, where they are authorised."""
    found = document(source)
    if found.is_fhir:
        return Record(bundle_of(found, notes=notes), None)
    episode = episode_of(found)
    bundle = kapfhir.to_bundle(episode, allow_psychotherapy_notes=notes)
    return Record(bundle, episode.shared(psychotherapy_notes=notes), kapfhir.withheld(episode) if not notes else ())
