"""What we rely on a FHIR server to do: the same sentences hold for the embedded endpoint and for HAPI FHIR 8.8.0.

`pytest tests/contract --hapi`; `--fhir-server=URL` tells which of them another server keeps.
"""

import re
import threading
import uuid
from urllib.parse import quote, urlencode

import pytest
import requests

from contract import FORM, Identity, Json, Server, entry

MINIMAL, WHOLE, OUTCOME = "return=minimal", "return=representation", "return=OperationOutcome"


def statuses(answer: requests.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [entry["response"]["status"] for entry in answer.json()["entry"]]


def locations(answer: requests.Response) -> list[str]:
    return [entry["response"]["location"].split("/_history/")[0] for entry in answer.json()["entry"]]


def refusal(answer: requests.Response, status: int) -> str:
    """The text of the OperationOutcome."""
    assert answer.status_code == status, answer.text
    outcome = answer.json()
    assert outcome["resourceType"] == "OperationOutcome"
    assert outcome["issue"][0]["severity"] == "error"
    issue: Json = outcome["issue"][0]
    return str(issue.get("details", {}).get("text") or issue["diagnostics"])


# --- what it says of itself ---


def test_metadata_names_the_release_and_what_can_be_done(server: Server) -> None:
    statement = server.ask("GET", "metadata").json()
    assert statement["resourceType"] == "CapabilityStatement"
    assert statement["fhirVersion"] == "4.0.1"
    assert statement["software"]["name"]
    rest = statement["rest"][0]
    assert {"code": "transaction"} in rest["interaction"]
    observation = next(resource for resource in rest["resource"] if resource["type"] == "Observation")
    assert {"create", "update", "read", "vread", "search-type"} <= {i["code"] for i in observation["interaction"]}
    assert observation["conditionalCreate"]
    assert observation["conditionalUpdate"]
    assert {"_id", "_tag", "identifier", "patient", "subject", "_lastUpdated"} <= {
        parameter["name"] for parameter in observation["searchParam"]
    }


def test_an_adverse_event_cannot_be_searched_by_identifier(server: Server) -> None:
    resources = server.ask("GET", "metadata").json()["rest"][0]["resource"]
    parameters = next(r["searchParam"] for r in resources if r["type"] == "AdverseEvent")
    assert "identifier" not in {parameter["name"] for parameter in parameters}
    answer = server.ask("POST", "AdverseEvent", {"resourceType": "AdverseEvent"}, If_None_Exist="identifier=a|b")
    refusal(answer, 400)


# --- create and read ---


def test_a_create_gives_an_id_a_version_and_a_location(server: Server, identity: Identity) -> None:
    answer = server.ask("POST", "Patient", identity.patient("a") | {"id": "ours"})
    created = answer.json()
    assert answer.status_code == 201
    assert created["id"] != "ours"
    assert answer.headers["ETag"] == 'W/"1"'
    assert answer.headers["Location"] == f"{server.url}/Patient/{created['id']}/_history/1"
    assert answer.headers["Last-Modified"]
    assert created["meta"]["versionId"] == "1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", created["meta"]["lastUpdated"])


def test_what_was_created_is_read(server: Server, identity: Identity) -> None:
    created = server.create(identity.patient("a"))
    answer = server.ask("GET", f"Patient/{created['id']}")
    assert answer.json() == created
    assert answer.headers["ETag"] == 'W/"1"'
    assert server.ask("GET", f"Patient/{created['id']}", If_None_Match='W/"1"').status_code == 304


def test_prefer_chooses_what_a_write_is_answered_with(server: Server, identity: Identity) -> None:
    patient = identity.patient("a")
    minimal = server.ask("POST", "Patient", patient, Prefer=MINIMAL)
    assert (minimal.status_code, minimal.content) == (201, b"")
    assert minimal.headers["Location"]
    assert server.ask("POST", "Patient", patient, Prefer=WHOLE).json()["resourceType"] == "Patient"
    assert server.ask("POST", "Patient", patient, Prefer=OUTCOME).json()["resourceType"] == "OperationOutcome"


def test_decimals_and_date_times_come_back_as_they_were_written(server: Server) -> None:
    observation = (
        '{"resourceType":"Observation","status":"final","code":{"text":"weight"},'
        '"effectiveDateTime":"2026-03-01T10:00:00+02:00","issued":"2026-03-01T10:00:00.120-05:00",'
        '"valueQuantity":{"value":72.50},"component":[{"code":{"text":"a"},"valueQuantity":{"value":0.10}}]}'
    )
    created = server.ask("POST", "Observation", observation)
    for text in (created.text, server.ask("GET", f"Observation/{created.json()['id']}").text):
        for kept in ('"value":72.50}', '"value":0.10}', "2026-03-01T10:00:00+02:00", "2026-03-01T10:00:00.120-05:00"):
            assert kept in text


def test_an_absent_value_keeps_its_reason(server: Server, identity: Identity) -> None:
    reason = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}
    created = server.create(identity.patient("a", _birthDate={"extension": [reason]}))
    assert server.ask("GET", f"Patient/{created['id']}").json()["_birthDate"] == {"extension": [reason]}


def test_what_is_not_there_is_404(server: Server, identity: Identity) -> None:
    created = server.create(identity.patient("a"))
    refusal(server.ask("GET", f"Patient/{uuid.uuid4()}"), 404)
    refusal(server.ask("GET", f"Patient/{uuid.uuid4()}/_history"), 404)
    refusal(server.ask("GET", f"Patient/{created['id']}/_history/7"), 404)
    refusal(server.ask("GET", "Nothing/1"), 404)
    refusal(server.ask("GET", "Nothing?_id=1"), 404)


@pytest.mark.parametrize(
    "body",
    ['{"resourceType":"Patient",', "[]", "", "{}", '{"resourceType":"Observation","status":"final"}'],
    ids=["cut off", "an array", "empty", "no type", "another type"],
)
def test_a_body_that_is_no_patient_is_refused(server: Server, body: str) -> None:
    refusal(server.ask("POST", "Patient", body), 400)


def test_a_body_of_another_media_type_is_refused(server: Server, identity: Identity) -> None:
    refusal(server.ask("POST", "Patient", identity.patient("a"), Content_Type="text/plain"), 400)


# --- update and versions ---


def test_an_update_makes_a_version_and_the_old_one_stays(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    answer = server.ask("PUT", f"Patient/{patient['id']}", patient | {"active": True}, If_Match='W/"1"')
    assert (answer.status_code, answer.headers["ETag"]) == (200, 'W/"2"')
    assert answer.json()["active"] is True
    assert "active" not in server.ask("GET", f"Patient/{patient['id']}/_history/1").json()
    assert server.ask("GET", f"Patient/{patient['id']}/_history/2").json()["meta"]["versionId"] == "2"


def test_an_update_that_changes_nothing_makes_no_version(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    answer = server.ask("PUT", f"Patient/{patient['id']}", patient)
    assert (answer.status_code, answer.headers["ETag"]) == (200, 'W/"1"')


def test_a_history_tells_every_version_newest_first(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    server.ask("PUT", f"Patient/{patient['id']}", patient | {"active": True})
    history = server.ask("GET", f"Patient/{patient['id']}/_history").json()
    assert (history["type"], history["total"]) == ("history", 2)
    assert [e["resource"]["meta"]["versionId"] for e in history["entry"]] == ["2", "1"]
    assert [e["request"]["method"] for e in history["entry"]] == ["PUT", "POST"]


@pytest.mark.parametrize("version", ["7", "1"], ids=["never there", "stale"])
def test_an_update_of_another_version_is_409(server: Server, identity: Identity, version: str) -> None:
    patient = server.create(identity.patient("a"))
    server.ask("PUT", f"Patient/{patient['id']}", patient | {"active": True})
    changed = patient | {"active": False}
    refusal(server.ask("PUT", f"Patient/{patient['id']}", changed, If_Match=f'W/"{version}"'), 409)
    assert server.ask("GET", f"Patient/{patient['id']}").json()["active"] is True


def test_a_client_may_choose_an_id_that_is_no_number(server: Server, identity: Identity) -> None:
    chosen = str(uuid.uuid4())
    answer = server.ask("PUT", f"Patient/{chosen}", identity.patient("a") | {"id": chosen})
    assert (answer.status_code, answer.json()["id"], answer.headers["ETag"]) == (201, chosen, 'W/"1"')
    number = "9" + str(uuid.uuid4().int)[:15]
    refusal(server.ask("PUT", f"Patient/{number}", identity.patient("b") | {"id": number}), 400)
    refusal(server.ask("PUT", "Patient/not_an_id", identity.patient("b") | {"id": "not_an_id"}), 400)


def test_url_and_body_of_an_update_name_the_same_id(server: Server, identity: Identity) -> None:
    chosen = str(uuid.uuid4())
    refusal(server.ask("PUT", f"Patient/{chosen}", identity.patient("a")), 400)
    refusal(server.ask("PUT", f"Patient/{chosen}", identity.patient("a") | {"id": "another"}), 400)
    refusal(server.ask("PUT", "Patient", identity.patient("a")), 400)


def test_a_tag_once_given_stays(server: Server, identity: Identity) -> None:
    tag = {"system": identity.system, "code": "one"}
    patient = server.create(identity.patient("a", meta={"tag": [tag]}))
    bare = {name: value for name, value in patient.items() if name != "meta"}
    answer = server.ask("PUT", f"Patient/{patient['id']}", bare)
    assert answer.headers["ETag"] == 'W/"1"'
    assert answer.json()["meta"]["tag"] == [tag]


# --- delete ---


def test_what_was_deleted_is_410_but_its_versions_stay(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    assert server.ask("DELETE", f"Patient/{patient['id']}").status_code == 200
    refusal(server.ask("GET", f"Patient/{patient['id']}"), 410)
    assert server.ask("GET", f"Patient/{patient['id']}/_history/1").status_code == 200
    refusal(server.ask("GET", f"Patient/{patient['id']}/_history/2"), 410)
    assert server.found(f"Patient?{identity.query('a')}") == []
    history = server.ask("GET", f"Patient/{patient['id']}/_history").json()
    assert [e["request"]["method"] for e in history["entry"]] == ["DELETE", "POST"]


def test_deleting_again_or_deleting_nothing_is_no_error(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    for _ in range(2):
        assert server.ask("DELETE", f"Patient/{patient['id']}").status_code == 200
    assert server.ask("DELETE", f"Patient/{uuid.uuid4()}").status_code == 200


def test_what_was_deleted_can_come_back_and_its_versions_go_on(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    server.ask("DELETE", f"Patient/{patient['id']}")
    answer = server.ask("PUT", f"Patient/{patient['id']}", patient)
    assert (answer.status_code, answer.headers["ETag"]) == (201, 'W/"3"')


def test_what_others_refer_to_is_not_deleted(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    server.create(identity.observation("o", f"Patient/{patient['id']}"))
    refusal(server.ask("DELETE", f"Patient/{patient['id']}"), 409)


# --- conditional writes ---


def test_a_conditional_create_is_201_and_then_200(server: Server, identity: Identity) -> None:
    condition = identity.query("a")
    first = server.ask("POST", "Patient", identity.patient("a"), If_None_Exist=condition)
    again = server.ask("POST", "Patient", identity.patient("a", active=True), If_None_Exist=condition)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Location"] == first.headers["Location"]
    assert "active" not in again.json()
    assert len(server.found(f"Patient?{condition}")) == 1


def test_a_condition_that_several_meet_is_412(server: Server, identity: Identity) -> None:
    server.create(identity.patient("a"))
    server.create(identity.patient("a"))
    condition = identity.query("a")
    refusal(server.ask("POST", "Patient", identity.patient("a"), If_None_Exist=condition), 412)
    refusal(server.ask("PUT", f"Patient?{condition}", identity.patient("a")), 412)
    refusal(server.transact(entry(identity.patient("a"), ifNoneExist=condition)), 412)
    refusal(server.transact(entry(identity.patient("a"), "PUT", f"Patient?{condition}")), 412)
    refusal(server.transact(entry(identity.observation("o", f"Patient?{condition}"))), 412)


def test_a_condition_by_an_unknown_parameter_is_refused(server: Server, identity: Identity) -> None:
    refusal(server.ask("POST", "Patient", identity.patient("a"), If_None_Exist="nonsense=1"), 400)
    refusal(server.transact(entry(identity.patient("a"), ifNoneExist="nonsense=1")), 400)


def test_a_condition_that_the_resource_does_not_meet_is_refused(server: Server, identity: Identity) -> None:
    refusal(server.ask("POST", "Patient", identity.patient("a"), If_None_Exist=identity.query("b")), 400)
    refusal(server.ask("PUT", f"Patient?{identity.query('b')}", identity.patient("a")), 400)
    refusal(server.transact(entry(identity.patient("a"), ifNoneExist=identity.query("b"))), 412)


def test_a_conditional_create_works_by_tag(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    event = {
        "resourceType": "AdverseEvent",
        "meta": {"tag": [{"system": identity.system, "code": "event"}]},
        "actuality": "actual",
        "subject": {"reference": f"Patient/{patient['id']}"},
    }
    condition = f"_tag={quote(identity.system + '|event', safe='')}"
    entries = entry(event, ifNoneExist=condition)
    assert statuses(server.transact(entries)) == ["201 Created"]
    assert statuses(server.transact(entries)) == ["200 OK"]
    assert [found["resourceType"] for found in server.found(f"AdverseEvent?{condition}")] == ["AdverseEvent"]


def test_a_conditional_update_creates_and_then_updates(server: Server, identity: Identity) -> None:
    url = f"Patient?{identity.query('a')}"
    created = server.ask("PUT", url, identity.patient("a"))
    changed = server.ask("PUT", url, identity.patient("a", active=True))
    same = server.ask("PUT", url, identity.patient("a", active=True))
    assert [a.status_code for a in (created, changed, same)] == [201, 200, 200]
    assert [a.headers["ETag"] for a in (created, changed, same)] == ['W/"1"', 'W/"2"', 'W/"2"']
    assert created.json()["id"] == same.json()["id"]


def test_a_deleted_resource_meets_no_condition(server: Server, identity: Identity) -> None:
    first = server.create(identity.patient("a"))
    server.ask("DELETE", f"Patient/{first['id']}")
    answer = server.ask("POST", "Patient", identity.patient("a"), If_None_Exist=identity.query("a"))
    assert answer.status_code == 201
    assert answer.json()["id"] != first["id"]


AWKWARD = r"a,b|c$d\e & f+g%h=i#j"


def test_an_awkward_identifier_is_found_when_escaped_and_encoded(server: Server, identity: Identity) -> None:
    escaped = re.sub(r"([\\,|$])", r"\\\1", AWKWARD)
    condition, patient = identity.query(escaped), identity.patient(AWKWARD)
    assert server.ask("POST", "Patient", patient, If_None_Exist=condition).status_code == 201
    assert server.ask("POST", "Patient", patient, If_None_Exist=condition).status_code == 200
    assert statuses(server.transact(entry(patient, ifNoneExist=condition))) == ["200 OK"]
    assert len(server.found(f"Patient?{condition}")) == 1


# --- transactions ---


def test_a_transaction_creates_all_and_rewrites_references(server: Server, identity: Identity) -> None:
    patient, observation = (f"urn:uuid:{uuid.uuid4()}" for _ in range(2))
    uri = {"url": "https://example.org/uri", "valueUri": patient}
    answer = server.transact(
        entry(identity.observation("o", patient, extension=[uri], note=[{"text": patient}]), fullUrl=observation),
        entry(identity.observation("p", patient, derivedFrom=[{"reference": observation}])),
        entry(identity.patient("a"), fullUrl=patient),
        Prefer=WHOLE,
    )
    assert statuses(answer) == ["201 Created"] * 3
    assert answer.json()["type"] == "transaction-response"
    first, second, third = locations(answer)
    written, panel, _ = (e["resource"] for e in answer.json()["entry"])
    assert written["subject"]["reference"] == third
    assert written["extension"][0]["valueUri"] == third
    assert written["note"] == [{"text": patient}]
    assert panel["derivedFrom"] == [{"reference": first}]
    assert server.ask("GET", second).json() == panel


def test_the_answer_to_an_entry_tells_location_etag_and_time(server: Server, identity: Identity) -> None:
    response = server.transact(entry(identity.patient("a"))).json()["entry"][0]["response"]
    assert re.fullmatch(r"Patient/[^/]+/_history/1", response["location"])
    assert response["etag"].removeprefix("W/").strip('"') == "1"
    assert response["lastModified"]
    assert response["outcome"]["resourceType"] == "OperationOutcome"


def test_a_transaction_returns_resources_when_asked(server: Server, identity: Identity) -> None:
    whole = server.transact(entry(identity.patient("a"), ifNoneExist=identity.query("a")), Prefer=WHOLE)
    again = server.transact(entry(identity.patient("a", active=True), ifNoneExist=identity.query("a")), Prefer=WHOLE)
    assert again.json()["entry"][0]["resource"] == whole.json()["entry"][0]["resource"]
    assert "resource" not in server.transact(entry(identity.patient("b")), Prefer=MINIMAL).json()["entry"][0]
    assert "resource" not in server.transact(entry(identity.patient("c"))).json()["entry"][0]


def test_a_transaction_sent_twice_is_one(server: Server, identity: Identity) -> None:
    full_url = f"urn:uuid:{uuid.uuid4()}"
    entries = (
        entry(identity.patient("a"), fullUrl=full_url, ifNoneExist=identity.query("a")),
        entry(identity.observation("o", full_url), ifNoneExist=identity.query("o")),
    )
    first, again = server.transact(*entries), server.transact(*entries)
    assert (statuses(first), statuses(again)) == (["201 Created"] * 2, ["200 OK"] * 2)
    assert locations(first) == locations(again)
    assert len(server.found(f"Observation?{identity.query('o')}")) == 1


def test_a_transaction_mixes_updates_and_creates(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    url = f"Patient/{patient['id']}"
    answer = server.transact(
        entry(identity.observation("o", url), ifNoneExist=identity.query("o")),
        entry(patient | {"active": True}, "PUT", url, ifMatch='W/"1"'),
        Prefer=WHOLE,
    )
    assert statuses(answer) == ["201 Created", "200 OK"]
    assert answer.json()["entry"][1]["response"]["etag"].removeprefix("W/").strip('"') == "2"


def test_a_stale_entry_is_409_and_nothing_is_written(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    url = f"Patient/{patient['id']}"
    server.ask("PUT", url, patient | {"active": True})
    stale = entry(patient | {"active": False}, "PUT", url, ifMatch='W/"1"')
    refusal(server.transact(entry(identity.patient("b"), ifNoneExist=identity.query("b")), stale), 409)
    assert server.found(f"Patient?{identity.query('b')}") == []
    assert server.ask("GET", url).json()["meta"]["versionId"] == "2"


def test_a_reference_to_nothing_is_refused_and_names_its_path(server: Server, identity: Identity) -> None:
    dangling = identity.observation("o", f"Patient/{uuid.uuid4()}")
    assert "Observation.subject" in refusal(server.ask("POST", "Observation", dangling), 400)
    text = refusal(server.transact(entry(identity.patient("a")), entry(dangling)), 400)
    assert "Observation.subject" in text
    assert server.found(f"Patient?identifier={quote(identity.system + '|', safe='')}") == []


def test_a_reference_elsewhere_is_refused(server: Server, identity: Identity) -> None:
    refusal(server.ask("POST", "Observation", identity.observation("o", "https://example.org/fhir/Patient/1")), 400)


def test_a_reference_without_a_literal_is_kept(server: Server, identity: Identity) -> None:
    logical = {"identifier": {"system": identity.system, "value": "someone"}}
    created = server.create(identity.observation("o", "") | {"subject": logical})
    assert created["subject"] == logical


def test_a_contained_resource_may_be_referred_to(server: Server, identity: Identity) -> None:
    clinic = {"resourceType": "Organization", "id": "clinic", "name": "Clinic"}
    reference = {"reference": "#clinic"}
    created = server.create(identity.patient("a", contained=[clinic], managingOrganization=reference))
    assert (created["contained"], created["managingOrganization"]) == ([clinic], reference)


def test_a_placeholder_that_no_entry_has_is_refused(server: Server, identity: Identity) -> None:
    missing = f"urn:uuid:{uuid.uuid4()}"
    assert missing in refusal(server.transact(entry(identity.observation("o", missing))), 400)
    refusal(server.ask("POST", "Observation", identity.observation("o", missing)), 400)


def test_a_conditional_reference_is_resolved(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    observation = identity.observation("o", f"Patient?{identity.query('a')}")
    answer = server.transact(entry(observation), Prefer=WHOLE)
    assert answer.json()["entry"][0]["resource"]["subject"] == {"reference": f"Patient/{patient['id']}"}
    refusal(server.transact(entry(identity.observation("p", f"Patient?{identity.query('none')}"))), 404)


def test_a_conditional_reference_finds_what_the_same_transaction_makes_on_that_condition(
    server: Server, identity: Identity
) -> None:
    condition = identity.query("a")
    observation = identity.observation("o", f"Patient?{condition}")
    refusal(server.transact(entry(identity.patient("a")), entry(observation)), 404)
    made = server.transact(entry(observation), entry(identity.patient("a"), ifNoneExist=condition), Prefer=WHOLE)
    assert statuses(made) == ["201 Created"] * 2
    assert made.json()["entry"][0]["resource"]["subject"]["reference"] == locations(made)[1]


def test_one_identity_twice_in_a_transaction_is_answered_once(server: Server, identity: Identity) -> None:
    """The second is dropped without a word, and what refers to it refers to the first: count the entries."""
    second = f"urn:uuid:{uuid.uuid4()}"
    answer = server.transact(
        entry(identity.patient("a"), ifNoneExist=identity.query("a")),
        entry(identity.patient("a", active=True), ifNoneExist=identity.query("a"), fullUrl=second),
        entry(identity.observation("o", second)),
        Prefer=WHOLE,
    )
    assert statuses(answer) == ["201 Created"] * 2
    patient, observation = (e["resource"] for e in answer.json()["entry"])
    assert "active" not in patient
    assert observation["subject"]["reference"] == f"Patient/{patient['id']}"


def test_one_full_url_or_id_twice_in_a_transaction_is_refused(server: Server, identity: Identity) -> None:
    full_url, chosen = f"urn:uuid:{uuid.uuid4()}", str(uuid.uuid4())
    refusal(server.transact(*(entry(identity.patient(v), fullUrl=full_url) for v in "ab")), 400)
    puts = [entry(identity.patient(v) | {"id": chosen}, "PUT", f"Patient/{chosen}") for v in "ab"]
    refusal(server.transact(*({name: put[name] for name in ("resource", "request")} for put in puts)), 400)


def test_a_bundle_that_is_no_transaction_is_refused(server: Server, identity: Identity) -> None:
    refusal(server.transact(entry(identity.patient("a")), kind="collection"), 400)
    refusal(server.transact({"resource": identity.patient("a")}), 400)
    assert server.transact().status_code == 200


def test_a_batch_does_what_it_can(server: Server, identity: Identity) -> None:
    answer = server.transact(
        entry(identity.patient("a")),
        entry(identity.observation("o", f"Patient/{uuid.uuid4()}")),
        entry(None, "GET", f"Patient/{uuid.uuid4()}"),
        entry(None, "GET", f"Patient?{identity.query('a')}"),
        kind="batch",
    )
    assert statuses(answer) == ["201 Created", "400 Bad Request", "404 Not Found", "200 OK"]
    _, dangling, missing, search = answer.json()["entry"]
    assert answer.json()["type"] == "batch-response"
    assert dangling["response"]["outcome"]["issue"][0]["severity"] == "error"
    assert missing["response"]["outcome"]["resourceType"] == "OperationOutcome"
    assert search["resource"]["type"] == "searchset"


def test_a_race_on_a_new_identity_ends_in_one_copy(server: Server, identity: Identity) -> None:
    """Who loses is told 200 (it is there) or 409 (ask again)."""
    told: list[str] = []
    ready = threading.Barrier(4)

    def push() -> None:
        with requests.Session() as session:
            ready.wait()
            answer = Server(server.url, session).transact(entry(identity.patient("a"), ifNoneExist=identity.query("a")))
        told.append(statuses(answer)[0] if answer.status_code == 200 else str(answer.status_code))

    threads = [threading.Thread(target=push) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told.count("201 Created") == 1
    assert set(told) <= {"201 Created", "200 OK", "409"}
    assert len(server.found(f"Patient?{identity.query('a')}")) == 1


# --- search ---


def test_a_search_finds_by_identifier(server: Server, identity: Identity) -> None:
    a, b, _ = (server.create(identity.patient(value))["id"] for value in "abc")
    value = str(uuid.uuid4())
    d = server.create(identity.patient(value))["id"]
    both = quote(f"{identity.system}|a,{identity.system}|b", safe="")
    assert {p["id"] for p in server.found(f"Patient?identifier={both}")} == {a, b}
    assert [p["id"] for p in server.found(f"Patient?identifier={value}")] == [d]
    assert server.found(f"Patient?identifier=%7C{value}") == []
    assert server.found(f"Patient?{identity.query('a')}&{identity.query('b')}") == []
    assert server.found(f"Patient?{identity.query('a')}&_id={b}") == []


def test_a_search_by_system_alone_finds_all_of_it(server: Server, identity: Identity) -> None:
    ids = {server.create(identity.patient(value))["id"] for value in "abc"}
    assert {p["id"] for p in server.found(f"Patient?identifier={quote(identity.system + '|', safe='')}")} == ids


def test_a_search_tells_the_total_and_where_each_match_is(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    result = server.ask("GET", f"Patient?{identity.query('a')}&_total=accurate").json()
    assert (result["type"], result["total"]) == ("searchset", 1)
    assert result["entry"] == [
        {"fullUrl": f"{server.url}/Patient/{patient['id']}", "resource": patient, "search": {"mode": "match"}}
    ]
    nothing = server.ask("GET", f"Patient?{identity.query('none')}").json()
    assert nothing["total"] == 0
    assert "entry" not in nothing


def test_a_count_comes_without_resources(server: Server, identity: Identity) -> None:
    server.create(identity.patient("a"))
    result = server.ask("GET", f"Patient?{identity.query('a')}&_summary=count").json()
    assert result["total"] == 1
    assert "entry" not in result


def test_pages_are_followed_on_the_same_base_url(server: Server, identity: Identity) -> None:
    made = [entry(identity.patient(f"p{n}")) for n in range(45)]
    assert len(set(locations(server.transact(*made)))) == 45
    path = f"Patient?identifier={quote(identity.system + '|', safe='')}"
    for query in (path, path + "&_count=20"):
        page = server.ask("GET", query).json()
        assert len(page["entry"]) == 20
        following = next(link["url"] for link in page["link"] if link["relation"] == "next")
        assert following.startswith(server.url)
        assert identity.system not in following
        assert len({p["id"] for p in server.found(query)}) == 45
    assert len(server.ask("GET", path + "&_count=100").json()["entry"]) == 45


def test_a_page_that_is_no_longer_known_is_410(server: Server) -> None:
    refusal(server.ask("GET", f"?_getpages={uuid.uuid4()}&_getpagesoffset=2&_count=2"), 410)


def test_a_search_may_be_posted(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))
    body = urlencode({"identifier": f"{identity.system}|a"})
    result = server.ask("POST", "Patient/_search", body, **FORM)
    assert result.status_code == 200
    assert [e["resource"]["id"] for e in result.json()["entry"]] == [patient["id"]]
    assert identity.system not in str(result.json()["link"])


def test_a_search_finds_by_reference(server: Server, identity: Identity) -> None:
    patient = server.create(identity.patient("a"))["id"]
    other = server.create(identity.patient("b"))["id"]
    parent = server.create(identity.observation("o", f"Patient/{patient}"))["id"]
    child = identity.observation("p", f"Patient/{patient}", derivedFrom=[{"reference": f"Observation/{parent}"}])
    child_id = server.create(child)["id"]
    for query in (f"subject=Patient/{patient}", f"subject={patient}", f"subject:Patient={patient}",
                  f"patient={patient}", f"patient=Patient/{patient}", f"patient={other},{patient}"):  # fmt: skip
        assert {o["id"] for o in server.found(f"Observation?{query}")} == {parent, child_id}
    assert [o["id"] for o in server.found(f"Observation?derived-from=Observation/{parent}")] == [child_id]
    assert server.found(f"Observation?subject=Patient/{other}") == []


def test_a_search_finds_by_encounter_episode_and_part(server: Server, identity: Identity) -> None:
    patient = {"reference": f"Patient/{server.create(identity.patient('a'))['id']}"}
    episode = server.create({"resourceType": "EpisodeOfCare", "status": "active", "patient": patient})["id"]
    visit = {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}, "subject": patient}
    whole = server.create(visit | {"episodeOfCare": [{"reference": f"EpisodeOfCare/{episode}"}]})["id"]
    part = server.create(visit | {"partOf": {"reference": f"Encounter/{whole}"}})["id"]
    seen = identity.observation("o", patient["reference"], encounter={"reference": f"Encounter/{part}"})
    observation = server.create(seen)["id"]
    assert [e["id"] for e in server.found(f"Encounter?episode-of-care=EpisodeOfCare/{episode}")] == [whole]
    assert [e["id"] for e in server.found(f"Encounter?part-of={whole}")] == [part]
    assert [o["id"] for o in server.found(f"Observation?encounter={part}")] == [observation]


def test_a_search_finds_by_id_tag_and_time(server: Server, identity: Identity) -> None:
    tag = {"system": identity.system, "code": str(uuid.uuid4())}
    patient = server.create(identity.patient("a", meta={"tag": [tag]}))
    mine, system = identity.query("a"), quote(identity.system, safe="")
    for query in (f"_id={patient['id']},{uuid.uuid4()}", f"_tag={system}%7C{tag['code']}", f"_tag={tag['code']}",
                  f"{mine}&_lastUpdated=gt2020-01-01", f"{mine}&_lastUpdated=ge2020", f"{mine}&_lastUpdated=lt2999-01",
                  f"{mine}&_lastUpdated=le2999-01-01T00:00:00Z"):  # fmt: skip
        assert [p["id"] for p in server.found(f"Patient?{query}")] == [patient["id"]], query
    for query in ("_lastUpdated=lt2020-01-01", "_lastUpdated=gt2999", "_lastUpdated=2020-01-01"):
        assert server.found(f"Patient?{mine}&{query}") == []


def test_a_search_by_what_the_type_does_not_have_is_refused(server: Server) -> None:
    for path in ("Patient?nonsense=1", "AdverseEvent?patient=1", "Provenance?identifier=1",
                 "Patient?_lastUpdated=soon", "Patient?_count=many"):  # fmt: skip
        refusal(server.ask("GET", path), 400)
