"""What a cold command may import: no heavy library for a name, for help, for the schema, or to judge a file."""

import subprocess
import sys
from pathlib import Path

import pytest

from kapfhir import definitions

HEAVY = {"pydantic", "pydantic_core", "requests", "urllib3", "fhir", "fhir_core", "fhirpathpy", "antlr4", "sqlite3"}
SEVERAL = {"multiprocessing", "concurrent", "subprocess", "socket", "tempfile", "logging"}  # what processes need
UNUSED = SEVERAL | {"pathlib", "urllib", "shutil"}
MET_RARELY = {
    "kapfhir.cli.pool", "kapfhir.instruments", "kapfhir.labels", "kapfhir.validation.packages",
    "kapfhir.validation.terminology.conversion", "langcodes", "xml",
}  # fmt: skip
JUDGED = Path(__file__).parent / "corpus" / "valid" / "transaction.json"
CLAIMING = (Path(definitions.__file__).parent / "kap" / "example").glob("*.json")
JUDGING = [f"main({['validate', *map(str, files)]})" for files in ([JUDGED], sorted(CLAIMING))]
COLD = [
    "import kapfhir",
    "main(['--help'])",
    "main(['schema'])",
    "main(['push', '--help'])",
    "main(['map', 'none'])",
    "main(['validate', '--help'])",
    *JUDGING,
    *(f"import kapfhir.report.{name}" for name in ("text", "json", "github", "sarif", "junit", "folding")),
]
PROGRAM = """
import sys
from contextlib import suppress
before = set(sys.modules)
with suppress(SystemExit):
    {command}
print(*(set(sys.modules) - before), file=sys.stderr)
"""


@pytest.mark.parametrize("command", COLD)
def test_a_cold_command_imports_nothing_heavy(command):
    program = PROGRAM.format(command=command.replace("main(", "import kapfhir.cli; kapfhir.cli.main("))
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    names = set(ended.stderr.splitlines()[-1].split())
    loaded = {name.partition(".")[0] for name in names}
    assert "kapfhir" in loaded
    assert not loaded & HEAVY
    assert command not in JUDGING or not loaded & UNUSED
    assert command != JUDGING[0] or not names & MET_RARELY
    assert command != "import kapfhir" or names == {"kapfhir"}
