"""Plans and pushes where something goes wrong on the way; what goes right is in `contract/test_push_pull.py`."""

import logging
import math
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import kapfhir
from course import course
from faulty import Faulty, Lost, html, is_transaction
from kapfhir import wire
from kapfhir.sync import Connection, compare, connect
from kapfhir.sync.comparison import differences
from kapfhir.sync.facts import Identity, identity_of
from kapfhir.sync.retraction import retracted
from kapfhir.testing import Endpoint, Request, Response, episodes, serving

Json = dict[str, Any]


@contextmanager
def connected(
    fault: Callable[[Request, Callable[[], Response]], Response | None], **how: Any
) -> Iterator[tuple[Connection, Endpoint]]:
    server = Faulty(fault)
    with serving(server) as url, connect(url, **how) as connection:
        yield connection, server.endpoint


def push(connection: Connection, bundle: Json, **how: Any) -> kapfhir.Receipt:
    return connection.push(connection.plan(bundle, create_patient=True, **how))


def unharmed(request: Request, answer: Callable[[], Response]) -> None:
    return None


def changed(answer: Response, change: Callable[[Json], None]) -> Response:
    body = wire.loads(answer.body)
    change(body)
    return answer._replace(body=wire.dumps(body).encode())


# --- answers ---


def test_an_element_that_the_server_drops_is_told() -> None:
    """HAPI answers 201 and drops what it does not know."""

    def forgetful(request: Request, answer: Callable[[], Response]) -> Response | None:
        if not is_transaction(request):
            return None

        def drop(bundle: Json) -> None:
            for entry in bundle["entry"]:
                entry["resource"].pop("dosage", None)

        return changed(answer(), drop)

    with connected(forgetful) as (connection, _):
        bundle = kapfhir.to_bundle(course())
        receipt = push(connection, bundle)
        index = next(n for n, e in enumerate(bundle["entry"]) if "dosage" in e["resource"])
        assert receipt.altered == (f"Bundle.entry[{index}] (MedicationAdministration): dosage",)
        assert not receipt.ok
        plan = connection.plan(bundle)
        assert plan.empty
        assert "stored otherwise than sent" in str(plan)


def test_where_no_representation_comes_it_is_read() -> None:
    def minimal(request: Request, answer: Callable[[], Response]) -> Response | None:
        def strip(bundle: Json) -> None:
            for entry in bundle["entry"]:
                entry.pop("resource", None)

        return changed(answer(), strip) if is_transaction(request) else None

    with connected(minimal) as (connection, _):
        bundle = kapfhir.to_bundle(course())
        assert push(connection, bundle).ok
        assert compare(bundle, connection.pull(connection_identifier(bundle))) == ()


def connection_identifier(bundle: Json) -> str:
    own = bundle["entry"][0]["resource"]["identifier"][1]
    return f"{own['system']}|{own['value']}"


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_an_answer_that_is_lost_changes_nothing_in_the_end(lost: int) -> None:
    """The server wrote it, and a gateway answers instead: the same bytes are sent again."""
    gateway = Lost(lost, 504)
    with connected(gateway) as (connection, endpoint):
        episode = course()
        receipt = push(connection, kapfhir.to_bundle(episode))
        assert receipt.ok
        assert receipt.counts["existed"] == len(kapfhir.to_bundle(episode)["entry"]) + 1
        gateway.left = lost
        again = push(connection, kapfhir.to_bundle(course(episode.identifier.value, first=131)))
        assert again.counts["updated"] == 1
        assert len(endpoint.resources("Encounter")) == 1
        versions = [resource["meta"]["versionId"] for resource in endpoint.resources("Observation")]
        assert versions.count("2") == 1
        assert set(versions) == {"1", "2"}


def test_a_lost_answer_to_updates_and_creates_in_one_bundle_changes_nothing_in_the_end() -> None:
    gateway = Lost(0, 504)
    with connected(gateway) as (connection, endpoint):
        key = course().identifier.value
        push(connection, kapfhir.to_bundle(course(key)))
        gateway.left = 1
        changed = course(key, first=131, readings=range(3))
        receipt = push(connection, kapfhir.to_bundle(changed))
        assert receipt.ok
        assert (receipt.counts["updated"], receipt.counts["existed"]) == (1, 3)
        versions = sorted(resource["meta"]["versionId"] for resource in endpoint.resources("Observation"))
        assert versions == ["1"] * (len(versions) - 1) + ["2"]
        assert connection.plan(kapfhir.to_bundle(changed)).empty


def test_an_answer_that_never_comes_leaves_the_push_unfinished_and_the_next_ends_it(tmp_path: Path) -> None:
    lost = Lost(math.inf)
    bundle = kapfhir.to_bundle(course())
    with connected(lost, ledger=tmp_path / "ledger.db", retries=1) as (connection, endpoint):
        with pytest.raises(kapfhir.ServerError) as raised:
            push(connection, bundle)
        assert raised.value.retryable
        lost.left = 0
        plan = connection.plan(bundle, create_patient=True)
        assert plan.empty
        assert connection.push(plan).ok
        assert len(endpoint.resources("Encounter")) == 1


def test_a_fact_whose_answer_was_lost_and_that_is_gone_since_is_missing_and_can_be_retracted() -> None:
    lost = Lost(math.inf)
    episode = course()
    shorter = kapfhir.to_bundle(course(episode.identifier.value, readings=range(1, 2)))
    with connected(lost, retries=1) as (connection, endpoint):
        with pytest.raises(kapfhir.ServerError):
            push(connection, kapfhir.to_bundle(episode))
        lost.left = 0
        assert connection.plan(shorter, create_patient=True).counts["missing"] == 2
        receipt = push(connection, shorter, retract=True)
        assert receipt.counts["retracted"] == 2
        statuses = [resource["status"] for resource in endpoint.resources("Observation")]
        assert statuses.count("entered-in-error") == 2


def test_a_fact_that_never_arrived_and_is_gone_since_is_forgotten() -> None:
    refusing = [True]

    def down(request: Request, answer: Callable[[], Response]) -> Response | None:
        return html(503, Retry_After="0") if is_transaction(request) and refusing[0] else None

    episode = course()
    shorter = kapfhir.to_bundle(course(episode.identifier.value, readings=range(1, 2)))
    with connected(down, retries=1) as (connection, _):
        with pytest.raises(kapfhir.ServerError):
            push(connection, kapfhir.to_bundle(episode))
        refusing[0] = False
        assert connection.plan(shorter, create_patient=True).counts["missing"] == 0


def test_a_short_answer_is_not_taken_for_a_yes() -> None:
    def short(request: Request, answer: Callable[[], Response]) -> Response | None:
        return changed(answer(), lambda bundle: bundle["entry"].pop()) if is_transaction(request) else None

    with connected(short) as (connection, _):
        bundle = kapfhir.to_bundle(course())
        with pytest.raises(kapfhir.ServerError, match="with 23 entries for 24"):
            push(connection, bundle)
        assert connection.plan(bundle).counts["unchanged"] == len(bundle["entry"])


def test_an_entry_that_failed_in_an_answer_of_200_is_named() -> None:
    def lying(request: Request, answer: Callable[[], Response]) -> Response | None:
        def spoil(bundle: Json) -> None:
            bundle["entry"][3] = {"response": {"status": "429 Too Many Requests"}}

        return changed(answer(), spoil) if is_transaction(request) else None

    with connected(lying) as (connection, _), pytest.raises(kapfhir.ServerError) as raised:
        push(connection, kapfhir.to_bundle(course()))
    assert raised.value.status == 429
    assert raised.value.entry.startswith("Bundle.entry[2]")  # the Patient went first


def test_a_batch_response_is_no_transaction_response() -> None:
    def batch(request: Request, answer: Callable[[], Response]) -> Response | None:
        return (
            changed(answer(), lambda bundle: bundle.update(type="batch-response")) if is_transaction(request) else None
        )

    with connected(batch) as (connection, _), pytest.raises(kapfhir.NotFhir, match="no transaction-response"):
        push(connection, kapfhir.to_bundle(course()))


def test_a_dose_corrected_by_a_clinician_after_a_lost_answer_is_a_conflict_and_kept() -> None:
    lost = Lost(math.inf)
    bundle = kapfhir.to_bundle(course())
    with connected(lost, retries=1) as (connection, endpoint):
        with pytest.raises(kapfhir.ServerError):
            push(connection, bundle)
        lost.left = 0
        dose = endpoint.resources("MedicationAdministration")[0]
        dose["dosage"]["dose"]["value"] = 3.4
        put(endpoint, dose)
        with pytest.raises(kapfhir.Conflict, match=r"MedicationAdministration.*reconcile first"):
            push(connection, bundle)
        assert endpoint.resources("MedicationAdministration")[0]["dosage"]["dose"]["value"] == 3.4


def put(endpoint: Endpoint, resource: Json) -> None:
    """What somebody else writes."""
    path = f"/fhir/{resource['resourceType']}/{resource['id']}"
    assert endpoint.handle(Request("PUT", path, body=wire.dumps(resource).encode())).status == 200


def test_a_patient_registered_between_plan_and_push_is_taken_as_it_is() -> None:
    with connected(unharmed) as (connection, endpoint):
        episode = course()
        plan = connection.plan(kapfhir.to_bundle(episode), create_patient=True)
        identifier = episode.patient.identifier
        assert identifier is not None
        patient = {
            "resourceType": "Patient",
            "identifier": [{"system": identifier.system, "value": identifier.value}],
            "name": [{"family": "Doe"}],
        }
        endpoint.handle(Request("POST", "/fhir/Patient", body=wire.dumps(patient).encode()))
        assert connection.push(plan).ok
        [stored] = endpoint.resources("Patient")
        assert stored["name"] == [{"family": "Doe"}]
        assert stored["meta"]["versionId"] == "1"


def test_a_pulled_bundle_finds_its_own_patient_on_another_server() -> None:
    episode = course()
    with connected(unharmed) as (connection, _):
        push(connection, kapfhir.to_bundle(episode))
        pulled = connection.pull(episode.identifier)
    with connected(unharmed) as (connection, endpoint):
        stranger = {"resourceType": "Patient", "identifier": [{"system": "urn:x", "value": "somebody else"}]}
        endpoint.handle(Request("POST", "/fhir/Patient", body=wire.dumps(stranger).encode()))
        push(connection, pulled)
        own = next(p["id"] for p in endpoint.resources("Patient") if p["identifier"][0]["system"] != "urn:x")
        subjects = {r["subject"]["reference"] for r in endpoint.resources("Observation")}
        assert subjects == {f"Patient/{own}"}


def test_what_is_labelled_as_psychotherapy_notes_is_not_planned_unasked() -> None:
    bundle = deepcopy(kapfhir.to_bundle(course()))
    label = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "PSYTHPN"}
    bundle["entry"][3]["resource"]["meta"]["security"].append(label)
    with connected(unharmed) as (connection, endpoint):
        with pytest.raises(kapfhir.NotAuthorised, match=r"Bundle\.entry\[3\]"):
            connection.plan(bundle, create_patient=True)
        assert list(endpoint.requests) == []
        assert connection.plan(bundle, create_patient=True, allow_psychotherapy_notes=True).counts["create"]


def test_an_adverse_event_whose_answer_was_lost_and_that_is_gone_since_does_not_block() -> None:
    lost = Lost(math.inf)
    episode = course(events=1)
    with connected(lost, retries=1) as (connection, endpoint):
        with pytest.raises(kapfhir.ServerError):
            push(connection, kapfhir.to_bundle(episode))
        assert len(endpoint.resources("AdverseEvent")) == 1
        lost.left = 0
        plan = connection.plan(kapfhir.to_bundle(course(episode.identifier.value)), create_patient=True, retract=True)
        assert "AdverseEvent" in {step.type for step in plan.steps if step.action == "retract"}
        assert connection.push(plan).ok


def test_reconciling_knows_what_the_record_has_no_longer() -> None:
    """With a fresh ledger, and where somebody changed it since: then it can be retracted."""
    episode = course()
    shorter = kapfhir.to_bundle(course(episode.identifier.value, readings=range(1, 2)))
    with connected(unharmed) as (connection, endpoint):
        push(connection, kapfhir.to_bundle(episode))
        edited = next(r for r in endpoint.resources("Observation") if "/r-0" in r["identifier"][0]["value"])
        put(endpoint, edited | {"note": [{"text": "somebody's"}]})
        with connect(connection.url) as fresh:
            assert fresh.plan(shorter, retract=True).counts["retract"] == 0
            assert fresh.reconcile(shorter).missing == 2
            assert push(fresh, shorter, retract=True).counts["retracted"] == 2
            assert fresh.reconcile(shorter).missing == 0
            assert fresh.plan(shorter, retract=True).empty


def test_what_is_stored_otherwise_is_told_in_every_receipt() -> None:
    def forgetful(request: Request, answer: Callable[[], Response]) -> Response | None:
        def drop(bundle: Json) -> None:
            for entry in bundle["entry"]:
                entry["resource"].pop("dosage", None)

        return changed(answer(), drop) if is_transaction(request) else None

    with connected(forgetful) as (connection, _):
        bundle = kapfhir.to_bundle(course())
        push(connection, bundle)
        again = push(connection, bundle)
        assert not again.ok
        assert len(again.altered) == 1


def test_a_type_that_the_server_does_not_take_is_withheld_and_what_refers_to_it() -> None:
    def choosy(request: Request, answer: Callable[[], Response]) -> Response | None:
        def leave_out(statement: Json) -> None:
            rest = statement["rest"][0]
            rest["resource"] = [r for r in rest["resource"] if r["type"] != "QuestionnaireResponse"]

        return changed(answer(), leave_out) if request.path.endswith("/metadata") else None

    with connected(choosy) as (connection, endpoint):
        bundle = kapfhir.to_bundle(course())
        plan = connection.plan(bundle, create_patient=True)
        assert plan.counts["withheld"] == 1 + 11  # the response; its panel, items and total
        assert sum(plan.counts.values()) == len(bundle["entry"]) + 1
        assert "QuestionnaireResponse: the server takes no such type" in str(plan)
        connection.push(plan)
        assert endpoint.resources("QuestionnaireResponse") == []


def test_a_search_by_system_that_is_refused_is_made_by_patient() -> None:
    with connected(unharmed) as (connection, endpoint):
        bundle = kapfhir.to_bundle(course())
        push(connection, bundle)
        whole = connection.pull(connection_identifier(bundle))

    def refusing(request: Request, answer: Callable[[], Response]) -> Response | None:
        outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "not-supported"}]}
        refused = b"%7C&_count" in request.body
        return Response(400, {}, wire.dumps(outcome).encode()) if refused else None

    server = Faulty(refusing)
    server.endpoint = endpoint
    with serving(server) as url, connect(url) as connection:
        again = connection.pull(connection_identifier(bundle))
    assert [e["resource"]["id"] for e in again["entry"]] == [e["resource"]["id"] for e in whole["entry"]]


def test_a_fact_that_is_there_twice_is_a_conflict() -> None:
    with connected(unharmed) as (connection, endpoint):
        bundle = kapfhir.to_bundle(course())
        push(connection, bundle)
        twin = next(r for r in endpoint.resources("Encounter"))
        twin.pop("meta")
        endpoint.handle(Request("POST", "/fhir/Encounter", body=wire.dumps(twin).encode()))
        with pytest.raises(kapfhir.Conflict, match="twice"):
            connection.pull(connection_identifier(bundle))
        with connect(connection.url) as other, pytest.raises(kapfhir.Conflict, match=r"entry\[2\] \(Encounter\)"):
            other.plan(bundle)


# --- requests ---


def test_a_push_of_nothing_new_sends_no_request(tmp_path: Path) -> None:
    with connected(unharmed, ledger=tmp_path / "ledger.db") as (connection, endpoint):
        bundle = kapfhir.to_bundle(course())
        push(connection, bundle)
        endpoint.requests.clear()
        push(connection, bundle)
        assert list(endpoint.requests) == []
        connection.plan(bundle, refresh=True)
        assert list(endpoint.requests) == ["GET /fhir/metadata"]


def test_four_threads_push_through_one_connection(tmp_path: Path) -> None:
    bundles = [kapfhir.to_bundle(course()) for _ in range(4)]
    with connected(unharmed, ledger=tmp_path / "ledger.db") as (connection, endpoint), ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(lambda bundle: push(connection, bundle), bundles))
        assert all(receipt.ok for receipt in receipts)
        assert len(endpoint.resources("Encounter")) == 4
        assert all(connection.plan(bundle).empty for bundle in bundles)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(episode=episodes())
def test_any_episode_comes_back_equal_and_the_second_push_sends_nothing(episode: kapfhir.Episode) -> None:
    """Law 6, where nothing goes wrong."""
    bundle = kapfhir.to_bundle(episode)
    if episode.patient.identifier is None:
        return  # its Patient would have to be there under that id
    with connected(unharmed) as (connection, endpoint):
        assert push(connection, bundle).ok
        stored = connection.pull(episode.identifier)
        assert kapfhir.dump(kapfhir.from_bundle(stored)) == kapfhir.dump(episode.shared())
        endpoint.requests.clear()
        push(connection, bundle)
        assert list(endpoint.requests) == []


def test_no_bundle_holds_more_than_a_hundred_entries() -> None:
    sizes = []

    def counting(request: Request, answer: Callable[[], Response]) -> Response | None:
        if is_transaction(request):
            sizes.append(len(wire.loads(request.body)["entry"]))
        return None

    with connected(counting) as (connection, _):
        push(connection, kapfhir.to_bundle(course(readings=range(60))))
    assert sizes == [100, 40]


def test_a_plan_of_another_server_is_refused() -> None:
    with connected(unharmed) as (one, _), connected(unharmed) as (other, _):
        plan = one.plan(kapfhir.to_bundle(course()), create_patient=True)
        with pytest.raises(kapfhir.PlanRefused, match="another server"):
            other.push(plan)


# --- bundles ---


def test_every_fact_has_its_place_in_the_plan() -> None:
    """Law 7: written, unchanged, withheld and missing are all facts."""
    with connected(unharmed) as (connection, _):
        episode = course()
        bundle = kapfhir.to_bundle(episode)
        push(connection, bundle)
        shorter = kapfhir.to_bundle(course(episode.identifier.value, readings=range(1, 3)))
        plan = connection.plan(shorter, withheld=[("visits[0].note", "stays at the clinic")])
        assert plan.counts == {  # a changed record has a Provenance of its own
            "create": 3, "update": 0, "retract": 0, "unchanged": 20, "missing": 2, "withheld": 1
        }  # fmt: skip
        assert sum(plan.counts.values()) == len(plan.steps) == len(shorter["entry"]) + 3
        assert plan.to_json()["counts"] == plan.counts
        assert plan.to_json()["format"] == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda b: b["entry"].append(deepcopy(b["entry"][1])), "another entry has the same identity"),
        (lambda b: (b["entry"][1]["resource"].pop("identifier"), b["entry"][1].pop("request")), "an identifier"),
        (lambda b: b["entry"][1].pop("resource"), "an identifier"),
        (lambda b: b.update(resourceType="Patient"), "a Bundle is expected"),
    ],
    ids=["twice", "no-identifier", "no-resource", "no-bundle"],
)
def test_a_bundle_that_cannot_be_synced_is_refused_before_anything_is_sent(
    spoil: Callable[[Json], object], said: str
) -> None:
    bundle = deepcopy(kapfhir.to_bundle(course()))
    spoil(bundle)
    with connected(unharmed) as (connection, endpoint):
        with pytest.raises(kapfhir.InvalidBundle, match=said):
            connection.plan(bundle)
        assert list(endpoint.requests) == []


def test_a_bundle_with_errors_is_refused() -> None:
    bundle = deepcopy(kapfhir.to_bundle(course()))
    bundle["entry"][1]["resource"]["status"] = "no such status"
    with connected(unharmed) as (connection, endpoint):
        with pytest.raises(kapfhir.InvalidBundle):
            connection.plan(bundle)
        assert list(endpoint.requests) == []


def foreign(*resources: Json) -> Json:
    """A bundle that somebody else made: no conditions, references by fullUrl."""
    entries = [{"fullUrl": f"http://example.org/fhir/{r['resourceType']}/{r['id']}", "resource": r} for r in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def test_a_bundle_that_somebody_else_made_is_pushed_by_its_own_identifiers() -> None:
    person = {"resourceType": "Patient", "id": "p", "identifier": [{"system": "urn:mrn", "value": "1, 2|3$"}]}
    weight = {
        "resourceType": "Observation",
        "id": "o",
        "identifier": [{"system": "urn:lab", "value": "w"}],
        "status": "final",
        "code": {"text": "weight"},
        "subject": {"reference": "Patient/p"},
        "valueQuantity": {"value": wire.number("72.50"), "unit": "kg"},
    }
    bundle = foreign(weight, person)
    with connected(unharmed) as (connection, endpoint):
        assert connection.push(connection.plan(bundle)).counts["created"] == 2
        stored = endpoint.resources("Observation")[0]
        assert stored["subject"]["reference"] == f"Patient/{endpoint.resources('Patient')[0]['id']}"
        assert wire.dumps(stored["valueQuantity"]["value"]) == "72.50"
        assert connection.plan(bundle).empty
        with connect(connection.url) as other:
            assert other.plan(bundle).empty


def test_many_resources_in_a_circle_are_refused() -> None:
    def encounter(number: int) -> Json:
        return {
            "resourceType": "Encounter",
            "id": str(number),
            "identifier": [{"system": "urn:e", "value": str(number)}],
            "status": "finished",
            "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
            "partOf": {"reference": f"Encounter/{(number + 1) % 101}"},
        }

    with connected(unharmed) as (connection, _), pytest.raises(kapfhir.PlanRefused, match="circle"):
        connection.plan(foreign(*map(encounter, range(101))))


def test_an_identity_is_the_conditions_else_ours_else_any_identifier() -> None:
    resource = {
        "resourceType": "Observation",
        "identifier": [{"system": "urn:a", "value": "1"}, {"system": "urn:b", "value": "2"}],
    }
    assert identity_of(resource, frozenset()) == Identity("Observation", "identifier", "urn:a", "1")
    assert identity_of(resource, frozenset({"urn:b"})) == Identity("Observation", "identifier", "urn:b", "2")
    by_condition = identity_of(resource, frozenset({"urn:b"}), "identifier=urn:c%7C3")
    assert by_condition == Identity("Observation", "identifier", "urn:c", "3")
    assert identity_of({"resourceType": "Observation"}, frozenset()) is None


def test_a_text_that_looks_like_a_reference_is_no_reference() -> None:
    bundle = deepcopy(kapfhir.to_bundle(course()))
    target = bundle["entry"][0]["fullUrl"]
    note = f'"reference":"{target}" and "identifier":{{"system":"s","value":"v"}},"type":"Patient"'
    observation = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Observation")
    observation["note"] = [{"text": note}]
    with connected(unharmed) as (connection, endpoint):
        assert push(connection, bundle).ok
        assert note in [r["note"][0]["text"] for r in endpoint.resources("Observation") if "note" in r]


def test_differences_are_paths() -> None:
    sent = {"status": "final", "code": {"coding": [{"code": "a"}, {"code": "b"}]}, "meta": {"tag": [{"code": "t"}]}}
    stored = {
        "id": "1",
        "status": "final",
        "code": {"coding": [{"code": "a"}, {"code": "c"}]},
        "meta": {"versionId": "1"},
        "note": [{"text": "added"}],
        "text": {"status": "generated"},
    }
    assert list(differences(sent, stored)) == ["code.coding[1].code", "note", "meta.tag"]
    assert list(differences(sent, sent | {"id": "2", "meta": {"tag": [{"code": "more"}, {"code": "t"}]}})) == []


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ({"resourceType": "Observation", "status": "final"}, {"status": "entered-in-error"}),
        ({"resourceType": "Goal", "lifecycleStatus": "active"}, {"lifecycleStatus": "entered-in-error"}),
        ({"resourceType": "RelatedPerson", "active": True}, {"active": False}),
        ({"resourceType": "Provenance"}, None),
        ({"resourceType": "Patient"}, None),
    ],
    ids=lambda value: value.get("resourceType", "") if isinstance(value, dict) else "",
)
def test_a_retraction_is_what_the_type_has_for_it(resource: Json, expected: Json | None) -> None:
    made = retracted(resource | {"id": "1", "meta": {"versionId": "3"}})
    assert made == (None if expected is None else resource | expected)


@pytest.mark.parametrize("type_", ["Condition", "AllergyIntolerance"])
def test_a_retracted_condition_or_allergy_keeps_no_clinical_status(type_: str) -> None:
    made = retracted({"resourceType": type_, "clinicalStatus": {"text": "active"}})
    assert made is not None
    assert "clinicalStatus" not in made
    assert "status" not in made
    assert made["verificationStatus"]["coding"][0]["code"] == "entered-in-error"


def test_a_retracted_adverse_event_says_so_in_a_modifier_extension() -> None:
    made = retracted({"resourceType": "AdverseEvent", "actuality": "actual"})
    assert made is not None
    assert made["modifierExtension"][0]["valueCode"] == "entered-in-error"


# --- privacy ---


def test_no_value_of_the_record_is_in_a_plan_a_receipt_an_error_a_ledger_or_a_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Law 8, with canaries for the patient, the episode and the visits."""
    caplog.set_level(logging.DEBUG)
    file = tmp_path / "ledger.db"
    episode = course("canary", {"identifier": {"system": "https://canary.example", "value": "canary"}})
    bundle = deepcopy(kapfhir.to_bundle(episode))
    said: list[object] = []
    with connected(unharmed, ledger=file) as (connection, _):
        with pytest.raises(kapfhir.PatientNotFound) as missing:
            connection.plan(bundle)
        plan = connection.plan(bundle, create_patient=True)
        receipt = connection.push(plan)
        visit = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Encounter")
        visit["serviceProvider"] = {"reference": "Organization/canary"}
        with pytest.raises(kapfhir.ServerError) as refused:
            push(connection, bundle)
        said += [plan, repr(plan), plan.to_json(), plan.steps, receipt, repr(receipt), receipt.to_json(), plan.writes]
        said += [missing.value, repr(missing.value), refused.value, repr(refused.value)]
    assert "canary" not in "\n".join(map(str, said)).lower()
    assert "canary" not in caplog.text.lower()
    with closing(sqlite3.connect(file)) as db:
        assert "canary" not in "\n".join(db.iterdump()).lower()
