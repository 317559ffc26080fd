"""Law 8: no value of a record in a log (root logger at DEBUG), on stderr, or on stdout but where it is the record."""

import copy
import json
import logging

import pytest
from fullest import CANARY, closed_texts, fullest, put

import kapfhir
from kapfhir import wire
from kapfhir.reading import episode_of


@pytest.fixture(scope="module")
def episode():
    return fullest()


@pytest.fixture
def source(tmp_path, episode):
    path = tmp_path / "episode.json"
    path.write_text(json.dumps(episode))
    return path


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.DEBUG)
    return caplog


def silent(ended, logged, *, also_out=True):
    """Whether a command told no value, and how it ended."""
    told = [ended.err, *(f"{record.getMessage()} {record.args}" for record in logged.records)]
    assert not [text for text in [*told, ended.out if also_out else ""] if CANARY in text]
    return ended.code


def test_the_fullest_episode_keeps_the_rules_and_has_every_field(episode):
    read = episode_of(episode)
    assert wire.dumps(episode).count(CANARY) > 300
    assert kapfhir.withheld(read)


def test_reading_commands_tell_no_value(run, logged, source, tmp_path):
    bundle = tmp_path / "bundle.json"
    assert silent(run("map", source, "-output", bundle), logged) == 0
    assert CANARY in bundle.read_text()
    assert silent(run("map", source), logged, also_out=False) == 0
    assert silent(run("map", bundle), logged, also_out=False) == 0
    for format_ in ("text", "json", "github", "sarif", "junit"):
        assert silent(run("validate", bundle, "--format", format_), logged) == 0


@pytest.mark.parametrize("format_", ["text", "json"])
def test_syncing_commands_tell_no_value(run, logged, source, fhir_server, tmp_path, format_):
    where = ["--server", fhir_server.url, "--format", format_]
    ledger = ["--ledger", tmp_path / "ledger.db"]
    identifier = episode_of(json.loads(source.read_text())).identifier
    assert silent(run("plan", source, *where, *ledger), logged) == 3  # there is no such Patient
    assert silent(run("plan", source, *where, *ledger, "--create-patient"), logged) == 0
    assert silent(run("push", source, *where, *ledger, "--create-patient"), logged) == 0
    assert silent(run("push", source, *where, *ledger), logged) == 0
    assert silent(run("reconcile", source, *where, *ledger), logged) == 0
    assert silent(run("pull", f"{identifier.system}|{identifier.value}", *where), logged, also_out=False) == 0
    assert silent(run("pull", f"{identifier.system}|{CANARY}", *where), logged) == 1


def test_a_refused_episode_tells_no_value(run, logged, episode):
    """A canary where only a word of a list, a date or a time may stand: each such field once."""
    seen = set()
    for path in closed_texts(episode):
        field = tuple("" if isinstance(step, int) else step for step in path[-3:])
        if field not in seen:
            seen.add(field)
            wrong = copy.deepcopy(episode)
            put(wrong, path, CANARY)
            assert silent(run("map", "-", stdin=json.dumps(wrong).encode()), logged) == 1, path
    assert len(seen) > 50


def test_a_refused_bundle_tells_no_value(run, logged, source):
    """A canary for every member of one resource of each type."""
    bundle = wire.loads(run("map", source).out)
    one_each = {entry["resource"]["resourceType"]: entry for entry in bundle["entry"]}
    for entry in one_each.values():
        for name in entry["resource"]:
            wrong = copy.deepcopy(entry)
            wrong["resource"][name] = {CANARY: CANARY} if name == "resourceType" else [{"x": CANARY}]
            document = {"resourceType": "Bundle", "type": "collection", "entry": [wrong]}
            assert silent(run("validate", "-", stdin=wire.dumps(document).encode()), logged) == 1, name
            assert silent(run("map", "-", stdin=wire.dumps(document).encode()), logged) == 1, name
