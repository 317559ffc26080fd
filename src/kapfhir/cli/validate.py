"""`kapfhir validate`: judge FHIR resources and Bundles."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import kapfhir
from kapfhir.cli import arguments, capping, documents, sources, workers
from kapfhir.cli.exits import FINDINGS, FINE, UNUSABLE, Stop
from kapfhir.cli.output import json_line, tell, write
from kapfhir.outcome import Issue, Report

if TYPE_CHECKING:
    from kapfhir.report import baseline

    Known = Counter[baseline.Key]

__all__ = ["parser", "run"]

FORMATS = ("text", "json", "github", "sarif", "junit")  # each a module of kapfhir.report
SEVERITIES = ("fatal", "error", "warning", "information")
FAIL_ON = (*SEVERITIES[1:], "never")


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb(
        "validate",
        "kapfhir map examples/jane.json | kapfhir validate -",
        "kapfhir map examples/jane.json | kapfhir validate - --fail-on warning --format sarif",
        "kapfhir map examples/jane.json | kapfhir validate - --max-size 50000000 --jobs all",
        "kapfhir validate --explain bundle-identity-unique",
        formats=FORMATS,
    )
    made.add_argument(
        "sources", metavar="FILE", nargs="*",
        help="FHIR resources or Bundles as JSON, .ndjson with one per line, or folders of these; - is stdin",
    )  # fmt: skip
    arguments.with_release(made, "4.0.1", "5.0.0")
    made.add_argument(
        "-ig", action="append", default=[], metavar="PACKAGE",
        help="definitions to judge by: a folder, a .tgz, a .json, or name[#version] of a package in ~/.fhir/packages",
    )  # fmt: skip
    made.add_argument("-profile", action="append", default=[], metavar="URL", help="a profile to judge by")
    made.add_argument(
        "--no-clinical", action="store_true", help="do not ask whether the record of a KAP episode can be true"
    )
    made.add_argument(
        "-best-practice", "--best-practice", choices=("ignore", "hint", "warning", "error"), default="ignore",
        help="how rules that HL7 calls best practice are told",
    )  # fmt: skip
    made.add_argument("--fail-on", choices=FAIL_ON, default="error", help="from which severity on the exit code is 1")
    made.add_argument("--no-fold", action="store_true", help="in text, a line for each finding, however many are alike")
    _with_baseline(made)
    capping.with_caps(made)
    made.add_argument(
        "--jobs", type=workers.jobs, default=1, metavar="N",
        help="judge in so many processes, 'all' for one on each core (1)",
    )  # fmt: skip
    made.add_argument(
        "--show-values", action="store_true", help="end each finding with the value that is there: one of the record"
    )
    made.add_argument("--explain", metavar="RULE", help="tell what a rule says, why, and its source, and judge nothing")
    arguments.with_output(made)
    return made


def _with_baseline(parser: arguments.Parser) -> None:
    """The file of known findings: it is read, or written."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--baseline", metavar="FILE", help="known findings: they are counted, not shown, and do not fail")
    one.add_argument("--write-baseline", metavar="FILE", help="write all findings to this file, as known")


def run(given: Namespace) -> int:
    """Print the findings of all documents, as one report; or write them down as known; or explain a rule."""
    if given.explain:
        return _explain(given)
    if not given.sources:
        raise Stop(UNUSABLE, "kapfhir validate: a FILE is needed; see kapfhir validate --help")
    files = [*documents.files(given.sources)]
    known = _known(given.baseline) if given.baseline else Counter()
    _read_packages(given.ig)
    caps = capping.caps(given)
    judge = partial(
        kapfhir.validate,
        release=given.release,
        profiles=given.profile,
        packages=given.ig,
        clinical=not given.no_clinical,
        caps=caps,
        best_practice=given.best_practice,
        show_values=given.show_values,
    )
    judged = documents.judged(files, judge, caps.size, given.jobs)
    for issue in judged.unreadable:
        tell(str(issue))
    if given.write_baseline:
        _write_baseline(given.write_baseline, judged.report)
        code = FINE
    else:
        code = _reported(given, files, judged, known)
    return UNUSABLE if judged.unreadable else code


def _read_packages(packages: Sequence[str]) -> None:
    """Before anything is judged, for one that is missing makes all of it useless."""
    if packages:
        from kapfhir.validation.limits import Unusable  # noqa: PLC0415  # most ask for none
        from kapfhir.validation.packages import read  # noqa: PLC0415

        try:
            for package in packages:
                read(package)
        except Unusable as unusable:
            raise Stop(UNUSABLE, f"-ig {unusable}") from None


def _reported(given: Namespace, files: Sequence[str], judged: documents.Judged, known: "Known") -> int:
    fresh = _without(judged.report, known) if known else judged.report
    _print(given, fresh if given.format == "text" else _with_unreadable(judged, fresh), files)
    if judged.readable or not judged.unreadable:
        _summarise(fresh, files)
    if given.baseline:
        _tell_known(given.baseline, known.total(), len(judged.report) - len(fresh))
    return FINDINGS if _fails(fresh, given.fail_on) else FINE


def _with_unreadable(judged: documents.Judged, fresh: Report) -> Report:
    """A program reads the whole of it from one place."""
    return Report([*judged.unreadable, *fresh], fresh.not_checked)


def _print(given: Namespace, report: Report, files: Sequence[str]) -> None:
    """In the chosen format. Of no finding some have nothing to say; a file is written all the same, an old one lies."""
    if given.format == "text" and report and not given.no_fold:
        report = import_module("kapfhir.report.folding").folded(report)
    rendered = import_module(f"kapfhir.report.{given.format}").render(report, files)
    if rendered or given.output:
        write(rendered, given.output)


def _summarise(report: Report, files: Sequence[str]) -> None:
    errors = sum(issue.is_error for issue in report)
    name = files[0] if len(files) == 1 else f"{len(files)} files"
    tell(f"{name}: {errors or 'no'} error{'' if errors == 1 else 's'}")
    if report.not_checked:
        tell(f"not checked: {', '.join(report.not_checked)}")
    if any(name.endswith(": no snapshot") for name in report.not_checked):
        tell("a profile is judged by its snapshot: compile the package with snapshots (sushi build --snapshot)")


def _fails(issues: Iterable[Issue], fail_on: str) -> bool:
    failing = () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(issue.severity in failing for issue in issues)


# --- known findings ----------------------------------------------------------------------------------------------


def _known(file: str) -> "Known":
    """Read before anything is judged, for a wrong file makes all of it useless."""
    from kapfhir.report import baseline  # noqa: PLC0415  # most ask for none

    try:
        return baseline.load(sources.content_of(file))
    except baseline.NotABaseline as wrong:
        raise Stop(UNUSABLE, f"{file}: {wrong}") from None


def _without(report: Report, known: "Known") -> Report:
    from kapfhir.report import baseline  # noqa: PLC0415  # as above

    return baseline.without(report, known)


def _write_baseline(file: str, report: Report) -> None:
    from kapfhir.report import baseline  # noqa: PLC0415  # as above

    write(baseline.dump(report), file)
    tell(f"{file}: {len(report)} known findings")


def _tell_known(file: str, known: int, met: int) -> None:
    tell(f"{file}: {met} of {known} known findings were met")


# --- rules -------------------------------------------------------------------------------------------------------


def _explain(given: Namespace) -> int:
    import difflib  # noqa: PLC0415  # as below

    from kapfhir.report import rules  # noqa: PLC0415  # whoever judges needs no pages

    page = rules.page(given.explain)
    if page is None:
        close = difflib.get_close_matches(given.explain, rules.names())
        meant = f"{', '.join(close)}?" if close else "a finding names its rule in brackets, [slice]"
        raise Stop(UNUSABLE, f"kapfhir validate: there is no such rule; {meant}")
    write(json_line(page._asdict()) if given.format == "json" else str(page), given.output)
    return FINE
