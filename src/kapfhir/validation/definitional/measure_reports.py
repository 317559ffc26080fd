"""A MeasureReport: its scores are as the scoring of the Measure asks (`measure-score`).

Source: https://hl7.org/fhir/R4/measurereport-definitions.html#MeasureReport.group.measureScore, and HL7's validator.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, is_number, listed, text_of, value_of
from kapfhir.wire import Path

__all__ = ["check"]

SCORED = {"proportion", "ratio", "continuous-variable", "cohort"}
WITHOUT_UNIT = {"proportion", "cohort"}


def check(frame: Frame, report: Json, path: Path) -> Iterator[Finding]:
    """Each group by the Measure, where that is here."""
    canonical = text_of(report, "measure")
    measure = frame.known.get(canonical) or frame.library.find("Measure", canonical) if canonical else None
    if not isinstance(measure, dict):
        if canonical:
            frame.unchecked.add("reports of measures that are not here")
        return
    groups = [group for _, group in listed(measure, "group")]
    for index, group in listed(report, "group"):
        own = groups[0] if len(groups) == 1 else {}
        scoring = _scoring(own) or _scoring(measure)
        for text in _broken(report.get("type"), scoring, group):
            yield Finding((*path, "group", index), "business-rule", "measure-score", text)


def _scoring(node: Json) -> str:
    coding = next(listed(node.get("scoring"), "coding"), (0, {}))[1]
    return text_of(coding, "code")


def _broken(kind: Any, scoring: str, group: Json) -> Iterator[str]:
    given, score = value_of(group, "measureScore")
    if kind == "data-collection":
        if score is not None:
            yield "a report that collects data has no score"
    elif scoring in SCORED:
        if score is None:
            yield "a score is required where the scoring of the Measure is known"
        elif isinstance(score, dict) and given in {"", "Quantity"}:
            yield from _of_quantity(scoring, score)


def _of_quantity(scoring: str, score: Json) -> Iterator[str]:
    value = score.get("value")
    if value is None and "extension" not in score:
        yield "the score has a value"
    if scoring in WITHOUT_UNIT and score.keys() & {"unit", "system", "code"}:
        yield f"the score of a {scoring} has no unit"
    if scoring == "proportion" and is_number(value) and not 0 <= value <= 1:
        yield "the score of a proportion is from 0 to 1"
