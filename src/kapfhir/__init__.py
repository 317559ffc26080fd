"""Ketamine-assisted psychotherapy episodes to FHIR and back: mapped, validated offline, synced once.

Only names, and each imported when it is first asked for: `import kapfhir` costs next to nothing. That is why the
NullHandler of the logger `kapfhir` stands in `kapfhir.logs`, where the first logger is made: `logging` alone would
more than double the import, and `typing` would double it, so the constant that type checkers know by name is set here.
"""

TYPE_CHECKING = False

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kapfhir.errors import (
        Conflict,
        InvalidBundle,
        InvalidEpisode,
        KapfhirError,
        LedgerError,
        NotAuthorised,
        NotCarried,
        NotFhir,
        NotKap,
        PatientNotFound,
        PlanRefused,
        ServerError,
        Unauthorized,
        Unreachable,
        WrongRelease,
    )
    from kapfhir.mapping import from_bundle, to_bundle, unread, withheld
    from kapfhir.model import Episode, Withheld
    from kapfhir.outcome import Issue, Report
    from kapfhir.reading import dump, read
    from kapfhir.sync import Connection, Plan, Receipt, Reconciliation, Step, connect
    from kapfhir.typed import from_model, to_model
    from kapfhir.validation import validate

__all__ = [
    "Conflict",
    "Connection",
    "Episode",
    "InvalidBundle",
    "InvalidEpisode",
    "Issue",
    "KapfhirError",
    "LedgerError",
    "NotAuthorised",
    "NotCarried",
    "NotFhir",
    "NotKap",
    "PatientNotFound",
    "Plan",
    "PlanRefused",
    "Receipt",
    "Reconciliation",
    "Report",
    "ServerError",
    "Step",
    "Unauthorized",
    "Unreachable",
    "Withheld",
    "WrongRelease",
    "__version__",
    "connect",
    "dump",
    "from_bundle",
    "from_model",
    "read",
    "to_bundle",
    "to_model",
    "unread",
    "validate",
    "withheld",
]

_HOMES = {
    "Conflict": "errors",
    "Connection": "sync",
    "Episode": "model",
    "InvalidBundle": "errors",
    "InvalidEpisode": "errors",
    "Issue": "outcome",
    "KapfhirError": "errors",
    "LedgerError": "errors",
    "NotAuthorised": "errors",
    "NotCarried": "errors",
    "NotFhir": "errors",
    "NotKap": "errors",
    "PatientNotFound": "errors",
    "Plan": "sync",
    "PlanRefused": "errors",
    "Receipt": "sync",
    "Reconciliation": "sync",
    "Report": "outcome",
    "ServerError": "errors",
    "Step": "sync",
    "Unauthorized": "errors",
    "Unreachable": "errors",
    "Withheld": "model",
    "WrongRelease": "errors",
    "connect": "sync",
    "dump": "reading",
    "from_bundle": "mapping",
    "from_model": "typed",
    "read": "reading",
    "to_bundle": "mapping",
    "to_model": "typed",
    "unread": "mapping",
    "validate": "validation",
    "withheld": "mapping",
}


if not TYPE_CHECKING:  # a checker that saw it would let any name pass

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415  # on first use, like all the rest

        value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
