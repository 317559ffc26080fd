"""Every example script runs, and the README's Python."""

import re
import runpy
from pathlib import Path

import pytest
import requests

import kapfhir

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("script", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.name)
def test_an_example_runs(script, capsys):
    runpy.run_path(str(script), run_name="__main__")
    assert "read back: equal" in capsys.readouterr().out


def test_the_readmes_python_runs(monkeypatch, capsys, fhir_server, kap_episode, tmp_path):
    monkeypatch.chdir(ROOT)
    patient = {"resourceType": "Patient", "identifier": [kap_episode.patient.identifier.model_dump()]}
    requests.post(f"{fhir_server.url}/Patient", json=patient, timeout=10).raise_for_status()
    [program] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    for written, here in (("http://localhost:8080/fhir", fhir_server.url), ("kapfhir.db", f"{tmp_path}/kapfhir.db")):
        assert written in program
        program = program.replace(written, here)
    exec(compile(program, "README.md", "exec"), {})
    assert "psychotherapy process text stays at the clinic" in capsys.readouterr().out


def test_the_readmes_commands_are_one_line_each():
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert [block.count("\n") for block in blocks[:2]] == [1, 1]


def test_the_readme_tells_how_many_resources_are_read_back(kap_episode):
    [told] = re.findall(r"read back: equal \((\d+) resources\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert int(told) == len(kapfhir.to_bundle(kap_episode)["entry"])
