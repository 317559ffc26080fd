"""A case as kapfhir judges it, and as HL7's validator does: offline, by the same files."""

import time
from collections.abc import Iterable, Sequence
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import given
from suite import VERSIONS, Case

import kapfhir
from kapfhir.outcome import Issue
from oracle import agreement, oracle, remembered

__all__ = ["SLOW", "Judged", "judge", "theirs"]

WORKERS = 2
SLOW = 2.0  # seconds


class Judged(NamedTuple):
    """What both say of a case. `crash`: why `kapfhir.validate` raised, which it never may."""

    case: Case
    ours: tuple[Issue, ...]
    theirs: tuple[oracle.Finding, ...]
    seconds: float
    crash: str = ""

    @property
    def by_hl7s_rules(self) -> list[Issue]:
        return agreement.errors(self.ours)

    @property
    def strictly(self) -> list[Issue]:
        return [issue for issue in self.ours if issue.is_error]


def judge(cases: Iterable[Case]) -> list[Judged]:
    """Each case by both."""
    rows = list(cases)
    said = theirs(rows)
    with TemporaryDirectory() as place, get_context("spawn").Pool(WORKERS) as pool:
        packages = given.packages(rows, Path(place))
        answers = pool.imap(_ours, packages.items(), chunksize=8)
        return [
            Judged(case, ours, found, *rest) for case, found, (ours, *rest) in zip(rows, said, answers, strict=True)
        ]


def theirs(cases: Sequence[Case]) -> list[tuple[oracle.Finding, ...]]:
    """What HL7's validator finds in each; what it has said once is remembered."""
    found: dict[Case, tuple[oracle.Finding, ...]] = {}
    for release, version in VERSIONS.items():
        rows = [case for case in cases if case.release == release]
        answers = remembered.validate([_asked(case) for case in rows], version)
        found |= {case: answer.findings for case, answer in zip(rows, answers, strict=True)}
    return [found[case] for case in cases]


def _asked(case: Case) -> oracle.Asked:
    return oracle.Asked(case.file, case.profiles, tuple(map(str, case.definitions)))


def _ours(asked: tuple[Case, tuple[str, ...]]) -> tuple[tuple[Issue, ...], float, str]:
    case, packages = asked
    start = time.perf_counter()
    try:
        report = kapfhir.validate(
            case.file.read_bytes(), release=case.version, profiles=case.profiles, packages=packages
        )
    except Exception as error:  # this is what is looked for
        return (), time.perf_counter() - start, f"{type(error).__name__}: {error}"
    return tuple(report), time.perf_counter() - start, ""
