"""Everything kapfhir raises on purpose, as one tree. They carry data; none tells a value of a record."""

import re
from collections.abc import Iterable, Sequence

from kapfhir.outcome import Issue, Report

__all__ = [
    "Conflict",
    "InvalidBundle",
    "InvalidEpisode",
    "KapfhirError",
    "LedgerError",
    "NotAuthorised",
    "NotCarried",
    "NotFhir",
    "NotKap",
    "PatientNotFound",
    "PlanRefused",
    "ServerError",
    "Unauthorized",
    "Unreachable",
    "WrongRelease",
]


class KapfhirError(Exception):
    """The root of what kapfhir raises on purpose."""


class InvalidEpisode(KapfhirError):
    """The clinic's record cannot be read, or breaks a rule. `readable` tells which."""

    def __init__(self, issues: Iterable[Issue], *, readable: bool = True) -> None:
        self.report = Report(issues)
        self.readable = readable
        super().__init__(str(self.report))


class InvalidBundle(KapfhirError):
    """A bundle with errors. `.report` has them all."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(str(report))


class NotAuthorised(KapfhirError):
    """Psychotherapy process text was asked for, and no consent authorises it. `field` is where to look."""

    def __init__(self, field: str, reason: str) -> None:
        self.field = field
        super().__init__(f"{field}: psychotherapy notes stay at the clinic: {reason}")


class NotKap(KapfhirError):
    """A bundle that holds no KAP episode of ours."""


class NotCarried(KapfhirError):
    """The FHIR release has no place for parts of a resource. `.paths` has them all, `.release` the version."""

    def __init__(self, release: str, paths: Iterable[str]) -> None:
        self.release, self.paths = release, tuple(paths)
        super().__init__(f"FHIR {release} has no place for {', '.join(self.paths)}")

    def __reduce__(self) -> tuple[type["NotCarried"], tuple[str, tuple[str, ...]]]:
        return type(self), (self.release, self.paths)


class PlanRefused(KapfhirError):
    """The plan no longer fits: the ledger, the server or the plan's own format changed since it was made."""


class LedgerError(KapfhirError):
    """The ledger file cannot be used: of a later format, not a ledger, or locked. The message names the remedy."""


class Unreachable(KapfhirError):
    """No answer: no connection, or the line broke. What was sent may or may not have arrived; run again."""


_PATH = r"\w+(\[\d+\])?(\.\w+(\[\d+\])?)*"  # an expression may hold a value; a mere path does not


class ServerError(KapfhirError):
    """The server answered, and refused. `request` is method and type, never the query."""

    def __init__(
        self,
        status: int,
        request: str,
        issues: Sequence[Issue] = (),
        *,
        retryable: bool = False,
        entry: str = "",
        detail: str = "",
    ) -> None:
        self.status, self.request, self.issues = status, request, tuple(issues)
        self.retryable, self.entry, self.detail = retryable, entry, detail
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        where = "; ".join(dict.fromkeys(i.expression for i in self.issues if re.fullmatch(_PATH, i.expression)))
        return (
            f"{self.request}: the server answered {self.status}"
            + (f" for {self.entry}" if self.entry else "")
            + (f" at {where}" if where else "")
            + (f", {self.detail}" if self.detail else "")
        )


class Conflict(ServerError):
    """The resource on the server is newer than what the ledger or the plan knows."""


class Unauthorized(ServerError):
    """401 or 403."""


class NotFhir(ServerError):
    """The answer is not FHIR JSON: a proxy, a login page, a wrong address."""


class WrongRelease(ServerError):
    """The server speaks a FHIR release that this version does not."""


class PatientNotFound(ServerError):
    """The patient's identifier matches no Patient, or more than one."""
