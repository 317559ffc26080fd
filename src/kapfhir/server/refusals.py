"""An error status as the exception that fits it. What the server wrote is kept in `.issues`, never in the message."""

import re
from collections.abc import Mapping
from typing import Any

from kapfhir.errors import Conflict, NotFhir, ServerError, Unauthorized
from kapfhir.outcome import Issue, Report

__all__ = ["RETRYABLE", "refusal"]

RETRYABLE = frozenset({408, 425, 429, 502, 503, 504})
BUSY = RETRYABLE - {502}  # a gateway that cannot read what is behind it tells of a wrong address as often
CLASSES: dict[int, type[ServerError]] = {401: Unauthorized, 403: Unauthorized, 409: Conflict, 412: Conflict}

# HAPI names an element in its text only: `[element="status"]`, `specified in path: Observation.subject`
_PLACES = re.compile(r'\[element="(\w+)"\]|path: ([A-Z]\w+(?:\.\w+)+)')


def refusal(status: int, request: str, resource: Mapping[str, Any] | None, entry: str = "") -> ServerError:
    """The exception for this status, with the issues of its OperationOutcome."""
    told = resource is not None and resource.get("resourceType") == "OperationOutcome"
    issues = [_placed(issue) for issue in Report.from_outcome(resource or {})] if told else []
    kind = CLASSES.get(status, ServerError if told or status in BUSY else NotFhir)
    return kind(status, request, issues, retryable=status in RETRYABLE, entry=entry)


def _placed(issue: Issue) -> Issue:
    found = None if issue.expression else _PLACES.search(issue.text)
    return issue._replace(expression=next(filter(None, found.groups()))) if found else issue
