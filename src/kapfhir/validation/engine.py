"""The engine: read the document, run every check, look up where the findings stand."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from kapfhir import wire
from kapfhir.outcome import Issue, Report
from kapfhir.terminology import ENCOUNTER_TYPE
from kapfhir.validation import bundles, links, structure, unchecked
from kapfhir.validation.caps import Caps, too_large, within
from kapfhir.validation.document import Finding, there
from kapfhir.validation.frame import Frame, framed
from kapfhir.validation.invariants import ADVICE, Clock
from kapfhir.validation.library import Library, library
from kapfhir.validation.limits import Unusable
from kapfhir.validation.profiles import claims, targets
from kapfhir.validation.shown import shown
from kapfhir.validation.tables import types

__all__ = ["validate"]

RELEASES = {"4.0.1": "r4", "5.0.0": "r5"}  # and the folder of its definitions
CAPS = Caps()
Source = dict[str, Any] | str | bytes


def validate(
    source: Source,
    *,
    release: str = "4.0.1",
    profiles: Sequence[str] = (),
    packages: Sequence[str] = (),
    clinical: bool = True,
    caps: Caps = CAPS,
    best_practice: str = "ignore",
    show_values: bool = False,
) -> Report:
    """Judge a FHIR resource or Bundle: parsed, or JSON text, or the UTF-8 bytes of it. It never raises.

    Findings have line and column where the source is text or bytes. `release` is 4.0.1 or 5.0.0. `profiles` (canonical
    urls, for the root) and `packages` are what to judge by beside FHIR itself, our guide and what resources claim. A
    package is a folder, a .tgz, a .json, or a name in `~/.fhir/packages`, where also its dependencies are looked for;
    it has to have snapshots.
    `clinical`: whether to warn of what cannot be true of a KAP episode (`kapfhir.validation.plausibility`).
    `caps` is how large and how wrong a document may be before no more of it is judged.
    `best_practice` is how invariants that are advice are told: ignore, hint, warning or error.
    `show_values`: whether a finding's text ends with the value that is there, shortened: it is one of the record.
    """
    if release not in RELEASES:
        return _fatal("not-supported", "release", f"this release is not judged; {', '.join(RELEASES)} are")
    if best_practice not in ADVICE:
        return _fatal("not-supported", "best-practice", f"one of {', '.join(ADVICE)} is expected for best practice")
    try:
        known = library(RELEASES[release], packages)
    except Unusable as unusable:
        return _fatal("not-found", "package", str(unusable))
    report = _judged(
        source, known, profiles, caps, clinical=clinical, best_practice=best_practice, show_values=show_values
    )
    if isinstance(source, str | bytes):
        return report
    return Report((issue._replace(line=0, column=0) for issue in report), report.not_checked)


def _judged(
    source: Source,
    known: Library,
    profiles: Sequence[str],
    caps: Caps,
    *,
    clinical: bool,
    best_practice: str,
    show_values: bool,
) -> Report:
    try:
        encoded = _encoded(source)
        if said := too_large(encoded, caps):
            return _fatal("too-long", "limit", said)
        text = wire.decode(encoded)
        data = wire.loads(text, caps.depth)
    except wire.Malformed as malformed:
        return _fatal("structure", "json", malformed.reason, malformed.line, malformed.column)
    if not isinstance(data, dict) or not isinstance(data.get("resourceType"), str):
        return _fatal("structure", "structure", "no FHIR resource: an object with its resourceType is expected", 1, 1)
    frame = framed(types(known.release), known, data, caps.findings, best_practice=best_practice, clock=Clock())
    every = chain(
        _findings(frame, profiles),
        _of_answers(frame),
        _clinical(frame) if clinical else (),
    )
    try:
        findings = [*within(every, caps.findings)]
    except RecursionError:
        return _fatal("too-long", "limit", "nested deeper than what is left of the stack of who asks")
    root = data["resourceType"] if data["resourceType"] in frame.types.resources else "Resource"
    if show_values:
        findings = [*_with_values(findings, data)]
    return Report(_issues(findings, data, root, text), unchecked.names(frame))


def _fatal(code: str, rule: str, text: str, line: int = 0, column: int = 0) -> Report:
    return Report([Issue("fatal", code, "", text, rule, "", line, column)])


def _encoded(source: Source) -> bytes:
    """The document as bytes; what is no character in a text is refused when they are decoded, with its position."""
    if isinstance(source, bytes):
        return source
    return (source if isinstance(source, str) else _dumped(source)).encode(errors="surrogatepass")


def _dumped(source: Any) -> str:
    try:
        return wire.dumps(source)
    except (TypeError, ValueError, RecursionError) as error:
        raise wire.Malformed(f"it holds what JSON has not ({type(error).__name__})") from None


def _findings(frame: Frame, profiles: Sequence[str]) -> Iterator[Finding]:
    yield from structure.resource(frame)
    yield from links.check(frame.judged)
    yield from claims.named(frame, profiles)
    yield from targets.followed(frame)
    if frame.root["resourceType"] == "Bundle":
        yield from bundles.requests(frame)


def _of_answers(frame: Frame) -> Iterator[Finding]:
    resources = frame.judged.resources
    if any(node["resourceType"] == "QuestionnaireResponse" for _, node in resources):
        from kapfhir.validation import answers  # noqa: PLC0415  # what answers nothing needs none of it

        yield from answers.check(frame, resources)


def _clinical(frame: Frame) -> Iterator[Finding]:
    """Of a Bundle with a visit of an episode, by the code system of its kinds."""
    if frame.root["resourceType"] != "Bundle":
        return
    visits = (node for _, node in frame.judged.resources if node["resourceType"] == "Encounter")
    if any(ENCOUNTER_TYPE in str(node.get("type")) for node in visits):
        from kapfhir.validation import plausibility  # noqa: PLC0415  # most Bundles hold no episode

        yield from plausibility.check(frame.root)


def _with_values(findings: list[Finding], data: dict[str, Any]) -> Iterator[Finding]:
    """The findings, each with what stands at its path; of a missing element that is nothing."""
    for finding in findings:
        path, value = there(data, finding.path)
        found = path == finding.path and path
        yield finding._replace(text=f"{finding.text}; found {shown(value)}") if found else finding


def _issues(findings: list[Finding], data: dict[str, Any], root: str, text: str) -> list[Issue]:
    """In the order of the text. `root` is a type: another name may be anything, so it is not told."""
    if not findings:
        return []
    ends = [there(data, finding.path)[0] for finding in findings]
    places = wire.locate(text, ends)
    issues = (finding.issue(root, *places[end]) for finding, end in zip(findings, ends, strict=True))
    return sorted(issues, key=lambda issue: (issue.line, issue.column))
