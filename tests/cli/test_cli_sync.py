"""The verbs that need a server, against the embedded endpoint and against what is no FHIR server at all."""

import json
import stat
from pathlib import Path

import pytest
import requests

import kapfhir
from kapfhir import wire
from kapfhir.testing import Endpoint, serving

NOWHERE = "http://127.0.0.1:9/fhir"  # the discard port, on which nothing listens
ROOT = Path(__file__).parent.parent.parent
VERBS = ["plan", "push", "reconcile"]


def the_episode():
    return kapfhir.read(ROOT / "examples" / "jane-as-told.json")


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def push(run, told, fhir_server, ledger):
    """A push of the smaller example, or of another file."""

    def push(*words, source=told):
        return run("push", source, "--server", fhir_server.url, "--ledger", ledger, *words)

    return push


# --- push --------------------------------------------------------------------------------------------------------


def test_a_push_ends_with_what_was_read_back(push, fhir_server, ledger):
    count = len(kapfhir.to_bundle(the_episode())["entry"])
    code, out, err = push("--create-patient")
    assert (code, out) == (0, f"read back: equal ({count} resources)\n")
    assert f"ledger: {ledger}\n" in err
    assert "sent " not in err
    assert len(fhir_server.endpoint.resources()) == count + 1


def test_a_second_push_changes_nothing(push, fhir_server):
    push("--create-patient")
    before = fhir_server.endpoint.resources()
    assert push().code == 0
    assert fhir_server.endpoint.resources() == before


def test_a_lost_ledger_writes_nothing_twice(push, fhir_server, ledger):
    push("--create-patient")
    before = fhir_server.endpoint.resources()
    ledger.unlink()
    assert push().code == 0
    assert fhir_server.endpoint.resources() == before


def test_a_bundle_is_pushed_like_its_episode(run, push, told, tmp_path, fhir_server):
    run("map", told, "-output", tmp_path / "bundle.json")
    assert push("--create-patient", source=tmp_path / "bundle.json").code == 0
    before = fhir_server.endpoint.resources()
    assert push().code == 0
    assert fhir_server.endpoint.resources() == before


def test_a_push_gives_json(push):
    result = json.loads(push("--create-patient", "--format", "json").out)
    assert result["readBack"] == {"equal": True, "resources": len(kapfhir.to_bundle(the_episode())["entry"])}
    assert result.keys() == {"plan", "receipt", "readBack"}


def test_the_whole_course_is_pushed_to_the_sandbox_which_needs_no_ledger(run, jane):
    code, out, err = run("push", jane, "--server", "sandbox", "--create-patient")
    assert (code, out.startswith("read back: equal (")) == (0, True)
    assert err.startswith("ledger: in memory")


def test_a_patient_is_not_created_unasked(push, fhir_server):
    code, out, err = push()
    assert (code, out) == (3, "")
    assert err.startswith("ledger: ")
    assert fhir_server.endpoint.resources() == []


def test_two_patients_are_one_too_many(push, fhir_server):
    identifier = the_episode().patient.identifier
    twin = {"resourceType": "Patient", "identifier": [{"system": identifier.system, "value": identifier.value}]}
    for _ in range(2):
        requests.post(f"{fhir_server.url}/Patient", json=twin, timeout=5)
    assert push("--create-patient").code == 3
    assert len(fhir_server.endpoint.resources()) == 2


def test_a_fact_that_is_gone_is_retracted_on_request_only(push, told, tmp_path, fhir_server):
    push("--create-patient")
    shorter = json.loads(Path(told).read_bytes())
    [dosing] = [visit for visit in shorter["visits"] if "dissociation" in visit]
    del dosing["dissociation"]
    (tmp_path / "shorter.json").write_text(json.dumps(shorter))
    push(source=tmp_path / "shorter.json")
    assert retracted(fhir_server) == []
    push("--retract", source=tmp_path / "shorter.json")
    assert retracted(fhir_server) != []


def retracted(fhir_server):
    return [found for found in fhir_server.endpoint.resources() if found.get("status") == "entered-in-error"]


class Dropping:
    """A server that answers well and drops the notes of what it is given, as HAPI drops what it does not know."""

    def __init__(self):
        self.endpoint = Endpoint()

    def handle(self, request):
        if request.method in ("POST", "PUT") and request.body.startswith(b"{"):
            request = request._replace(body=wire.dumps(without_notes(wire.loads(request.body))).encode())
        return self.endpoint.handle(request)


def without_notes(value):
    if isinstance(value, dict):
        return {name: without_notes(member) for name, member in value.items() if name != "note"}
    return [without_notes(member) for member in value] if isinstance(value, list) else value


def test_what_the_server_did_not_keep_is_told_by_path_and_no_value(run, told, ledger):
    entries = kapfhir.to_bundle(the_episode())["entry"]
    notes = [note["text"] for entry in entries for note in entry["resource"].get("note", ())]
    assert notes
    with serving(Dropping()) as url:
        code, out, err = run("push", told, "--server", url, "--ledger", ledger, "--create-patient")
    assert (code, out) == (3, "")
    assert "read back: different\n" in err
    assert "note" in err.partition("read back: different\n")[2]
    assert not any(note in err for note in notes)


# --- plan, pull, reconcile ---------------------------------------------------------------------------------------


def test_a_plan_writes_nothing(run, told, fhir_server, ledger):
    words = ["plan", told, "--server", fhir_server.url, "--ledger", ledger, "--create-patient"]
    code, out, _ = run(*words)
    assert (code, fhir_server.endpoint.resources()) == (0, [])
    counts = json.loads(run(*words, "--format", "json").out)["counts"]
    assert counts["withheld"] == len(kapfhir.withheld(the_episode()))
    assert all(action in out for action, count in counts.items() if count)


def test_what_is_pulled_leads_back_to_the_episode(run, push, fhir_server, tmp_path):
    push("--create-patient")
    target = tmp_path / "pulled.json"
    identifier = the_episode().identifier
    words = ["pull", f"{identifier.system}|{identifier.value}", "--server", fhir_server.url]
    assert run(*words, "-output", target) == (0, "", "")
    assert wire.loads(target.read_bytes())["type"] == "collection"
    assert run("map", target).out == kapfhir.dump(the_episode().shared()).decode()
    assert run(*words, "--format", "json").out.count("\n") == 1


def test_an_episode_that_is_not_there_is_not_kap(run, fhir_server):
    code, out, err = run("pull", "https://clinic.example/episodes|none", "--server", fhir_server.url)
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_lost_ledger_is_reconciled(run, push, told, fhir_server, ledger):
    push("--create-patient")
    ledger.unlink()
    words = ["reconcile", told, "--server", fhir_server.url, "--ledger", ledger]
    assert run(*words).code == 0
    assert json.loads(run(*words, "--format", "json").out)
    before = fhir_server.endpoint.resources()
    assert push().code == 0
    assert fhir_server.endpoint.resources() == before


# --- the ledger --------------------------------------------------------------------------------------------------


def test_the_default_ledger_is_told_and_only_its_owner_reads_it(run, told, fhir_server, tmp_path, monkeypatch):
    for variable in ("HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    from kapfhir.sync import default_ledger  # noqa: PLC0415  # where it lies depends on the environment

    code, _, err = run("push", told, "--server", fhir_server.url, "--create-patient")
    assert code == 0
    assert f"ledger: {default_ledger()}\n" in err
    assert default_ledger().is_relative_to(tmp_path)
    assert stat.S_IMODE(default_ledger().stat().st_mode) == 0o600


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_no_ledger_is_unusable(run, told, fhir_server, ledger, verb):
    ledger.write_bytes(b"no ledger at all, though long enough to be taken for one\n" * 20)
    code, out, _ = run(verb, told, "--server", fhir_server.url, "--ledger", ledger)
    assert (code, out) == (2, "")
    assert ledger.read_bytes().startswith(b"no ledger at all")


# --- servers that are none ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_no_answer_is_unfinished(run, told, ledger, verb):
    code, out, err = run(verb, told, "--server", NOWHERE, "--ledger", ledger, "--retries", "1")
    assert (code, out) == (4, "")
    assert len(err.splitlines()) == 2  # where the ledger lies, and what went wrong


def test_no_answer_to_a_pull_is_unfinished(run):
    code, out, err = run("pull", "https://clinic.example/episodes|1", "--server", NOWHERE, "--retries", "1")
    assert (code, out, err.count("\n")) == (4, "", 1)


ANSWERS = {
    "a login page": (200, "text/html", "<html>log in</html>"),
    "another release": (
        200, "application/fhir+json",
        '{"resourceType": "CapabilityStatement", "status": "active", "kind": "instance", "fhirVersion": "3.0.2"}',
    ),
    "no access": (401, "application/fhir+json", '{"resourceType": "OperationOutcome"}'),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("verb", VERBS)
def test_what_is_no_fhir_r4_server_is_refused(run, told, ledger, httpserver, verb, name):
    status, kind, body = ANSWERS[name]
    httpserver.expect_request("/fhir/metadata").respond_with_data(body, status, content_type=kind)
    code, out, err = run(verb, told, "--server", httpserver.url_for("/fhir"), "--ledger", ledger)
    assert (code, out) == (3, "")
    assert len(err.splitlines()) == 2
    assert {request.method for request, _ in httpserver.log} == {"GET"}


def test_a_gateway_without_its_server_is_asked_again_and_then_no_fhir(run, told, ledger, httpserver):
    page = "<html>bad gateway</html>"
    httpserver.expect_request("/fhir/metadata").respond_with_data(page, 502, content_type="text/html")
    code, out, err = run("plan", told, "--server", httpserver.url_for("/fhir"), "--ledger", ledger, "--retries", "1")
    assert (code, out) == (3, "")
    assert len(err.splitlines()) == 2
    assert len(httpserver.log) > 1
