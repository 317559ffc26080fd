"""What is in the wheel and the sdist of a folder: all that is needed, nothing else, and small; and that they can be
built again.

    shipped.py FOLDER AGAIN     both built from one tree, under one SOURCE_DATE_EPOCH
"""

import sys
import tarfile
import zipfile
from pathlib import Path

KILO = 1024
WHEEL = {
    "kapfhir/__init__.py",
    "kapfhir/py.typed",
    "kapfhir/definitions/codes.csv",
    "kapfhir/definitions/episode.schema.json",
    "kapfhir/definitions/kap/Questionnaire-phq-9.json",
    "kapfhir/testing/jane.json",
}
SDIST = {"LICENSE", "NOTICE", "README.md", "examples/jane.json", "profiles/build.py", "tests/conftest.py"}
FOREIGN = {".jar", ".class", ".pyc", ".db", ".tgz"}


def only(folder: Path, pattern: str) -> Path:
    [path] = folder.glob(pattern)
    return path


def check(path: Path, names: set[str], wanted: set[str], at_most: int) -> None:
    size = path.stat().st_size // KILO
    print(f"{path.name}: {len(names)} files, {size} kB")
    problems = [f"not in it: {name}" for name in sorted(wanted - names)]
    problems += [f"does not belong there: {name}" for name in sorted(names) if Path(name).suffix in FOREIGN]
    if size > at_most:
        problems.append(f"larger than {at_most} kB")
    if problems:
        sys.exit("\n".join(problems))


def same(folder: Path, again: Path) -> None:
    """Nobody can look into a wheel that each build makes anew: https://reproducible-builds.org."""
    for path in sorted(folder.glob("kapfhir-*")):
        if path.read_bytes() != (again / path.name).read_bytes():
            sys.exit(f"{path.name}: built twice, it is not the same")
        print(f"{path.name}: built twice, the same")


def main() -> None:
    folder = Path(sys.argv[1])
    same(folder, Path(sys.argv[2]))
    wheel, sdist = only(folder, "*.whl"), only(folder, "*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    metadata = {name for name in names if ".dist-info/" in name}
    papers = {Path(name).name for name in metadata}
    check(wheel, names, WHEEL, at_most=3 * KILO)
    if not {"LICENSE", "NOTICE", "entry_points.txt"} <= papers:
        sys.exit("the wheel lacks LICENSE, NOTICE or its entry points")
    if strange := {name for name in names - metadata if not name.startswith("kapfhir/")}:
        sys.exit(f"the wheel installs more than kapfhir: {sorted(strange)}")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    check(sdist, names, SDIST, at_most=4 * KILO)


main()
