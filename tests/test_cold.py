"""What a cold command may import: no heavy library for a name, for help, or for the schema."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pydantic", "pydantic_core", "requests", "urllib3", "fhir", "fhir_core", "fhirpathpy", "antlr4", "sqlite3"}
JUDGED = Path(__file__).parent / "corpus" / "valid" / "transaction.json"
COLD = [
    "import kapfhir",
    "main(['--help'])",
    "main(['schema'])",
    "main(['push', '--help'])",
    "main(['map', 'none'])",
    "main(['validate', '--help'])",
    f"main(['validate', {str(JUDGED)!r}])",
    *(f"import kapfhir.report.{name}" for name in ("text", "json", "github", "sarif", "junit", "folding")),
]
PROGRAM = """
import sys
from contextlib import suppress
before = set(sys.modules)
with suppress(SystemExit):
    {command}
print("loaded", *{{name.partition(".")[0] for name in set(sys.modules) - before}}, file=sys.stderr)
"""


@pytest.mark.parametrize("command", COLD)
def test_a_cold_command_imports_nothing_heavy(command):
    program = PROGRAM.format(command=command.replace("main(", "import kapfhir.cli; kapfhir.cli.main("))
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ended.stderr.splitlines()[-1].split())
    assert "kapfhir" in loaded
    assert not loaded & HEAVY
    assert command != "import kapfhir" or loaded == {"loaded", "kapfhir"}
