"""The laws of the mapping, over generated episodes and over both examples."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kapfhir import dump, from_bundle, read, to_bundle, unread, wire, withheld
from kapfhir.errors import InvalidEpisode, NotKap
from kapfhir.testing.strategies import episodes
from kapfhir.typed import from_model, to_model

EXAMPLES = Path(__file__).parent.parent / "examples"
JANES = ["jane.json", "jane-as-told.json"]
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


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


@many
@given(episodes())
def test_nothing_of_ours_is_unread_pushed_and_pulled_or_not(episode):
    bundle = to_bundle(episode)
    assert unread(bundle) == ()
    assert unread(pulled(bundle)) == ()


@many
@given(episodes())
def test_what_is_shared_makes_the_same_bundle(episode):
    assert wire.dumps(to_bundle(episode.shared())) == wire.dumps(to_bundle(episode))


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


# --- three things that stay three -------------------------------------------------------------------------------


def resources(bundle, *types):
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] in types]


def test_an_effect_an_adverse_event_and_a_disorder_stay_three_things():
    jane = read(EXAMPLES / "jane.json")
    bundle = to_bundle(jane)
    assert len(resources(bundle, "Condition")) == len(jane.diagnoses)
    terms = [event["event"]["text"] for event in resources(bundle, "AdverseEvent")]
    assert len(terms) == sum(len(v.adverse_events) for v in jane.visits if v.kind == "dosing") == 3
    assert not any("dissociat" in term.lower() for term in terms)
    assert any(
        c["code"] == "dissociation" for o in resources(bundle, "Observation") for c in o["code"].get("coding", [])
    )


def test_a_safety_signal_is_flagged_each_time_and_a_negative_answer_is_none():
    jane = read(EXAMPLES / "jane.json")
    signals = [
        r for r in jane.questionnaires
        if (r.instrument == "phq-9" and r.answers.get("9", 0) >= 1)
        or (r.instrument == "madrs" and r.answers.get("10", 0) >= 2)
        or (r.instrument == "qids-sr16" and r.answers.get("12", 0) >= 2)
    ]  # fmt: skip
    flags = resources(to_bundle(jane), "Flag")
    assert len(flags) == len(signals) > 4
    assert {flag["status"] for flag in flags} == {"active"}


def test_what_cannot_be_searched_by_identifier_is_created_by_its_tag():
    for entry in to_bundle(read(EXAMPLES / "jane.json"))["entry"]:
        resource, condition = entry["resource"], entry["request"]["ifNoneExist"]
        by_tag = resource["resourceType"] in ("AdverseEvent", "Provenance")
        assert condition.startswith("_tag=" if by_tag else "identifier=")
        if by_tag:
            system, code = condition.removeprefix("_tag=").split("|")
            assert {"system": system, "code": code} in resource["meta"]["tag"]


def test_the_provenance_tells_the_digest_of_what_is_shared_and_changes_with_it():
    jane = read(EXAMPLES / "jane.json")
    [first] = resources(to_bundle(jane), "Provenance")
    [same] = resources(to_bundle(jane.shared()), "Provenance")
    [other] = resources(to_bundle(jane.model_copy(update={"status": "active"})), "Provenance")
    assert same == first
    assert other["id"] != first["id"]
    assert first["agent"][-1]["who"]["display"].startswith("kapfhir ")


# --- foreign bundles --------------------------------------------------------------------------------------------


def test_resources_of_others_are_given_back_as_they_stand():
    bundle = pulled(to_bundle(read(EXAMPLES / "jane.json")))
    foreign = [
        {"resourceType": "Observation", "id": "x", "status": "final", "code": {"text": "a laboratory's"}},
        {"resourceType": "Basic", "identifier": [{"value": "no system"}], "code": {}},
    ]
    bundle["entry"] += [{"resource": resource} for resource in foreign]
    assert unread(bundle) == tuple(foreign)
    assert dump(from_bundle(bundle)) == dump(read(EXAMPLES / "jane.json").shared())


@pytest.mark.parametrize(
    ("type_", "changed"),
    [
        ("Encounter", {"priority": {"text": "urgent"}}),
        ("Condition", {"note": [{"text": "added elsewhere"}]}),
        ("Observation", {"interpretation": [{"text": "high"}]}),
        ("Goal", {"meta": {"security": [{"code": "V"}]}}),
    ],
)
def test_ours_with_something_of_others_in_it_is_given_back_whole(type_, changed):
    bundle = pulled(to_bundle(read(EXAMPLES / "jane.json")))
    resource = resources(bundle, type_)[0]
    resource |= changed
    assert unread(bundle) == (resource,)


def test_a_foreign_bundle_is_not_kap_for_either_way():
    foreign = {"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "1"}}]}
    for reading in (from_bundle, unread):
        with pytest.raises(NotKap):
            reading(foreign)


# --- retraction: FHIR-R4 has a word for it in each type ----------------------------------------------------------


VERIFICATION = {"Condition": "condition-ver-status", "AllergyIntolerance": "allergyintolerance-verification"}


def retracted(resource):
    """As a fact of this type says that it was never true."""
    type_ = resource["resourceType"]
    if type_ in ("Condition", "AllergyIntolerance"):
        system = f"http://terminology.hl7.org/CodeSystem/{VERIFICATION[type_]}"
        error = {"coding": [{"system": system, "code": "entered-in-error"}]}
        bare = {name: value for name, value in resource.items() if name != "clinicalStatus"}
        return {**bare, "verificationStatus": error}
    if type_ == "AdverseEvent":
        url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-AdverseEvent.status"
        return {**resource, "modifierExtension": [{"url": url, "valueCode": "entered-in-error"}]}
    if type_ == "RelatedPerson":
        return {**resource, "active": False}
    return {**resource, ("lifecycleStatus" if type_ == "Goal" else "status"): "entered-in-error"}


def emptied(episode, path):
    """The episode as JSON with what stands at a path taken out."""
    data = json.loads(dump(episode))
    node = data
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return read(json.dumps(data).encode())


RICH = Path(__file__).parent / "article.json"
FACTS = {
    "Condition": ["diagnoses", 0], "MedicationStatement": ["prior_treatments", 1], "Goal": ["goals", 0],
    "Consent": ["consents", 0], "CareTeam": ["team"], "CarePlan": ["visits", 3, "actions"],
    "ServiceRequest": ["visits", 0, "referred_by"], "Procedure": ["visits", 2, "psychotherapy"],
    "RelatedPerson": ["visits", 2, "participants", 0], "AdverseEvent": ["visits", 2, "adverse_events", 0],
    "DocumentReference": ["visits", 2, "notes", 0], "MedicationRequest": ["visits", 2, "doses", 0, "planned_mg"],
    "QuestionnaireResponse": ["visits", 2, "gate"], "Observation": ["visits", 2, "sedation", 0],
    "AllergyIntolerance": ["visits", 0, "no_known_allergies"],
    "Encounter": ["visits", 3], "MedicationAdministration": ["visits", 2, "doses", 1],
}  # fmt: skip


@pytest.mark.parametrize("path", FACTS.values(), ids=FACTS)
def test_a_retracted_fact_is_read_as_not_there(path):
    before = read(RICH)
    after = emptied(before, path)
    new = to_bundle(after)
    there = {entry["fullUrl"] for entry in new["entry"]}
    gone = [e for e in to_bundle(before)["entry"] if e["fullUrl"] not in there]
    assert gone
    new["entry"] += [
        {"fullUrl": e["fullUrl"], "resource": retracted(e["resource"])}
        for e in gone
        if e["resource"]["resourceType"] != "Provenance"
    ]
    assert dump(from_bundle(new)) == dump(after.shared())
    assert unread(new) == ()
