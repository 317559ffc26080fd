#!/usr/bin/env python3
"""HL7's own FHIR validator, offline, for R4 and R5. Needs Java 17, Maven, pip, npm; nothing is fetched after `build`.

    oracle.py build                                  does nothing where this source is already built
    oracle.py validate [--version 4.0.1|5.0.0] [--ig PATH]... [--profile URL]... [--all] FILE... | -
    oracle.py fhirpath [--version V] [--ig PATH]... EXPRESSION FILE...
    oracle.py snapshot [--version V] [--ig PATH]... FILE... | -

One JSON line per file; `-` reads file names from stdin. Definitions are loaded once for a whole run.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[1] / "profiles"))  # the guide's compiler reads the same packages

import package_cache as packages  # noqa: E402

JAR = "oracle.jar"
# one compiler and the serial collector: half the memory and faster, up to some thousand files
JVM = ["-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
       "-Duser.language=en", "-Duser.country=US"]  # fmt: skip  # the locale decides messages and jurisdiction
COMPILED_IN = {  # the engine asks for these versions, whatever newer one is there
    packages.R4_TERMINOLOGY: "6.2.0", packages.R5_TERMINOLOGY: "6.2.0",
    packages.R4_EXTENSIONS: "5.2.0", packages.R5_EXTENSIONS: "5.2.0",
}  # fmt: skip
EMPTY = {"hl7.terminology": "6.2.0", "hl7.fhir.uv.extensions": "5.2.0"}  # and does not start without these
ALWAYS = (  # the engine would load SDC by itself at the first URL of it, too late for that one
    packages.SDC.folder,
    str(HERE / "terminology"),
)
MESSAGE_ID = "http://hl7.org/fhir/StructureDefinition/operationoutcome-message-id"
OFFLINE_IDS = {
    "Type_Specific_Checks_DT_URL_Resolve": "the definition of this URL is not loaded",
    "INVALID_DISPLAY_NAME": "the code systems in terminology/ have few languages",
    "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR": "the code systems in terminology/ have no displays",
}
OFFLINE_TEXT = re.compile(
    r"without terminology services|no terminology (?:service|server)|version '0\.0\.1-stub'"
    # only those of which terminology/ has a part: of FHIR's other value sets all codes are there
    r"|System URI could not be determined for the code '[^']*' in the ValueSet "
    r"'http://hl7\.org/fhir/ValueSet/(?:all-languages|languages|mimetypes|ucum-common|ucum-units)\b",
    re.IGNORECASE,
)


class OracleError(Exception):
    """The program could not be built, or ended; the message ends with its log."""


class Asked(NamedTuple):
    """A file to validate, against profiles beside those it claims, with definitions of its own (slow)."""

    file: Path | str
    profiles: tuple[str, ...] = ()
    igs: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file}\t{','.join(self.profiles)}\t{','.join(self.igs)}"


class Finding(NamedTuple):
    """An issue of an OperationOutcome, flat. `offline`: why the missing network causes it, not the file."""

    severity: str
    expression: str
    id: str | None
    text: str
    offline: str | None

    @property
    def error(self) -> bool:
        """Whether it makes the file invalid."""
        return self.severity in {"error", "fatal"} and self.offline is None


class Answer(NamedTuple):
    """What was found in a file."""

    file: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> list[Finding]:
        """What makes the file invalid; it is valid where there is none."""
        return [finding for finding in self.findings if finding.error]


# --- the program -------------------------------------------------------------------------------------------------


def home() -> Path:
    """Where the package cache lies; the compiler of the guide reads the same."""
    return packages.cache() / "home"


def source_hash() -> str:
    """What was built from: another source is another build."""
    sources = [HERE / "pom.xml", *sorted(path for path in (HERE / "src").rglob("*") if path.is_file())]
    return sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


def build() -> Path:
    """The folder of the program made of exactly this source, outside the checkout, and the packages it reads."""
    wanted = [packages.R4_CORE, packages.R5_CORE, packages.CROSS_VERSION, packages.SDC, *COMPILED_IN]
    wanted += [package._replace(version=version) for package, version in COMPILED_IN.items()]
    packages.lay_out(home(), wanted, packages.cache() / "downloads", EMPTY)
    place = packages.cache() / "oracle" / source_hash()
    if not (place / JAR).exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix="building-", dir=place.parent))
        command = ["mvn", "-q", "-B", f"-Doracle.output={unfinished}", "package"]
        try:
            if subprocess.run(command, check=False, cwd=HERE, stdout=sys.stderr).returncode:
                raise OracleError("Maven failed")
            packages.move(unfinished, place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return place


def command(verb: str, version: str, igs: Iterable[str]) -> list[str]:
    """The command line of the program."""
    place = build()
    line = ["java", *JVM, f"-Duser.home={home()}", "-cp", f"{place / JAR}{os.pathsep}{place / 'lib'}{os.sep}*"]
    line += ["kapfhir.oracle.Oracle", verb, "-version", version]
    for ig in (*ALWAYS, *igs):
        # the name of a package stays as it is; the engine refuses a relative path that begins with ".."
        line += ["-ig", str(Path(ig).resolve()) if Path(ig).exists() else ig]
    return line


def ask(verb: str, lines: Iterable[str], version: str = "4.0.1", igs: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """The answer to each line, in order."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as requests, tempfile.TemporaryFile("w+") as log:
        requests.writelines(f"{line}\n" for line in lines)
        requests.seek(0)
        with subprocess.Popen(
            command(verb, version, igs), stdin=requests, stdout=subprocess.PIPE, stderr=log, encoding="utf-8"
        ) as program:
            assert program.stdout is not None
            yield from (json.loads(line) for line in program.stdout)
        if program.returncode:
            log.seek(0)
            raise OracleError(log.read()[-4000:])


# --- what it says ------------------------------------------------------------------------------------------------


def validate(files: Iterable[Asked], version: str = "4.0.1", igs: Iterable[str] = ()) -> Iterator[Answer]:
    """What is found in each file. One that cannot be read at all has one finding, fatal."""
    yield from map(answer, ask("validate", map(str, files), version, igs))


def answer(line: Mapping[str, Any]) -> Answer:
    """What a line that the program wrote says."""
    if "failure" in line:
        return Answer(line["file"], (Finding("fatal", "", None, line["failure"], None),))
    return Answer(line["file"], tuple(map(_finding, line["outcome"].get("issue", []))))


def _finding(issue: Mapping[str, Any]) -> Finding:
    text = issue.get("details", {}).get("text") or issue.get("diagnostics", "")
    name = next((e.get("valueCode") for e in issue.get("extension", []) if e["url"] == MESSAGE_ID), None)
    offline = OFFLINE_IDS.get(name or "") or (
        "terminology outside the loaded packages" if OFFLINE_TEXT.search(text) else None
    )
    return Finding(issue["severity"], ", ".join(issue.get("expression", [])), name, text, offline)


def _files(named: Sequence[str]) -> list[str]:
    return [line.rstrip("\n") for line in sys.stdin if line.strip()] if named == ["-"] else list(named)


def _lines(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    files = _files(arguments.files)
    if arguments.verb == "validate":
        asked = [Asked(file, tuple(arguments.profile)) for file in files]
        for said in validate(asked, arguments.version, arguments.ig):
            found = said.findings if arguments.all else said.errors
            yield {"file": said.file, "findings": [finding._asdict() for finding in found]}
    else:
        expression = f"{arguments.expression}\t" if arguments.verb == "fhirpath" else ""
        yield from ask(arguments.verb, [expression + file for file in files], arguments.version, arguments.ig)


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("build")
    for verb in ("validate", "fhirpath", "snapshot"):
        verbs.add_parser(verb)
        one = verbs.choices[verb]
        one.add_argument("--version", default="4.0.1", choices=["4.0.1", "5.0.0"])
        one.add_argument("--ig", action="append", default=[], metavar="PATH", help="definitions; not its sub-folders")
        if verb == "fhirpath":
            one.add_argument("expression")
        one.add_argument("files", nargs="+", metavar="FILE")
    verbs.choices["validate"].add_argument("--profile", action="append", default=[], metavar="URL")
    verbs.choices["validate"].add_argument("--all", action="store_true", help="warnings and information too")
    arguments = parser.parse_args()
    try:
        if arguments.verb == "build":
            build()
        else:
            for line in _lines(arguments):
                print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201  # a program for the terminal
    except OracleError as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
