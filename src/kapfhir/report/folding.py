"""The same finding in many entries of a file, folded into its first place."""

import re
from collections.abc import Hashable

from kapfhir.outcome import Issue, Report

__all__ = ["folded"]

INDEX = re.compile(r"\[\d+\]")


def folded(report: Report) -> Report:
    """Findings that differ in place and index alone become the first of them, which tells how many they are."""
    groups: dict[Hashable, list[Issue]] = {}
    for issue in report:
        alike = issue._replace(expression=INDEX.sub("", issue.expression), line=0, column=0)
        groups.setdefault(alike, []).append(issue)
    return Report((_first(group) for group in groups.values()), report.not_checked)


def _first(group: list[Issue]) -> Issue:
    first = group[0]
    return first._replace(text=f"{first.text} ({len(group)} times, first here)") if len(group) > 1 else first
