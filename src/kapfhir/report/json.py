"""Findings as one OperationOutcome: https://hl7.org/fhir/R4/operationoutcome.html."""

from collections.abc import Sequence

from kapfhir import wire
from kapfhir.outcome import Report

__all__ = ["render"]


def render(report: Report, files: Sequence[str]) -> str:  # noqa: ARG001  # as all formats have it
    """JSON in one line; what was not judged is an issue of severity information."""
    return wire.dumps(report.to_outcome())
