"""What a judge says: an Issue, and a Report of them. Both ways to and from an OperationOutcome.

Source: https://hl7.org/fhir/R4/operationoutcome.html. No text of an Issue holds a value of the record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self, overload

__all__ = ["Issue", "Report"]

ERRORS = frozenset({"fatal", "error"})
RULE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id"
LINE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-line"
COLUMN = "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-col"
FILE = "http://hl7.org/fhir/StructureDefinition/operationoutcome-file"


class Issue(NamedTuple):
    """One finding. `expression` is a FHIRPath (or a field of the model), `rule` names what was broken."""

    severity: str  # fatal | error | warning | information
    code: str  # http://hl7.org/fhir/issue-type
    expression: str
    text: str
    rule: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        said = (
            f"{self.expression}: {self.severity}: {self.text}" if self.expression else f"{self.severity}: {self.text}"
        )
        return said + (f" [{self.rule}]" if self.rule else "") + (f" ({place})" if place else "")

    @property
    def is_error(self) -> bool:
        """Whether this finding alone makes what was judged invalid."""
        return self.severity in ERRORS

    def to_outcome(self) -> dict[str, Any]:
        """The `OperationOutcome.issue` of this finding."""
        extensions = [
            *([{"url": RULE, "valueString": self.rule}] if self.rule else []),
            *([{"url": FILE, "valueString": self.file}] if self.file else []),
            *([{"url": LINE, "valueInteger": self.line}] if self.line else []),
            *([{"url": COLUMN, "valueString": str(self.column)}] if self.column else []),
        ]
        return {
            **({"extension": extensions} if extensions else {}),
            "severity": self.severity,
            "code": self.code,
            "details": {"text": self.text},
            **({"expression": [self.expression]} if self.expression else {}),
        }

    @classmethod
    def from_outcome(cls, issue: Mapping[str, Any]) -> Self:
        """Read one `OperationOutcome.issue`, whoever wrote it; what it lacks is empty."""
        extensions = {e.get("url"): e for e in issue.get("extension", [])}
        rule = extensions.get(RULE, {})
        return cls(
            issue.get("severity", "error"),
            issue.get("code", "unknown"),
            ", ".join(issue.get("expression") or issue.get("location") or []),
            issue.get("details", {}).get("text") or issue.get("diagnostics", ""),
            rule.get("valueString") or rule.get("valueCode", ""),
            extensions.get(FILE, {}).get("valueString", ""),
            extensions.get(LINE, {}).get("valueInteger", 0),
            _column(extensions.get(COLUMN, {})),
        )


def _column(extension: Mapping[str, Any]) -> int:
    """A string by its definition; HL7's validator writes an integer."""
    text = str(extension.get("valueString") or extension.get("valueInteger", ""))
    return int(text) if text.isascii() and text.isdigit() else 0


class Report(Sequence[Issue]):
    """Findings in the order of what was judged, and by name what was not judged."""

    __slots__ = ("_issues", "not_checked")

    def __init__(self, issues: Iterable[Issue] = (), not_checked: Iterable[str] = ()) -> None:
        self._issues = tuple(issues)
        self.not_checked: tuple[str, ...] = tuple(dict.fromkeys(not_checked))

    @overload
    def __getitem__(self, index: int) -> Issue: ...
    @overload
    def __getitem__(self, index: slice) -> "Report": ...
    def __getitem__(self, index: int | slice) -> "Issue | Report":
        return Report(self._issues[index], self.not_checked) if isinstance(index, slice) else self._issues[index]

    def __len__(self) -> int:
        return len(self._issues)

    def __iter__(self) -> Iterator[Issue]:
        return iter(self._issues)

    def __repr__(self) -> str:
        return f"<Report: {sum(issue.is_error for issue in self)} errors, {len(self)} issues>"

    def __str__(self) -> str:
        return "\n".join(map(str, self._issues))

    @property
    def ok(self) -> bool:
        """No error. Warnings may stand."""
        return not any(issue.is_error for issue in self._issues)

    def raise_for_errors(self) -> Self:
        """Return the report itself, or raise `InvalidBundle` with it."""
        if not self.ok:
            from kapfhir.errors import InvalidBundle  # noqa: PLC0415  # errors carry reports, not the other way round

            raise InvalidBundle(self)
        return self

    def to_outcome(self) -> dict[str, Any]:
        """An OperationOutcome; "all ok" where there is no finding, for R4 wants at least one issue."""
        issues = [issue.to_outcome() for issue in self._issues]
        issues += [
            {"severity": "information", "code": "not-supported", "details": {"text": f"not checked: {name}"}}
            for name in self.not_checked
        ]
        fine = {"severity": "information", "code": "informational", "details": {"text": "no issue found"}}
        return {"resourceType": "OperationOutcome", "issue": issues or [fine]}

    @classmethod
    def from_outcome(cls, outcome: Mapping[str, Any]) -> Self:
        """Read an OperationOutcome, whoever wrote it."""
        return cls(Issue.from_outcome(issue) for issue in outcome.get("issue", []))
