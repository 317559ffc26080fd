"""The verbs that need no server: map, validate, package, schema, sandbox, completion; and how every command ends."""

import io
import json
import os
import signal
import subprocess
import sys
import urllib.request

import pytest

import kapfhir
from kapfhir import wire
from kapfhir.cli import exits
from kapfhir.cli.exits import code_of
from kapfhir.cli.progress import counting, watched
from kapfhir.cli.verbs import VERBS
from kapfhir.packaging import guide_package
from kapfhir.release import RELEASES

CANARY = "canary-7d1f"
KAPFHIR = [sys.executable, "-m", "kapfhir"]

# --- map ---------------------------------------------------------------------------------------------------------


def test_map_leads_to_fhir_and_back(run, jane):
    episode = kapfhir.read(jane)
    mapped = run("map", jane)
    assert mapped.code == 0
    assert wire.loads(mapped.out) == kapfhir.to_bundle(episode)
    back = run("map", "-", stdin=mapped.out.encode())
    assert back == (0, kapfhir.dump(episode.shared()).decode(), "")


def test_map_says_what_it_keeps_back_and_why(run, jane):
    kept = kapfhir.withheld(kapfhir.read(jane))
    err = run("map", jane).err
    assert err.startswith(f"withheld: {len(kept)} parts of the episode are not in the Bundle\n")
    assert all(part.reason in err for part in kept)


def test_json_is_one_line_both_ways(run, jane):
    mapped = run("map", jane, "--format", "json").out
    back = run("map", "-", "--format", "json", stdin=mapped.encode()).out
    assert mapped.count("\n") == back.count("\n") == 1
    assert wire.loads(back) == wire.loads(kapfhir.dump(kapfhir.read(jane).shared()))


@pytest.mark.parametrize("version", ["4.3.0", "5.0.0"])
def test_map_speaks_other_releases_both_ways(run, jane, version):
    mapped = run("map", "-version", version, jane)
    assert wire.loads(mapped.out) == RELEASES[version].encode(kapfhir.to_bundle(kapfhir.read(jane)))
    back = run("map", "--fhir-version", version, "-", stdin=mapped.out.encode())
    assert back == (0, kapfhir.dump(kapfhir.read(jane).shared()).decode(), "")


def test_r5_that_is_not_said_to_be_r5_is_wrong_r4(run, jane):
    mapped = run("map", "-version", "5.0.0", jane).out
    code, out, err = run("map", "-", stdin=mapped.encode())
    assert (code, out) == (1, "")
    assert "actualPeriod: error: R4 has no such element here [structure]" in err


def test_options_may_stand_before_and_after_the_file(run, jane, tmp_path):
    target = tmp_path / "bundle.json"
    assert run("map", "-output", str(target), jane, "-version", "4.0.1").out == ""
    assert wire.loads(target.read_bytes()) == wire.loads(run("map", jane).out)


def test_an_output_that_cannot_be_written_is_said(run, jane, tmp_path):
    assert run("map", jane, "-output", str(tmp_path)) == (2, "", f"{tmp_path}: Is a directory\n")


def test_a_bundle_without_an_episode_leads_back_to_none(run):
    empty = b'{"resourceType": "Bundle", "type": "collection"}'
    assert run("map", "-", stdin=empty) == (1, "", "kapfhir: no KAP episode is in the bundle\n")


# --- validate ----------------------------------------------------------------------------------------------------


def test_validate_says_what_it_did_not_judge(run, jane):
    bundle = run("map", jane).out.encode()
    code, out, err = run("validate", "-", "-profile", "https://a.example/p", stdin=bundle)
    assert (code, out) == (0, "Bundle: warning: a profile that was asked for is not known [profile-unknown] (-:1:1)\n")
    assert err.startswith("-: no errors\nnot checked: ")
    assert {"profile https://a.example/p", "LOINC"} <= {*err.removesuffix("\n").partition("checked: ")[2].split(", ")}


def test_validate_gives_an_operation_outcome(run):
    wrong = b'{"resourceType": "Observation", "status": "done", "code": {"text": "x"}}'
    code, out, _ = run("validate", "-", "--format", "json", stdin=wrong)
    report = kapfhir.Report.from_outcome(json.loads(out))
    assert code == 1
    assert (report[0].expression, report[0].rule, report[0].file) == ("Observation.status", "required-binding", "-")
    assert kapfhir.validate(out).ok


# --- package, schema, sandbox, completion ------------------------------------------------------------------------


def test_package_writes_the_guide_and_names_the_file(run, tmp_path):
    file = tmp_path / "kap.tgz"
    assert run("package", "-o", file).out == f"{file}\n"
    assert file.read_bytes() == guide_package()
    assert json.loads(run("package", "-output", file, "--format", "json").out) == {"file": str(file)}


def test_a_package_that_cannot_be_written_is_said(run, tmp_path):
    ended = run("package", "-o", tmp_path / "not there" / "kap.tgz")
    assert ended.code == exits.UNUSABLE
    assert "No such file or directory" in ended.err


def test_schema_is_the_committed_one(run):
    out = run("schema").out
    assert json.loads(out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(run("schema", "--format", "json").out) == json.loads(out)


def test_the_sandbox_serves_until_it_is_interrupted():
    with subprocess.Popen([*KAPFHIR, "sandbox"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        url = server.stdout.readline().strip()
        with urllib.request.urlopen(f"{url}/metadata") as answer:
            assert json.load(answer)["fhirVersion"] == "4.0.1"
        taken = subprocess.run(
            [*KAPFHIR, "sandbox", "--port", url.split(":")[2].split("/")[0]],
            capture_output=True,
            text=True,
            check=False,
        )
        server.send_signal(signal.SIGINT)
        _, err = server.communicate(timeout=10)
    assert (server.returncode, err.splitlines()[-1]) == (130, "kapfhir: interrupted")
    assert (taken.returncode, taken.stdout) == (2, "")
    assert taken.stderr.endswith(": Address already in use\n")
    assert taken.stderr.count("\n") == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_every_verb(run, shell):
    script = run("completion", shell).out
    assert all(verb in script for verb in VERBS)
    assert "create-patient" in script


@pytest.mark.parametrize(("verb", "library"), [("completion", "shtab"), ("sandbox", "pytest_httpserver")])
def test_an_extra_that_is_missing_is_named(tmp_path, verb, library):
    (tmp_path / f"{library}.py").write_text("raise ModuleNotFoundError")
    words = [*KAPFHIR, verb, *(["bash"] if verb == "completion" else [])]
    ended = subprocess.run(
        words, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "pip install 'kapfhir[" in ended.stderr


# --- usage, and how commands end ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        [], ["bogus"], ["--bogus"], ["map"], ["map", "a", "b"], ["map", "x.json", "--form", "json"],
        ["map", "x.json", "-version", "6.0.0"], ["push", "x.json"], ["push", "x.json", "--server", "localhost"],
        ["pull", "no-bar", "--server", "sandbox"], ["sandbox", "--port", "65536"], ["completion", "sh"],
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_that_says_where_to_look(run, words):
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.endswith("--help\n")


def test_the_version_is_ours(run):
    assert run("--version") == (0, f"kapfhir {kapfhir.__version__}\n", "")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (kapfhir.InvalidEpisode([]), 1),
        (kapfhir.InvalidEpisode([], readable=False), 2),
        (kapfhir.InvalidBundle(kapfhir.Report()), 1),
        (kapfhir.NotKap(), 1),
        (kapfhir.PlanRefused(), 1),
        (kapfhir.LedgerError(), 2),
        (kapfhir.ServerError(422, "POST Bundle"), 3),
        (kapfhir.NotFhir(200, "GET metadata"), 3),
        (kapfhir.WrongRelease(200, "GET metadata"), 3),
        (kapfhir.Conflict(409, "PUT Observation"), 3),
        (kapfhir.Unauthorized(401, "GET metadata"), 3),
        (kapfhir.PatientNotFound(200, "POST Patient"), 3),
        (kapfhir.Unreachable(), 4),
        (kapfhir.ServerError(503, "POST Bundle", retryable=True), 4),
    ],
)
def test_every_error_has_its_exit_code(error, code):
    assert code_of(error) == code


class Stdin:
    """A stdin that raises when it is read."""

    def __init__(self, error):
        self.buffer, self._error = self, error

    def read(self):
        raise self._error


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ZeroDivisionError(CANARY), 5, r"kapfhir: a bug: ZeroDivisionError at kapfhir.cli.sources:"),
        (KeyboardInterrupt(CANARY), 130, "kapfhir: interrupted"),
    ],
)
def test_what_nobody_foresaw_ends_without_a_traceback_or_a_value(capsys, monkeypatch, error, code, line):
    monkeypatch.setattr(sys, "stdin", Stdin(error))
    from kapfhir.cli import main  # noqa: PLC0415  # not through `run`, which has a stdin of its own

    assert main(["map", "-"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(line)
    assert err.count("\n") == 1
    assert CANARY not in err


def test_who_stops_reading_is_no_failure():
    piped = f"'{sys.executable}' -m kapfhir schema | head -n 1"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", piped], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "{\n", "")


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_data_is_utf_8_whatever_the_locale(locale, tmp_path):
    text = "Praxis für KAP"
    (tmp_path / "praxis.json").write_text(
        json.dumps(
            {
                "identifier": {"system": "https://clinic.example/episodes", "value": "1"},
                "patient": {"id": "p-1"},
                "status": "active",
                "site": {"name": text},
            }
        )
    )
    environment = os.environ | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ended = subprocess.run(
        [*KAPFHIR, "map", "praxis.json"], env=environment, cwd=tmp_path, capture_output=True, check=True
    )
    assert text in ended.stdout.decode()


# --- progress ----------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("stderr", "said"), [(Terminal(), "sent 1 of 2"), (io.StringIO(), "")])
def test_progress_is_told_to_a_terminal_only(monkeypatch, stderr, said):
    monkeypatch.setattr(sys, "stderr", stderr)
    with counting() as progress:
        if progress:
            progress(1, 2)
    assert said in stderr.getvalue()
    assert bool(said) == bool(stderr.getvalue())


@pytest.mark.parametrize(
    ("stderr", "every", "said"),
    [
        (Terminal(), 0, "\r\x1b[Kjudged 1\r\x1b[Kjudged 2\r\x1b[K"),
        (Terminal(), 60, "\r\x1b[K"),
        (io.StringIO(), 0, ""),
    ],
)
def test_what_takes_long_is_counted_on_a_terminal(monkeypatch, stderr, every, said):
    monkeypatch.setattr(sys, "stderr", stderr)
    assert [*watched("ab", every)] == ["a", "b"]
    assert stderr.getvalue() == said


def test_exit_codes_are_explained_in_the_help(run):
    assert all(f"  {code:<12}{line}" in run("--help").out for code, line in exits.EXITS.items())
