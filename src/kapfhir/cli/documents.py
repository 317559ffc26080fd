"""What `validate` judges: files, folders of them, the lines of NDJSON, stdin. Read one at a time."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from kapfhir.cli import workers
from kapfhir.cli.exits import UNUSABLE, Stop
from kapfhir.cli.progress import watched
from kapfhir.cli.sources import STDIN
from kapfhir.outcome import Issue, Report

__all__ = ["Judged", "files", "judged"]

NDJSON = ".ndjson"
SUFFIXES = (".json", NDJSON)
Document = tuple[str, int, bytes | Issue]  # file, line (from 1; 0 where the file is one document), and content
UNREADABLE = ("json", "file")  # the rules of what is no finding about a resource


class Judged(NamedTuple):
    """All findings about resources, the documents that could not be read, and how many could."""

    report: Report
    unreadable: list[Issue]
    readable: int


def files(sources: Iterable[str]) -> Iterator[str]:
    """The files that are meant: a folder stands for every .json and .ndjson in and below it, sorted.

    Raises:
        Stop: a folder has none; that would look as if all of it were fine.
    """
    for source in dict.fromkeys(sources):
        if os.path.isdir(source):  # noqa: PTH112  # of a name with a null, Path raises
            yield from _in_folder(source)
        else:
            yield source


def _in_folder(folder: str) -> list[str]:
    from pathlib import Path  # noqa: PLC0415  # costs a cold command a quarter of Python's start

    found = [path for path in Path(folder).rglob("*") if path.suffix in SUFFIXES and not path.is_dir()]
    if not found:
        raise Stop(UNUSABLE, f"{folder}: no .json and no .ndjson is there")
    return sorted(map(str, found))


def judged(files: Iterable[str], judge: Callable[[bytes], Report], most: int, jobs: int = 1) -> Judged:
    """One document after the other, in so many processes; nothing of it is kept but the findings.

    Of a document no more than `most` bytes are read, and one: `judge` says that it is too large.
    """
    issues: list[Issue] = []
    not_checked: dict[str, None] = {}
    count = 0
    documents = (document for file in files for document in _documents(file, most))
    reports = workers.mapped(partial(_report, judge), workers.batches(documents, _size), jobs)
    for report in watched(reports):
        issues += report
        not_checked |= dict.fromkeys(report.not_checked)
        count += 1
    unreadable = [issue for issue in issues if issue.rule in UNREADABLE]
    report = Report((issue for issue in issues if issue.rule not in UNREADABLE), not_checked)
    return Judged(report, unreadable, count - len(unreadable))


def _report(judge: Callable[[bytes], Report], document: Document) -> Report:
    """Of a document, with its name and its line; one finding `file` where it cannot be read."""
    file, line, content = document
    judged = Report([content]) if isinstance(content, Issue) else judge(content)
    return Report((_placed(issue, file, line) for issue in judged), judged.not_checked)


def _size(document: Document) -> int:
    return len(document[2])


def _placed(issue: Issue, file: str, line: int) -> Issue:
    return issue._replace(file=file, line=line + issue.line - 1 if line and issue.line else line or issue.line)


def _documents(file: str, most: int) -> Iterator[Document]:
    try:
        if file == STDIN:
            yield file, 0, sys.stdin.buffer.read(most + 1)
        elif file.endswith(NDJSON):
            yield from ((file, number, line) for number, line in _lines(file, most))
        else:
            with open(file, "rb") as opened:  # noqa: PTH123  # as above
                yield file, 0, opened.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be read"
        yield file, 0, Issue("fatal", "not-found", "", reason, "file")


def _lines(file: str, most: int) -> Iterator[tuple[int, bytes]]:
    """http://ndjson.org; an empty line is none."""
    with open(file, "rb") as lines:  # noqa: PTH123  # as above
        number = 0
        while line := lines.readline(most + 2):
            number += 1
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = lines.readline(most)  # of a line that is too long, nobody wants it
            if line.strip():
                yield number, line.rstrip(b"\r\n")  # or what is missing at its end would be looked for on the next
