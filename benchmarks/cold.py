"""Cold processes beside a bare interpreter's start."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from claiming import claiming
from measure import ENVIRONMENT, MILLI, Row, fastest

__all__ = ["rows"]

KAPFHIR = Path(sys.executable).with_name("kapfhir")
JANE = Path(__file__).parent.parent / "examples" / "jane.json"


def run(command: list[str]) -> None:
    # in a folder without sources, for `python -c` would find them first
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=tempfile.gettempdir(),
        env=ENVIRONMENT,
    )


PROGRAMS = {
    "import kapfhir": partial(run, [sys.executable, "-c", "import kapfhir"]),
    "kapfhir --help": partial(run, [str(KAPFHIR), "--help"]),
    "kapfhir schema": partial(run, [str(KAPFHIR), "schema"]),
    "kapfhir map examples/jane.json": partial(run, [str(KAPFHIR), "map", str(JANE)]),
}


BUDGETS = {"import kapfhir": 1.5, "kapfhir validate, 54 resources": 7}


def rows(rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bundle.json"
        file.write_bytes(claiming())
        programs = PROGRAMS | {"kapfhir validate, 54 resources": partial(run, [str(KAPFHIR), "validate", str(file)])}
        bare, *times = fastest(rounds, partial(run, [sys.executable, "-c", "pass"]), *programs.values())
    for name, took in zip(programs, times, strict=True):
        yield Row(
            f"`{name}`, a cold process",
            f"{took * MILLI:.0f} ms",
            f"a bare interpreter's start, {bare * MILLI:.0f} ms",
            took / bare,
            at_most=BUDGETS.get(name),
        )
