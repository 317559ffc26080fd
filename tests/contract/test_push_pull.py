"""Plan, push, pull and reconcile: the same sentences on the embedded endpoint, on HAPI FHIR and on any other server."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest

import kapfhir
from contract import Identity, Json, Server
from course import course
from kapfhir.identity import identity_system
from kapfhir.model import Episode
from kapfhir.sync import Connection, compare, connect

SERVERS = ("hapi-r5",)  # a sync is the same whatever release the server speaks
JANE = Path(__file__).parents[2] / "examples" / "jane.json"


@pytest.fixture
def connection(server: Server) -> Iterator[Connection]:
    with connect(server.url) as connection:
        yield connection


@pytest.fixture
def another(server: Server) -> Iterator[Connection]:
    """A second client: it has a ledger of its own, so it knows nothing of the first."""
    with connect(server.url) as connection:
        yield connection


def push(connection: Connection, episode: Episode, **how: bool) -> kapfhir.Receipt:
    plan = connection.plan(kapfhir.to_bundle(episode), withheld=kapfhir.withheld(episode), **how)
    return connection.push(plan)


def on_server(server: Server, episode: Episode, type_: str) -> list[Json]:
    system = identity_system(episode.identifier.system, episode.identifier.value)
    return server.found(f"{type_}?identifier={system}%7C")


def same_episode(stored: Json, episode: Episode) -> bool:
    return kapfhir.dump(kapfhir.from_bundle(stored)) == kapfhir.dump(episode.shared())


def observations(bundle: Json) -> list[Json]:
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Observation"]


def corrected(episode: Episode, systolic: int) -> Episode:
    """The same episode with its first systolic pressure corrected."""
    return course(episode.identifier.value, first=systolic)


# --- the whole way ---


def test_an_episode_comes_back_equal(connection: Connection) -> None:
    episode = course()
    plan = connection.plan(kapfhir.to_bundle(episode), create_patient=True)
    assert plan.counts["create"] == len(kapfhir.to_bundle(episode)["entry"]) + 1
    receipt = connection.push(plan)
    assert receipt.ok
    assert receipt.written == plan.counts["create"]
    stored = connection.pull(episode.identifier)
    assert compare(kapfhir.to_bundle(episode), stored) == ()
    assert same_episode(stored, episode)


def test_the_whole_record_comes_back_equal(connection: Connection) -> None:
    record = json.loads(JANE.read_bytes())
    for identifier in (record["identifier"], record["patient"]["identifier"]):
        identifier["value"] = str(uuid.uuid4())  # the guide's examples, which others put there, are of jane's episode
    episode = kapfhir.read(json.dumps(record).encode())
    bundle = kapfhir.to_bundle(episode)
    assert push(connection, episode, create_patient=True).ok
    stored = connection.pull(episode.identifier)
    assert compare(bundle, stored) == ()
    assert same_episode(stored, episode)


def test_an_episode_of_several_bundles_comes_back_equal(connection: Connection) -> None:
    episode = course(readings=range(58))
    receipt = push(connection, episode, create_patient=True)
    assert receipt.ok
    assert receipt.bundles == 2
    assert same_episode(connection.pull(f"{episode.identifier.system}|{episode.identifier.value}"), episode)


def test_pushing_twice_is_pushing_once(connection: Connection, server: Server) -> None:
    episode = course()
    push(connection, episode, create_patient=True)
    before = on_server(server, episode, "Observation")
    plan = connection.plan(kapfhir.to_bundle(episode))
    assert plan.empty
    assert plan.counts["unchanged"] == len(plan.steps)
    assert connection.push(plan).bundles == 0
    assert on_server(server, episode, "Observation") == before


def test_a_lost_ledger_writes_nothing_twice(connection: Connection, another: Connection, server: Server) -> None:
    episode = course()
    push(connection, episode, create_patient=True)
    before = on_server(server, episode, "Observation")
    assert push(another, episode).bundles == 0
    assert another.plan(kapfhir.to_bundle(episode)).counts["unchanged"] == len(kapfhir.to_bundle(episode)["entry"])
    assert on_server(server, episode, "Observation") == before


def test_two_clients_at_once_write_each_fact_once(connection: Connection, another: Connection, server: Server) -> None:
    episode = course()
    bundle = kapfhir.to_bundle(episode)
    plans = [connection.plan(bundle, create_patient=True), another.plan(bundle, create_patient=True)]
    first, second = connection.push(plans[0]), another.push(plans[1])
    assert first.counts["created"] == len(bundle["entry"]) + 1
    assert second.counts["existed"] == len(bundle["entry"]) + 1
    assert second.ok
    assert len(on_server(server, episode, "Encounter")) == 1


def test_a_corrected_value_changes_one_resource(connection: Connection, server: Server) -> None:
    episode = course()
    push(connection, episode, create_patient=True)
    mine = corrected(episode, 135)
    plan = connection.plan(kapfhir.to_bundle(mine))
    assert plan.counts["update"] == 1
    receipt = connection.push(plan)
    assert receipt.counts["updated"] == 1
    assert receipt.ok
    versions = sorted(r["meta"]["versionId"] for r in on_server(server, mine, "Observation"))
    assert versions.count("2") == 1
    assert same_episode(connection.pull(mine.identifier), mine)


def test_what_another_client_wrote_differently_is_updated_in_the_same_run(
    connection: Connection, another: Connection
) -> None:
    episode = course()
    mine = corrected(episode, 135)
    late = another.plan(kapfhir.to_bundle(mine), create_patient=True)  # before anything is there
    push(connection, episode, create_patient=True)
    receipt = another.push(late)
    assert receipt.counts["updated"] == 1
    assert receipt.ok
    assert same_episode(another.pull(episode.identifier), mine)


# --- conflicts ---


def test_a_change_by_somebody_else_is_a_conflict_and_is_kept(connection: Connection, another: Connection) -> None:
    episode = course()
    push(connection, episode, create_patient=True)
    push(another, corrected(episode, 140))
    with pytest.raises(kapfhir.Conflict, match=r"Bundle\.entry\[\d+\] \(Observation\)"):
        push(connection, corrected(episode, 150))
    assert same_episode(connection.pull(episode.identifier), corrected(episode, 140))


def test_after_reconciling_the_change_can_be_overwritten(connection: Connection, another: Connection) -> None:
    episode = course()
    push(connection, episode, create_patient=True)
    push(another, corrected(episode, 140))
    mine = corrected(episode, 150)
    found = connection.reconcile(kapfhir.to_bundle(mine))
    assert (found.different, found.absent) == (1, 1)  # a changed record has a Provenance of its own
    assert connection.plan(kapfhir.to_bundle(mine)).counts["update"] == 1
    assert push(connection, mine).ok
    assert same_episode(connection.pull(episode.identifier), mine)


def test_a_plan_is_refused_where_the_ledger_moved_on(connection: Connection) -> None:
    episode = course()
    bundle = kapfhir.to_bundle(episode)
    old = connection.plan(bundle, create_patient=True)
    connection.push(connection.plan(bundle, create_patient=True))
    with pytest.raises(kapfhir.PlanRefused, match="plan again"):
        connection.push(old)


# --- what is no longer in the record ---


def without_a_reading(episode: Episode) -> Episode:
    return course(episode.identifier.value, readings=range(1, 2))


def test_a_missing_fact_is_reported_and_left_alone(connection: Connection, server: Server) -> None:
    episode = course()
    push(connection, episode, create_patient=True)
    before = on_server(server, episode, "Observation")
    plan = connection.plan(kapfhir.to_bundle(without_a_reading(episode)))
    assert plan.counts["missing"] == 2  # a blood pressure and an oxygen saturation
    assert (plan.counts["create"], plan.counts["update"]) == (1, 0)  # the changed record's own Provenance
    connection.push(plan)
    assert on_server(server, episode, "Observation") == before


def test_a_missing_fact_is_retracted_when_that_is_asked_for(connection: Connection, server: Server) -> None:
    episode = course()
    push(connection, episode, create_patient=True)
    shorter = without_a_reading(episode)
    plan = connection.plan(kapfhir.to_bundle(shorter), retract=True)
    assert plan.counts["retract"] == 2
    receipt = connection.push(plan)
    assert receipt.counts["retracted"] == 2
    assert receipt.ok
    statuses = [resource["status"] for resource in on_server(server, episode, "Observation")]
    assert statuses.count("entered-in-error") == 2
    assert same_episode(connection.pull(episode.identifier), shorter)
    again = connection.plan(kapfhir.to_bundle(shorter), retract=True)
    assert again.empty
    assert again.counts["missing"] == 0


def test_a_retracted_fact_that_comes_back_is_written_again(connection: Connection) -> None:
    episode = course()
    push(connection, episode, create_patient=True)
    push(connection, without_a_reading(episode), retract=True)
    assert push(connection, episode).counts["updated"] == 2
    assert same_episode(connection.pull(episode.identifier), episode)


# --- the patient ---


def test_a_patient_that_is_not_there_is_an_error_and_nothing_is_written(connection: Connection, server: Server) -> None:
    episode = course()
    with pytest.raises(kapfhir.PatientNotFound, match="no Patient"):
        push(connection, episode)
    assert on_server(server, episode, "EpisodeOfCare") == []


def test_two_patients_are_an_error(connection: Connection, server: Server, identity: Identity) -> None:
    for _ in range(2):
        server.create(identity.patient("twice"))
    episode = course(patient={"identifier": {"system": identity.system, "value": "twice"}})
    with pytest.raises(kapfhir.PatientNotFound, match="more than one"):
        push(connection, episode, create_patient=True)


def test_a_patient_that_is_there_is_referred_to(connection: Connection, server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a,b|c"))
    episode = course(patient={"identifier": {"system": identity.system, "value": "a,b|c"}})
    receipt = push(connection, episode, create_patient=True)
    assert receipt.ok
    root = on_server(server, episode, "EpisodeOfCare")[0]
    assert root["patient"]["reference"] == f"Patient/{patient['id']}"
    assert same_episode(connection.pull(episode.identifier), episode)


def test_a_patient_by_id_must_be_there(connection: Connection, server: Server, identity: Identity) -> None:
    with pytest.raises(kapfhir.PatientNotFound, match="that id"):
        push(connection, course(patient={"id": "nobody-has-this-id"}))
    patient = server.create(identity.patient("by-id"))
    episode = course(patient={"id": patient["id"]})
    assert push(connection, episode).ok
    assert same_episode(connection.pull(episode.identifier), episode)


# --- what goes wrong ---


def test_one_refused_entry_is_named_and_the_ledger_stays_true(connection: Connection, another: Connection) -> None:
    episode = course(readings=range(3))
    bundle = deepcopy(kapfhir.to_bundle(episode))
    poisoned = observations(bundle)[2]
    poisoned["device"] = {"reference": "Device/that-nobody-has"}
    index = next(n for n, entry in enumerate(bundle["entry"]) if entry["resource"] is poisoned)
    with pytest.raises(kapfhir.ServerError) as refused:
        connection.push(connection.plan(bundle, create_patient=True))
    assert refused.value.entry == f"Bundle.entry[{index}] (Observation)"
    assert refused.value.issues
    assert not refused.value.retryable
    del poisoned["device"]
    receipt = connection.push(connection.plan(bundle, create_patient=True))
    assert receipt.ok
    assert receipt.counts["existed"] == 0  # the ledger knew what was written before the refusal
    assert same_episode(connection.pull(episode.identifier), episode)
    assert push(another, episode).bundles == 0


def test_the_place_of_a_refusal_is_told(connection: Connection) -> None:
    bundle = deepcopy(kapfhir.to_bundle(course()))
    observations(bundle)[0]["device"] = {"reference": "Device/that-nobody-has"}
    with pytest.raises(kapfhir.ServerError, match=r"Observation\.device"):
        connection.push(connection.plan(bundle, create_patient=True))


def test_an_episode_that_is_not_there_is_not_kap(connection: Connection) -> None:
    with pytest.raises(kapfhir.NotKap):
        connection.pull(course().identifier)


PUSHING = """
import sys
import kapfhir
from kapfhir.sync import connect

url, ledger, file = sys.argv[1:]
bundle = kapfhir.to_bundle(kapfhir.read(file))
with connect(url, ledger=ledger) as connection:
    plan = connection.plan(bundle, create_patient=True)
    connection.push(plan, progress=lambda done, total: print(done, flush=True))
"""


@pytest.mark.parametrize("seen", [0, 1])
def test_a_killed_push_is_finished_by_the_next(server: Server, tmp_path: Path, seen: int) -> None:
    """Killed as soon as the first bundle is on its way, or is known to be stored."""
    episode = course(readings=range(60))
    file, ledger = tmp_path / "episode.json", tmp_path / "ledger.db"
    file.write_bytes(kapfhir.dump(episode))
    command = [sys.executable, "-c", PUSHING, server.url, str(ledger), str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        wait: Callable[[], object] = process.stdout.readline if seen else lambda: until_sent(ledger)
        wait()
        os.kill(process.pid, signal.SIGKILL)
    with connect(server.url, ledger=ledger) as connection:
        receipt = push(connection, episode, create_patient=True)
        assert receipt.ok
        assert same_episode(connection.pull(episode.identifier), episode)
    for type_ in ("Encounter", "Observation", "MedicationAdministration"):
        values = [resource["identifier"][0]["value"] for resource in on_server(server, episode, type_)]
        assert len(values) == len(set(values))


def until_sent(ledger: Path) -> None:
    """Wait until a bundle is on its way, as the ledger says."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as db:
                if db.execute("SELECT count(*) FROM fact").fetchone()[0]:
                    return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.001)
    raise AssertionError("nothing was sent")
