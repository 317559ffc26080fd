"""Findings as annotations of GitHub Actions.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands; what is escaped, and how,
is told by the toolkit's `command.ts`: https://github.com/actions/toolkit/tree/main/packages/core.
"""

from collections.abc import Sequence

from kapfhir.outcome import Issue, Report

__all__ = ["render"]

COMMANDS = {"fatal": "error", "error": "error", "warning": "warning", "information": "notice"}
IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, files: Sequence[str]) -> str:  # noqa: ARG001  # as all formats have it
    """A workflow command per finding, in a line of its own."""
    return "\n".join(map(_command, report))


def _command(issue: Issue) -> str:
    properties = {"file": issue.file, "line": issue.line, "col": issue.column, "title": issue.rule}
    told = ",".join(f"{name}={str(value).translate(IN_PROPERTY)}" for name, value in properties.items() if value)
    message = f"{issue.expression}: {issue.text}" if issue.expression else issue.text
    return f"::{COMMANDS[issue.severity]}{' ' * bool(told)}{told}::{message.translate(IN_MESSAGE)}"
