"""What a document may be, and how many findings are told. Beyond it the finding `limit` says so; nothing is silent."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kapfhir import wire
from kapfhir.validation.document import Finding

__all__ = ["Caps", "too_large", "within"]

ERRORS = ("fatal", "error")
RULE = "limit"
MARKS = b",{[<"  # and between two values


class Caps(NamedTuple):
    """With its defaults the worst of documents takes some two seconds, and some hundred MB.

    A Bundle of 4,000 resources is below them. One of twenty episodes, 21,000 resources, is not, for it would take
    longer: as NDJSON it is judged line by line, however long it is, and by as many processes as there are cores.
    """

    size: int = 1 << 25  # bytes
    values: int = 300_000
    depth: int = wire.MAX_DEPTH  # objects and arrays within one another; no more than this
    findings: int = 1000  # errors, and as many others


def too_large(document: bytes, caps: Caps) -> str:
    """Why it is not even read, or nothing. A mark stands before each object, array, and element of a narrative: a
    document of fewer bytes has no more of them."""
    if len(document) > caps.size:
        return f"more than {caps.size} bytes; its resources can be judged as NDJSON"
    if len(document) > caps.values and len(document) - len(document.translate(None, MARKS)) > caps.values:
        return f"more than {caps.values} values; its resources can be judged as NDJSON"
    return ""


def within(findings: Iterable[Finding], most: int) -> Iterator[Finding]:
    """The first so many errors, after which nothing is judged any more, and as many others; last, what is missing."""
    errors = others = 0
    for finding in findings:
        if finding.severity in ERRORS:
            if errors == most:
                yield Finding((), "too-long", RULE, f"more than {most} errors: the rest was not judged")
                break
            errors += 1
        else:
            others += 1
        if finding.severity in ERRORS or others <= most:
            yield finding
    if others > most:
        text = f"{others - most} more findings that are no errors"
        yield Finding((), "too-long", RULE, text, "information")
