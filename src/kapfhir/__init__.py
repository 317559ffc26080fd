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
        NotFhir,
        NotKap,
        PatientNotFound,
        PlanRefused,
        ServerError,
        Unauthorized,
        Unreachable,
        WrongRelease,
    )
    from kapfhir.mapping import from_bundle, to_bundle, withheld
    from kapfhir.model import Episode, Withheld
    from kapfhir.outcome import Issue, Report
    from kapfhir.reading import dump, read
    from kapfhir.typed import from_model, to_model

__all__ = [
    "Conflict",
    "Episode",
    "InvalidBundle",
    "InvalidEpisode",
    "Issue",
    "KapfhirError",
    "LedgerError",
    "NotFhir",
    "NotKap",
    "PatientNotFound",
    "PlanRefused",
    "Report",
    "ServerError",
    "Unauthorized",
    "Unreachable",
    "Withheld",
    "WrongRelease",
    "__version__",
    "dump",
    "from_bundle",
    "from_model",
    "read",
    "to_bundle",
    "to_model",
    "withheld",
]

_HOMES = {
    "Conflict": "errors",
    "Episode": "model",
    "InvalidBundle": "errors",
    "InvalidEpisode": "errors",
    "Issue": "outcome",
    "KapfhirError": "errors",
    "LedgerError": "errors",
    "NotFhir": "errors",
    "NotKap": "errors",
    "PatientNotFound": "errors",
    "PlanRefused": "errors",
    "Report": "outcome",
    "ServerError": "errors",
    "Unauthorized": "errors",
    "Unreachable": "errors",
    "Withheld": "model",
    "WrongRelease": "errors",
    "dump": "reading",
    "from_bundle": "mapping",
    "from_model": "typed",
    "read": "reading",
    "to_bundle": "mapping",
    "to_model": "typed",
    "withheld": "mapping",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  # on first use, like all the rest

    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
