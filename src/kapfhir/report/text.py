"""Findings for people: a line each. A name in a document may be anything, so what would break the line is escaped."""

from collections.abc import Sequence

from kapfhir.outcome import Issue, Report

__all__ = ["render"]


def render(report: Report, files: Sequence[str]) -> str:  # noqa: ARG001  # as all formats have it
    """`expression: severity: text [rule] (file:line:column)`, one per line."""
    return "\n".join(map(_line, report))


def _line(issue: Issue) -> str:
    return "".join(c if c.isprintable() or "\udc80" <= c <= "\udcff" else ascii(c)[1:-1] for c in str(issue))
