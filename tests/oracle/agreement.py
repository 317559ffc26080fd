"""What counts when kapfhir's verdict is compared with that of HL7's validator."""

from collections.abc import Iterable

from kapfhir.outcome import Issue
from kapfhir.validation.stricter import STRICTER

__all__ = ["errors"]


def errors(report: Iterable[Issue]) -> list[Issue]:
    """The errors by HL7's rules; those of our own are no part of the agreement."""
    return [issue for issue in report if issue.is_error and issue.rule not in STRICTER]
