"""`--help` of each verb shows examples, and each of them runs as it stands."""

import re
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from kapfhir.cli.verbs import VERBS

ROOT = Path(__file__).parent.parent.parent
SERVER = "http://localhost:8080/fhir"  # what the examples call it
WRITTEN = ("kapfhir.db", "kap.tgz")  # what they write


def examples(text):
    return re.findall(r"^  (.*kapfhir .*)$", text.partition("\nexample")[2], re.MULTILINE)


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_says_what_the_verb_does_and_has_an_example(run, verb):
    code, out, err = run(verb, "--help")
    assert (code, err) == (0, "")
    assert examples(out)
    assert VERBS[verb][1:] in out


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_example_runs(run, jane, verb, tmp_path, fhir_server):
    out = run(*[verb] * bool(verb), "--help").out
    if SERVER in out:
        pushed = run("push", jane, "--server", fhir_server.url, "--ledger", tmp_path / "kapfhir.db", "--create-patient")
        assert pushed.code == 0, pushed.err
    for line in examples(out):
        command = line.replace(SERVER, fhir_server.url).replace("--port 8080", "--port 0")  # which may be taken
        for written in WRITTEN:
            command = command.replace(written, str(tmp_path / written))
        assert ended(command) == 0


@cache
def ended(command):
    """The exit code; of one that serves, after it said where and was interrupted."""
    shell = ["bash", "-o", "pipefail", "-c", f"kapfhir() {{ exec '{sys.executable}' -m kapfhir \"$@\"; }}; {command}"]
    with subprocess.Popen(shell, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        if "sandbox --port" in command:
            assert running.stdout.readline().startswith("http://")
            running.send_signal(signal.SIGINT)
        running.communicate(timeout=120)
    return 0 if running.returncode == 130 else running.returncode


def test_the_module_runs_as_the_command_does():
    version = [sys.executable, "-m", "kapfhir", "--version"]
    command = [Path(sys.executable).with_name("kapfhir"), "--version"]
    assert subprocess.check_output(version) == subprocess.check_output(command)
