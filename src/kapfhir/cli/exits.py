"""How a command ends: the exit codes, and what is said on stderr. No traceback, no value of a record."""

from collections.abc import Iterable

from kapfhir.errors import InvalidBundle, InvalidEpisode, KapfhirError, LedgerError, NotFhir, ServerError, Unreachable
from kapfhir.outcome import Issue

__all__ = [
    "BUG",
    "EXITS",
    "FINDINGS",
    "FINE",
    "INTERRUPTED",
    "REFUSED",
    "UNFINISHED",
    "UNUSABLE",
    "Stop",
    "bug",
    "code_of",
    "lines",
    "named",
]

FINE, FINDINGS, UNUSABLE, REFUSED, UNFINISHED, BUG, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
EXITS = {
    FINE: "fine",
    FINDINGS: "readable, but wrong: see the findings",
    UNUSABLE: "wrong usage, or a file that is not there or is not JSON",
    REFUSED: "the server refused, speaks no FHIR of R4, R4B or R5, or stored something else",
    UNFINISHED: "no answer, or unfinished: run it again",
    BUG: "a bug of kapfhir: please report the line",
    INTERRUPTED: "interrupted",
}


class Stop(Exception):
    """The command ends with this exit code and this line."""

    def __init__(self, code: int, line: str) -> None:
        self.code = code
        super().__init__(line)


def code_of(error: KapfhirError) -> int:
    """The exit code of what the library raised on purpose."""
    if isinstance(error, LedgerError) or (isinstance(error, InvalidEpisode) and not error.readable):
        return UNUSABLE
    if isinstance(error, Unreachable):
        return UNFINISHED
    if isinstance(error, ServerError):
        return UNFINISHED if error.retryable and not isinstance(error, NotFhir) else REFUSED
    return FINDINGS


def lines(error: KapfhirError, source: str) -> str:
    """The error in lines that each name the source."""
    if isinstance(error, InvalidEpisode | InvalidBundle):
        return "\n".join(map(str, named(error.report, source)))
    return f"kapfhir: {error}"


def named(issues: Iterable[Issue], source: str) -> Iterable[Issue]:
    """The issues with the name of the file, where they do not have one."""
    return (issue if issue.file else issue._replace(file=source) for issue in issues)


def bug(error: Exception) -> str:
    """Type and line of ours only: the message of a foreign exception may hold anything."""
    place, traced = "", error.__traceback__
    while traced:
        module = traced.tb_frame.f_globals.get("__name__", "")
        place = f"{module}:{traced.tb_lineno}" if module.startswith("kapfhir") else place
        traced = traced.tb_next
    return f"kapfhir: a bug: {type(error).__name__} at {place}; please report this line"
