"""Findings as SARIF 2.1.0, which code scanning reads: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from kapfhir import __version__, wire
from kapfhir.outcome import Issue, Report
from kapfhir.report.rules import page

__all__ = ["render"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"fatal": "error", "error": "error", "warning": "warning", "information": "note"}


def render(report: Report, files: Sequence[str]) -> str:
    """The log, with one run; what was not judged is a notification of it."""
    rules = {rule: index for index, rule in enumerate(dict.fromkeys(issue.rule for issue in report))}
    run = {
        "tool": {"driver": {"name": "kapfhir", "version": __version__, "rules": [*map(_rule, rules)]}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _not_checked(report)}],
        "artifacts": [{"location": _location(file)} for file in files],
        "columnKind": "unicodeCodePoints",
        "results": [_result(issue, rules[issue.rule]) for issue in report],
    }
    return wire.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: str) -> dict[str, Any]:
    explained = page(rule)
    if explained is None:
        return {"id": rule}
    return {"id": rule, "shortDescription": {"text": explained.says}, "help": {"text": str(explained)}}


def _not_checked(report: Report) -> list[dict[str, Any]]:
    return [{"level": "note", "message": {"text": f"not checked: {name}"}} for name in report.not_checked]


def _result(issue: Issue, rule: int) -> dict[str, Any]:
    return {
        "ruleId": issue.rule,
        "ruleIndex": rule,
        "level": LEVELS[issue.severity],
        "message": {"text": f"{issue.expression}: {issue.text}" if issue.expression else issue.text},
        "locations": [_place(issue)],
    }


def _place(issue: Issue) -> dict[str, Any]:
    region = {"startLine": issue.line, "startColumn": issue.column or 1}
    physical = {"artifactLocation": _location(issue.file), **({"region": region} if issue.line else {})}
    logical = [{"fullyQualifiedName": issue.expression}] if issue.expression else []
    return {"physicalLocation": physical, **({"logicalLocations": logical} if logical else {})}


def _location(file: str) -> dict[str, str]:
    """A relative reference, or a file: URI; bytes that are no UTF-8 are percent-encoded too."""
    path = PurePath(file)
    return {"uri": path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))}
