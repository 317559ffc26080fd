"""Other validators, each asked as its users ask it, with the definitions of R4 and of our guide.

One that is not here is not measured, and stderr says so: `pip install pyrofile-validator`; HL7's with
`tests/oracle/oracle.py build`; helios with `cargo install helios-fhir-validator --features cli`, on the path.
"""

import contextlib
import functools
import importlib.util
import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Protocol

from measure import ENVIRONMENT, fastest, seconds

TESTS = Path(__file__).parent.parent / "tests"
sys.path.append(str(TESTS))

import guide  # noqa: E402  # of the tests
from oracle import oracle  # noqa: E402

__all__ = ["Other", "found"]

ROUNDS = 3
COPIES = 40  # of a Bundle's entries in one file: so many outweigh the start of a process
CORE = oracle.home() / ".fhir" / "packages" / oracle.packages.R4_CORE.folder
QUIET: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": ENVIRONMENT}


class Other(Protocol):
    """A validator."""

    name: str
    at_least: float | None  # the budget: how many times longer than we it takes, warm

    def cold(self, bundle: Path) -> float:
        """Seconds from the start of a process to its verdict."""

    def warm(self, bundle: Path) -> float:
        """Seconds of one Bundle more, once it has started."""

    def rejects(self, file: Path) -> bool:
        """Whether it finds an error there."""


@contextlib.contextmanager
def found() -> Iterator[list[Other]]:
    """Those that are here."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        yield [*_pyrofile(folder), *_hl7(stack), *_helios(folder)]


def _missing(name: str) -> None:
    print(f"{name} is not here: not measured", file=sys.stderr)


# --- pyrofile-validator: Python ----------------------------------------------------------------------------------


class Pyrofile:
    """By the paths of these packages; without one, by the tables that it has itself."""

    def __init__(self, name: str, folder: Path, packages: Iterable[Path], at_least: float | None = None) -> None:
        from pyrofile_validator import Validator  # noqa: PLC0415  # where it is installed
        from pyrofile_validator.config import ValidatorConfig  # noqa: PLC0415

        self.name, self.at_least, self.config = name, at_least, folder / f"{name}.json"
        chosen = {
            "localPackagePaths": [str(package) for package in packages],
            "evidenceOutputDir": str(folder / "evidence"),
            # its own rule, for which a conditional reference to a Patient is none
            "customRules": {"encounterRequiresPatient": False},
        }
        self.config.write_text(json.dumps(chosen), "utf-8")
        self.validator = Validator(ValidatorConfig.load(str(self.config)))

    def cold(self, bundle: Path) -> float:
        """Its command."""
        command = [Path(sys.executable).with_name("pyrofile"), "bundle", bundle, "-c", self.config]
        return seconds(lambda: subprocess.run(command, check=False, **QUIET))

    def warm(self, bundle: Path) -> float:
        """Its class, of which one object judges many."""
        parsed = json.loads(bundle.read_bytes())
        return seconds(lambda: self._errors(parsed))

    def rejects(self, file: Path) -> bool:
        """As its command decides it."""
        return self._errors(json.loads(file.read_bytes())) > 0

    def _errors(self, resource: Any) -> int:
        with contextlib.redirect_stdout(io.StringIO()):  # fhirpathpy prints what an expression traces
            return len(self.validator.validate_resource(resource).errors)


def _pyrofile(folder: Path) -> Iterator[Other]:
    if importlib.util.find_spec("pyrofile_validator") is None:
        _missing("pyrofile-validator")
        return
    yield Pyrofile("pyrofile-validator by its own tables", folder, ())
    if CORE.exists():
        yield Pyrofile("pyrofile-validator by R4's package and our guide", folder, (CORE, guide.GUIDE), 500)
    else:
        _missing("R4's package for pyrofile-validator")


# --- HL7's: Java -------------------------------------------------------------------------------------------------


class Hl7:
    """HL7's validator through `tests/oracle`: offline."""

    name = "HL7's validator"
    at_least = None

    def __init__(self) -> None:
        self.program = self._started()

    def cold(self, bundle: Path) -> float:
        """A virtual machine, which reads all definitions first."""

        def once() -> None:
            with self._started() as program:
                self._answer(program, bundle)
                _pipe(program.stdin).close()

        return seconds(once)

    def warm(self, bundle: Path) -> float:
        """One that runs, and compiles itself as it goes: each Bundle takes less than the one before."""
        return seconds(lambda: self._answer(self.program, bundle))

    def rejects(self, file: Path) -> bool:
        """Without what only the missing network causes."""
        return bool(oracle.answer(self._answer(self.program, file)).errors)

    def close(self) -> None:
        """End it."""
        _pipe(self.program.stdin).close()
        self.program.wait()

    @staticmethod
    def _started() -> subprocess.Popen[str]:
        command = oracle.command("validate", "4.0.1", [str(guide.GUIDE)])
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )

    @staticmethod
    def _answer(program: subprocess.Popen[str], file: Path) -> Any:
        line = _pipe(program.stdin)
        line.write(f"{oracle.Asked(file)}\n")
        line.flush()
        return json.loads(_pipe(program.stdout).readline())


def _pipe(end: IO[str] | None) -> IO[str]:
    if end is None:
        raise TypeError("no pipe")
    return end


def _hl7(stack: contextlib.ExitStack) -> Iterator[Other]:
    jar = oracle.packages.cache() / "oracle" / oracle.source_hash() / oracle.JAR
    if not (jar.exists() and CORE.exists() and shutil.which("java")):
        _missing(Hl7.name)
        return
    one = Hl7()
    stack.callback(one.close)
    yield one


# --- helios-fhir-validator: Rust ---------------------------------------------------------------------------------


class Helios:
    """Its command, which judges one file and ends: what a Bundle costs it is told by a file with many of them."""

    name = "helios-fhir-validator"
    at_least = 1

    def __init__(self, command: str, folder: Path) -> None:
        self.folder = folder
        profiles = sorted(guide.GUIDE.glob("StructureDefinition-*.json"))
        self.command = [command, *(word for path in profiles for word in ("--profile-file", str(path)))]

    def cold(self, bundle: Path) -> float:
        """One file."""
        return seconds(lambda: self._run(bundle))

    def warm(self, bundle: Path) -> float:
        """What a file with many times the entries takes longer, for each time."""
        many = self._many(bundle)
        one, all_ = fastest(ROUNDS, lambda: self._run(bundle), lambda: self._run(many))
        return (all_ - one) / (COPIES - 1)

    def rejects(self, file: Path) -> bool:
        """By its exit status."""
        return self._run(file) == 1

    def _run(self, file: Path) -> int:
        return subprocess.run([*self.command, str(file)], check=False, **QUIET).returncode

    @functools.cache  # noqa: B019  # one object, one file
    def _many(self, bundle: Path) -> Path:
        read = json.loads(bundle.read_bytes())
        many = self.folder / "many.json"
        many.write_text(json.dumps(read | {"entry": read["entry"] * COPIES}), "utf-8")
        return many


def _helios(folder: Path) -> Iterator[Other]:
    command = shutil.which("validator-cli")
    if command is None:
        _missing(Helios.name)
        return
    yield Helios(command, folder)
