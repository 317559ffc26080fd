"""The laws of the mapping, over generated episodes and over both examples."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kapfhir import dump, from_bundle, read, to_bundle, wire, withheld
from kapfhir.errors import InvalidEpisode, NotKap
from kapfhir.testing.strategies import episodes
from kapfhir.typed import from_model, to_model

EXAMPLES = Path(__file__).parent.parent / "examples"
JANES = ["jane.json", "jane-as-told.json"]
many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def pulled(bundle):
    """The bundle as a server gives it back: ids of its own, any order, a collection."""
    names = {entry["fullUrl"]: f"{entry['resource']['resourceType']}/{n}" for n, entry in enumerate(bundle["entry"])}
    text = wire.dumps(bundle)
    for urn, name in names.items():
        text = text.replace(f'"{urn}"', f'"{name}"')
    stored = wire.loads(text)
    for n, entry in enumerate(stored["entry"]):
        entry["resource"]["id"] = str(n)
        entry["fullUrl"] = f"http://localhost/fhir/{entry['fullUrl']}"
    return {"resourceType": "Bundle", "type": "collection", "entry": stored["entry"][::-1]}


@many
@given(episodes())
def test_what_was_mapped_leads_back(episode):
    assert dump(from_bundle(to_bundle(episode))) == dump(episode.shared())


@many
@given(episodes())
def test_what_a_server_gives_back_leads_back(episode):
    assert dump(from_bundle(pulled(to_bundle(episode)))) == dump(episode.shared())


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(episodes())
def test_fhir_resources_reads_every_bundle(episode):
    bundle = to_bundle(episode)
    assert len(from_model(to_model(bundle))["entry"]) == len(bundle["entry"])


@many
@given(episodes())
def test_shared_is_a_fixed_point_and_withholds_nothing_more(episode):
    shared = episode.shared()
    assert dump(shared.shared()) == dump(shared)
    assert withheld(shared) == ()


@many
@given(episodes())
def test_references_go_backwards_and_identities_are_unique(episode):
    seen = set()
    conditions = set()
    for entry in to_bundle(episode)["entry"]:
        text = wire.dumps(entry["resource"])
        wanted = {part.split('"')[0] for part in text.split('"reference":"urn:uuid:')[1:]}
        assert wanted <= seen
        assert entry["resource"]["id"] not in seen
        assert entry["request"]["ifNoneExist"] not in conditions
        seen.add(entry["resource"]["id"])
        conditions.add(entry["request"]["ifNoneExist"])


@pytest.mark.parametrize("name", JANES)
def test_the_examples_lead_back(name):
    episode = read(EXAMPLES / name)
    assert dump(from_bundle(to_bundle(episode))) == dump(episode.shared())


def test_the_bundle_has_the_same_bytes_whatever_the_process():
    program = (
        "import sys, hashlib; from kapfhir import read, to_bundle, wire;"
        "print(hashlib.sha256(wire.dumps(to_bundle(read(sys.argv[1]))).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, str(EXAMPLES / "jane.json")],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed, zone, locale in [("0", "UTC", "C"), ("1", "Asia/Kolkata", "C.UTF-8")]
    }  # fmt: skip
    assert len(digests) == 1


def test_jane_as_told_has_no_number_and_no_process_text():
    text = wire.dumps(to_bundle(read(EXAMPLES / "jane-as-told.json")))
    assert "guilt" not in text
    assert '"valueQuantity"' not in text
    assert "44261-6" not in text


def test_an_unanswered_item_has_no_total():
    bundle = to_bundle(read(EXAMPLES / "jane.json"))
    values = {entry["request"]["ifNoneExist"].rpartition("|")[2] for entry in bundle["entry"]}
    assert "d-3/phq-9.panel/q-phq-9-3" in values
    assert "d-3/phq-9.7/q-phq-9-3" not in values
    assert "d-3/phq-9.total/q-phq-9-3" not in values


def test_a_stored_total_that_contradicts_its_answers_is_an_error():
    bundle = copy.deepcopy(to_bundle(read(EXAMPLES / "jane.json")))
    response = next(
        e["resource"] for e in bundle["entry"] if e["resource"].get("questionnaire", "").count("Questionnaire/phq-9|")
    )
    response["item"][-1]["answer"][0]["valueDecimal"] = 3
    with pytest.raises(InvalidEpisode, match=r"questionnaires\[\d+\].total: error: the total contradicts"):
        from_bundle(bundle)


def test_a_bundle_without_an_episode_is_not_kap():
    with pytest.raises(NotKap, match="no KAP episode"):
        from_bundle({"resourceType": "Bundle", "type": "collection"})


def test_two_episodes_in_one_bundle_are_refused():
    entries = [entry for name in JANES for entry in to_bundle(read(EXAMPLES / name))["entry"]]
    with pytest.raises(NotKap, match="more than one"):
        from_bundle({"resourceType": "Bundle", "type": "collection", "entry": entries})


def test_identities_stay_what_they_are():
    """Public and for ever: the file may grow, never change."""
    golden = json.loads((Path(__file__).parent / "golden" / "identity.json").read_bytes())
    entries = to_bundle(read(EXAMPLES / "jane.json"))["entry"]
    assert golden.items() <= {e["request"]["ifNoneExist"]: e["fullUrl"] for e in entries}.items()
