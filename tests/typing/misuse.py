"""What type checkers must refuse: every line with a comment is an error to both, and a needless comment is one too."""

# pyright: reportUnknownMemberType=false
# (it would tell the same line twice)

import kapfhir
from kapfhir import Connection, Episode, InvalidEpisode, Issue, Receipt
from kapfhir.model import Consultation
from kapfhir.testing import episodes

kapfhir.read(17)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
kapfhir.to_bundle({})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
kapfhir.from_bundle("{}")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
kapfhir.validate(17)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
kapfhir.connect("http://localhost/fhir", "kapfhir.db")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
assert kapfhir.no_such_name  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
episodes(1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def changed(episode: Episode, issue: Issue, error: InvalidEpisode) -> str:
    issue.text = ""  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    error.report[0] = issue  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    return kapfhir.dump(episode)  # type: ignore[return-value]  # pyright: ignore[reportReturnType]


def doses_of_a_talk(visit: Consultation) -> None:
    assert visit.doses  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def pushed(server: Connection, bundle: dict[str, object], receipt: Receipt) -> None:
    server.push(bundle)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    server.push(server.plan(bundle), dry_run=True)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    server.pull(17)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    receipt.altered = ()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
