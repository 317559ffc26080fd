"""Findings as JUnit XML, the dialect that CI servers read: a suite per file.

Errors are failures, and what cannot be read an error; JUnit has no warning, so one is a case that passes and says so.
A file without a finding is one case that passes. Source: https://github.com/testmoapp/junitxml.
"""

import re
import xml.etree.ElementTree as ET  # writes only
from collections.abc import Sequence

from kapfhir.outcome import Issue, Report

__all__ = ["render"]

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # https://www.w3.org/TR/xml/#charsets
ELEMENTS = {"fatal": "error", "error": "failure"}


def render(report: Report, files: Sequence[str]) -> str:
    """The XML document."""
    found: dict[str, list[Issue]] = {file: [] for file in files}
    for issue in report:
        found.setdefault(issue.file, []).append(issue)
    cases = sum(len(issues) or 1 for issues in found.values())
    root = ET.Element("testsuites", {"name": "kapfhir validate", **_counts(report, cases)})
    for file, issues in found.items():
        _suite(root, _xml(file), issues)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}'


def _suite(root: ET.Element, file: str, issues: list[Issue]) -> None:
    suite = ET.SubElement(root, "testsuite", {"name": file, **_counts(issues, len(issues) or 1)})
    if not issues:
        ET.SubElement(suite, "testcase", classname=file, name="valid")
    for issue in issues:
        case = ET.SubElement(suite, "testcase", classname=file, name=_xml(f"{issue.rule} {issue.expression}".strip()))
        _said(case, issue)


def _said(case: ET.Element, issue: Issue) -> None:
    if issue.is_error:
        told = ET.SubElement(case, ELEMENTS[issue.severity], type=_xml(issue.rule), message=_xml(issue.text))
    else:
        told = ET.SubElement(case, "system-out")
    told.text = _xml(str(issue))


def _counts(issues: Sequence[Issue], tests: int) -> dict[str, str]:
    found = [ELEMENTS.get(issue.severity) for issue in issues]
    return {"tests": str(tests), "failures": str(found.count("failure")), "errors": str(found.count("error"))}


def _xml(text: str) -> str:
    """What XML has no character for, escaped as Python does it."""
    return NOT_XML.sub(lambda match: ascii(match.group())[1:-1], text)
