"""`validate` beside what fhir.resources needs merely to parse the same bytes, and beside other validators."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fhir.resources.R4B.bundle import Bundle

import kapfhir
from claiming import claiming, resources
from kapfhir import wire
from kapfhir.testing import jane
from measure import ENVIRONMENT, MILLI, Row, fastest, seconds
from others import Other

__all__ = ["rows"]

ENOUGH = 8  # rounds: each takes a second
COLD = 3  # the slowest of others takes ten to start
LINES = 20_000


def rows(rounds: int, others: Sequence[Other]) -> Iterator[Row]:
    whole = wire.dumps(kapfhir.to_bundle(jane())).encode()
    yield _beside_parsing(whole, min(rounds, ENOUGH))
    yield _beside_parsing(claiming(), rounds)
    yield from _beside_others(claiming(), others, min(rounds, ENOUGH))
    yield from _lines(rounds * LINES // 50)


def _beside_parsing(content: bytes, rounds: int) -> Row:
    kapfhir.validate(content).raise_for_errors()  # and the tables are read
    count = len(wire.loads(content)["entry"])
    judged, parsed = fastest(rounds, lambda: kapfhir.validate(content), lambda: Bundle.model_validate_json(content))
    return Row(
        f"`validate`, {count} resources that claim our profiles",
        f"{judged * MILLI:.1f} ms",
        f"fhir.resources parses them, {parsed * MILLI:.1f} ms",
        judged / parsed,
        at_most=0.5,
    )


def _beside_others(content: bytes, others: Sequence[Other], rounds: int) -> Iterator[Row]:
    """By the same definitions, where a validator reads any; what each of them finds is told by `verdicts`."""
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "bundle.json"
        bundle.write_bytes(content)
        for other in others:
            yield _warm(other, content, bundle, rounds)
            yield _cold(other, bundle, max(1, min(rounds // 2, COLD)))


def _warm(other: Other, content: bytes, bundle: Path, rounds: int) -> Row:
    other.warm(bundle)  # what is compiled once is compiled
    turns = [(seconds(lambda: kapfhir.validate(content)), other.warm(bundle)) for _ in range(rounds)]
    ours, theirs = map(min, zip(*turns, strict=True))
    beside = f"`validate`, {ours * MILLI:.1f} ms"
    return Row(f"{other.name}, the 54", f"{theirs * MILLI:.1f} ms", beside, theirs / ours, at_least=other.at_least)


def _cold(other: Other, bundle: Path, rounds: int) -> Row:
    turns = [(_command(bundle, "1"), other.cold(bundle)) for _ in range(rounds)]
    ours, theirs = map(min, zip(*turns, strict=True))
    what, beside = f"{other.name}, the 54, a cold process", f"`kapfhir validate`, {ours * MILLI:.0f} ms"
    return Row(what, f"{theirs * MILLI:,.0f} ms", beside, theirs / ours)


def _lines(count: int) -> Iterator[Row]:
    """NDJSON, as resources in a second: twice as long takes twice as long, and more processes take less."""
    with tempfile.TemporaryDirectory() as folder:
        half = _command(_written(Path(folder), count // 2), "1")
        alone = _command(_written(Path(folder), count), "1")
        cores = os.cpu_count() or 1
        many = _command(_written(Path(folder), count), "all")
    speed = f"{count / alone:,.0f} resources a second"
    yield Row(f"NDJSON, {count} lines", speed, f"half of them, {count / 2 / half:,.0f} a second", alone / half)
    yield Row(
        f"NDJSON, {count} lines, `--jobs all`, {cores} cores",
        f"{count / many:,.0f} resources a second", "one process", alone / many,
    )  # fmt: skip


def _written(folder: Path, count: int) -> Path:
    made: list[dict[str, Any]] = resources()
    lines = [wire.dumps(resource).encode() + b"\n" for resource in made]
    file = folder / f"{count}.ndjson"
    file.write_bytes(b"".join(lines[number % len(lines)] for number in range(count)))
    return file


def _command(file: Path, jobs: str) -> float:
    command = [sys.executable, "-m", "kapfhir", "validate", str(file), "--jobs", jobs, "--fail-on", "never"]
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT))
