"""What HL7 publishes: the cases of its validator with what it says of each, and the official examples of R4."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a program, this folder alone is on the path

from oracle import oracle

__all__ = ["SDC", "UNDECIDABLE", "Case", "cases", "differences", "examples", "excluded", "names", "table"]

ARTEFACT = "org.hl7.fhir.testcases:fhir-test-cases:1.7.69"
JAR = ".m2/repository/org/hl7/fhir/testcases/fhir-test-cases/1.7.69/fhir-test-cases-1.7.69.jar"
INSIDE = "org/hl7/fhir/testcases/validator/"
EXAMPLES = oracle.packages.Package(
    "hl7.fhir.r4.examples", "4.0.1", "hl7.fhir.r4.examples-4.0.1.tgz",
    "dce87f1b5b9341867033f7d1f544fa1b5232503f6d62813887ac6b8a8b6cb682",
    "hl7.fhir.r4.examples@4.0.1",
)  # fmt: skip
FHIR_ITSELF = {  # types of which the package has all that FHIR is made of; the others are examples
    "StructureDefinition", "ValueSet", "CodeSystem", "ConceptMap", "SearchParameter", "OperationDefinition",
    "CompartmentDefinition",
}  # fmt: skip
RELEASES = {"4.0": "R4", "4.0.1": "R4", "5.0": "R5", "5.0.0": "R5"}  # as the manifest names them; without: R5
LARGEST = 1_000_000  # bytes; beyond it are FHIR's definitions in one file, which HL7's validator judges for minutes
VERSIONS = {"R4": "4.0.1", "R5": "5.0.0"}
SDC = oracle.packages.SDC.folder  # it is always loaded, by HL7's validator and by the oracle
WRONG = ("error", "fatal")
_HERE = Path(__file__).parent


class Case(NamedTuple):
    """A file, what it is judged by, and the errors that HL7 publishes for it."""

    name: str  # as in the manifest; `name/profile` is the run against the case's profile
    release: str  # R4 or R5
    file: Path
    profiles: tuple[str, ...] = ()
    definitions: tuple[Path, ...] = ()  # resources, JSON or XML, and packages (.tgz)
    published: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        return VERSIONS[self.release]

    @property
    def key(self) -> tuple[str, str]:
        return self.release, self.name


def table(name: str) -> dict[str, Any]:
    return json.loads((_HERE / name).read_text(encoding="utf-8"))


def excluded() -> dict[tuple[str, str], dict[str, str]]:
    """What is not run, and why."""
    return {(release, name): why for release in VERSIONS for name, why in table("excluded.json")[release].items()}


def differences() -> dict[tuple[str, str], str]:
    """Where the oracle does not say what is published, and why."""
    return {(release, name): why for release in VERSIONS for name, why in table("differences.json")[release].items()}


UNDECIDABLE = frozenset(table("differences.json")["undecidable"])  # these reasons take a case out of the comparison


# --- where it lies -----------------------------------------------------------------------------------------------


@cache
def folder() -> Path:
    """Of the manifest: below $KAPFHIR_FHIR_TEST_CASES, an unpacked folder or the jar, or else of what Maven fetches."""
    named = os.environ.get("KAPFHIR_FHIR_TEST_CASES")
    source = Path(named) if named else _fetched()
    if source.is_dir():
        found = (source / inside for inside in ("", "validator", INSIDE))
        return next(path for path in found if (path / "manifest.json").exists())
    place = oracle.packages.cache() / "fhir-test-cases" / f"{source.stem}-{source.stat().st_size}"
    if not place.exists():
        unfinished = place.with_suffix(".unfinished")
        with zipfile.ZipFile(source) as jar:
            jar.extractall(unfinished, [name for name in jar.namelist() if name.startswith(INSIDE)])
        oracle.packages.move(unfinished, place)
    return place / INSIDE


def _fetched() -> Path:
    jar = Path.home() / JAR
    if not jar.exists():
        command = ["mvn", "-q", "-B", "dependency:get", f"-Dartifact={ARTEFACT}", "-Dtransitive=false"]
        subprocess.run(command, check=True, stdout=sys.stderr)
    return jar


@cache
def _examples() -> Path:
    place = oracle.packages.cache() / "examples" / EXAMPLES.folder
    if not place.exists():
        unfinished = place.with_suffix(".unfinished")
        archive = oracle.packages.fetch(EXAMPLES, oracle.packages.cache() / "downloads")
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            tar.extractall(unfinished, filter="data")
        oracle.packages.move(unfinished, place)
    return place / "package"


# --- what it holds -----------------------------------------------------------------------------------------------


def examples() -> Iterator[Case]:
    """All that is no definition of FHIR itself, nor a Bundle of those."""
    for path in sorted(_examples().glob("*-*.json")):
        if path.name.partition("-")[0] not in FHIR_ITSELF and path.stat().st_size <= LARGEST:
            yield Case(path.stem, "R4", path)


def names() -> set[tuple[str, str]]:
    """Of all cases in JSON, run or not."""
    return {case.key for case in _all()}


def cases() -> Iterator[Case]:
    """Those that are run."""
    without = excluded()
    return (case for case in _all() if case.key not in without)


def _all() -> Iterator[Case]:
    for row in json.loads((folder() / "manifest.json").read_bytes())["test-cases"]:
        release = RELEASES.get(row.get("version", "5.0"))
        if release and row["file"].endswith(".json"):
            yield _case(row, release)
            if "profile" in row:
                yield _against_profile(row, release)


def _case(row: dict[str, Any], release: str) -> Case:
    files = (*row.get("packages", ()), *row.get("supporting", ()), *row.get("profiles", ()))
    return Case(row["name"], release, folder() / row["file"], (), _existing(files), _errors(row.get("java")))


def _against_profile(row: dict[str, Any], release: str) -> Case:
    """It has what the plain run has, and more."""
    profile, plain = row["profile"], _case(row, release)
    files = (*profile.get("packages", ()), *profile.get("supporting", ()), profile["source"])
    definitions = (*plain.definitions, *(path for path in _existing(files) if path not in plain.definitions))
    return Case(
        f"{plain.name}/profile", release, plain.file, (_url(folder() / profile["source"]),), definitions,
        _errors(profile.get("java")),
    )  # fmt: skip


def _existing(files: tuple[str, ...]) -> tuple[Path, ...]:
    """What is named by its URL is in a package; packages that are not here are in `excluded.json`, SDC is loaded."""
    return tuple(path for file in dict.fromkeys(files) if (path := folder() / file).is_file())


@cache
def _url(path: Path) -> str:
    if not path.exists():
        return str(path.relative_to(folder())).replace(":/", "://", 1)
    text = path.read_text(encoding="utf-8-sig")
    return json.loads(text)["url"] if path.suffix == ".json" else text.split('<url value="')[1].split('"')[0]


def _errors(outcome: Any) -> tuple[str, ...]:
    """The errors of an OperationOutcome, which stands in the manifest or in a file of its own."""
    if isinstance(outcome, str):
        outcome = json.loads((folder() / "outcomes" / outcome).read_bytes())
    issues = (outcome or {}).get("outcome", outcome or {}).get("issue", ())
    return tuple(_told(issue) for issue in issues if issue["severity"] in WRONG)


def _told(issue: dict[str, Any]) -> str:
    text = issue.get("details", {}).get("text") or issue.get("diagnostics", "")
    return f"{', '.join(issue.get('expression', issue.get('location', ())))}: {text}"
