"""The embedded endpoint as a pure function; what it shares with HAPI is in `contract/test_server.py`."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import pytest
import requests
import urllib3

from kapfhir import to_bundle, wire
from kapfhir.testing import Endpoint, Request, Response, jane, serving

Json = dict[str, Any]
BUNDLE = {"resourceType": "Bundle", "type": "transaction"}
PATIENT = {"resourceType": "Patient"}


def ask(endpoint: Endpoint, method: str, url: str, body: Any = None, **headers: str) -> Any:
    answer = answered(endpoint, method, url, body, **headers)
    return wire.loads(answer.body) if answer.body else None


def answered(endpoint: Endpoint, method: str, url: str, body: Any = None, **headers: str) -> Response:
    path, _, query = url.partition("?")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = body if isinstance(body, bytes) else wire.dumps(body).encode() if body is not None else b""
    return endpoint.handle(Request(method, f"/fhir/{path}".rstrip("/"), query, named, content))


def patient(value: str, **more: Any) -> Json:
    return PATIENT | {"identifier": [{"system": "urn:x", "value": value}]} | more


def post(resource: Json, **request: str) -> Json:
    return {"resource": resource, "request": {"method": "POST", "url": resource["resourceType"], **request}}


def texts(outcome: Json) -> str:
    assert outcome["resourceType"] == "OperationOutcome"
    return " ".join(issue["details"]["text"] for issue in outcome["issue"])


def test_a_refused_transaction_leaves_the_server_as_it_was() -> None:
    endpoint = Endpoint()
    kept = ask(endpoint, "POST", "Patient", patient("kept"))
    before = endpoint.resources()
    change = {"resource": kept | {"active": True}, "request": {"method": "PUT", "url": f"Patient/{kept['id']}"}}
    dangling = post({"resourceType": "Observation", "subject": {"reference": "Patient/nobody"}})
    delete = {"request": {"method": "DELETE", "url": f"Patient/{kept['id']}"}}
    for entries in ([post(patient("new")), change, dangling], [delete, dangling]):
        assert answered(endpoint, "POST", "", BUNDLE | {"entry": entries}).status == HTTPStatus.BAD_REQUEST
        assert endpoint.resources() == before
    assert ask(endpoint, "GET", "Patient?identifier=new&_summary=count")["total"] == 0
    assert ask(endpoint, "GET", f"Patient/{kept['id']}/_history")["total"] == 1


def test_a_reset_empties_the_server_in_less_than_5_ms() -> None:
    endpoint, took = Endpoint(), []
    entries = [post(patient(f"p{n}")) for n in range(500)]
    for _ in range(5):  # the best of some: other processes may have the machine
        ask(endpoint, "POST", "", BUNDLE | {"entry": entries})
        assert len(endpoint.resources("Patient")) == 500
        began = time.perf_counter()
        endpoint.reset()
        took.append(time.perf_counter() - began)
    assert min(took) < 0.005
    assert endpoint.resources() == []
    assert ask(endpoint, "POST", "Patient", patient("a"))["id"] == "1000"


@pytest.mark.parametrize("value", ["a,b", "a|b", "a$b", "a\\b", "a\\,b", ",", "\\", "é ü", "a+b&c=d%"])
def test_an_escaped_value_finds_exactly_its_identifier(value: str) -> None:
    endpoint = Endpoint()
    escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|").replace("$", "\\$")
    for stored in (value, value + "x", "x" + value, "a", "b"):
        ask(endpoint, "POST", "Patient", patient(stored))
    for text in (escaped, "urn:x|" + escaped, "nothing,urn:x|" + escaped):
        found = ask(endpoint, "GET", f"Patient?identifier={quote(text, safe='')}")
        assert [entry["resource"]["identifier"][0]["value"] for entry in found["entry"]] == [value]


def test_pages_show_each_match_once_and_a_search_is_a_snapshot() -> None:
    endpoint = Endpoint()
    for n in range(5):
        ask(endpoint, "POST", "Patient", patient(f"p{n}"))
    page = ask(endpoint, "GET", "Patient?identifier=urn:x%7C&_count=2", host="fhir.test:1")
    ask(endpoint, "POST", "Patient", patient("late"))
    seen = []
    while True:
        seen += [entry["resource"]["identifier"][0]["value"] for entry in page["entry"]]
        following = [link["url"] for link in page["link"] if link["relation"] == "next"]
        if not following:
            break
        assert following[0].startswith("http://fhir.test:1/fhir?_getpages=")
        page = ask(endpoint, "GET", following[0].removeprefix("http://fhir.test:1/fhir"), host="fhir.test:1")
    assert seen == ["p0", "p1", "p2", "p3", "p4"]


def test_a_changed_identifier_is_found_by_its_new_value_only() -> None:
    endpoint = Endpoint()
    made = ask(endpoint, "POST", "Patient", patient("old"))
    ask(endpoint, "PUT", f"Patient/{made['id']}", made | {"identifier": [{"system": "urn:x", "value": "new"}]})
    totals = [ask(endpoint, "GET", f"Patient?identifier={v}&_summary=count")["total"] for v in ("old", "new")]
    assert totals == [0, 1]


@pytest.mark.parametrize(
    ("query", "found"),
    [("eq2026-03-01", True), ("2026-03", True), ("gt2026-03-01", False), ("ge2026-03-01", True), ("lt2026", False),
     ("le2026-03-01T10:00:00Z", True), ("lt2026-03-01T10:00:00.500Z", False), ("gt2026-03-01T11:00:00%2B02:00", True),
     ("ne2026-03-01", False)],
)  # fmt: skip
def test_last_updated_is_compared_with_all_that_the_text_may_mean(query: str, found: bool) -> None:
    endpoint = Endpoint(lambda: datetime(2026, 3, 1, 10, 0, 0, 500_000, UTC))
    ask(endpoint, "POST", "Patient", patient("a"))
    assert ask(endpoint, "GET", f"Patient?_lastUpdated={query}&_summary=count")["total"] == int(found)


def test_every_reference_must_lead_somewhere_wherever_it_stands() -> None:
    endpoint = Endpoint()
    extension = [{"url": "https://example.org/e", "valueReference": {"reference": "Patient/nobody"}}]
    outcome = ask(endpoint, "POST", "Patient", patient("a", extension=extension))
    assert outcome["issue"][0]["expression"] == ["Patient.extension.valueReference"]


def test_an_unknown_element_is_kept() -> None:
    assert ask(Endpoint(), "POST", "Patient", patient("a", nonsense=[1]))["nonsense"] == [1]


def test_an_entry_whose_url_names_another_type_is_refused() -> None:
    entry = post(patient("a")) | {"request": {"method": "POST", "url": "Observation"}}
    assert "Incorrect resource type" in texts(ask(Endpoint(), "POST", "", BUNDLE | {"entry": [entry]}))


def test_the_server_keeps_what_it_stored_whatever_becomes_of_copies() -> None:
    endpoint = Endpoint()
    ask(endpoint, "POST", "Patient", patient("a"))
    endpoint.resources()[0]["identifier"].clear()
    assert endpoint.resources()[0]["identifier"]


def test_the_request_log_tells_no_query_and_has_an_end() -> None:
    endpoint = Endpoint()
    for _ in range(1001):
        ask(endpoint, "GET", "Patient?identifier=secret")
    assert set(endpoint.requests) == {"GET /fhir/Patient"}
    assert len(endpoint.requests) == 1000


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b'"x"', b"{", b'{"a":1,"a":2}', b"[" * 100_000, b'{"resourceType":"Patient","meta":[]}',
     b'{"resourceType":"Bundle","type":"transaction","entry":{}}', b'{"resourceType":"Bundle","type":["batch"]}',
     b'{"resourceType":"Bundle","type":"transaction","entry":[null]}', b"\xff\xfe"],
)  # fmt: skip
def test_nonsense_is_answered_with_an_outcome(body: bytes) -> None:
    for path in ("Patient", ""):
        answer = answered(Endpoint(), "POST", path, body)
        assert answer.status == HTTPStatus.BAD_REQUEST
        assert texts(wire.loads(answer.body))


@pytest.mark.parametrize("resource", [
    PATIENT | {"identifier": value} for value in ({}, "x", [1], [{"system": 1, "value": 2}], [[]], [{"value": None}])
] + [PATIENT | {"link": "x"}, PATIENT | {"meta": {"tag": [1, {"code": []}]}}, PATIENT | {"link": {"reference": 7}},
])  # fmt: skip
def test_a_malformed_resource_does_no_harm(resource: Json) -> None:
    endpoint = Endpoint()
    made = answered(endpoint, "POST", "Patient", resource)
    assert made.status in (HTTPStatus.CREATED, HTTPStatus.BAD_REQUEST)
    assert ask(endpoint, "GET", "Patient?identifier=x&_tag=y")["total"] == 0


@pytest.mark.parametrize("method", ["PATCH", "OPTIONS", "TRACE", "nonsense"])
def test_what_it_does_not_do_is_refused(method: str) -> None:
    assert "does not know how to handle" in texts(ask(Endpoint(), method, "Patient/1"))


def test_a_path_outside_the_base_is_not_found() -> None:
    assert Endpoint().handle(Request("GET", "/Patient")).status == HTTPStatus.NOT_FOUND
    assert Endpoint().handle(Request("GET", "/fhirpath")).status == HTTPStatus.NOT_FOUND


def test_it_is_pure() -> None:
    """Neither the client nor a web server is needed, and nothing heavy."""
    program = "import sys; here = set(sys.modules); import kapfhir.testing.endpoint; print(*set(sys.modules) - here)"
    loaded = set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"requests", "werkzeug", "pydantic", "sqlite3", "pytest", "kapfhir.sync", "kapfhir.mapping"}


# --- on HTTP ---


def test_a_connection_is_kept_and_ends_with_the_server() -> None:
    with urllib3.PoolManager(retries=False) as pools:
        with serving() as url:
            for _ in range(3):
                assert pools.request("GET", f"{url}/metadata", timeout=5).status == HTTPStatus.OK
            assert pools.connection_from_url(url).num_connections == 1  # type: ignore[attr-defined]
        with pytest.raises(urllib3.exceptions.HTTPError):
            pools.request("GET", f"{url}/metadata", timeout=5)


def test_it_starts_and_stops_in_a_moment() -> None:
    took = []
    for _ in range(5):  # the best of some: other processes may have the machine
        began = time.perf_counter()
        with serving():
            pass
        took.append(time.perf_counter() - began)
    assert min(took) < 0.25


def test_head_has_no_body_and_query_and_body_arrive_as_sent() -> None:
    endpoint = Endpoint()
    with serving(endpoint) as url:
        text = '{"resourceType":"Patient","identifier":[{"value":"é,+ %"}]}'.encode()
        made = requests.post(f"{url}/Patient", data=text, headers={"Content-Type": "application/fhir+json"}, timeout=5)
        found = requests.get(f"{url}/Patient", params={"identifier": "é\\,+ %"}, timeout=5).json()
        head = requests.head(f"{url}/Patient/{made.json()['id']}", timeout=5)
    assert [entry["resource"]["id"] for entry in found["entry"]] == [made.json()["id"]]
    assert (head.status_code, head.content) == (HTTPStatus.OK, b"")


def test_a_served_endpoint_logs_nothing(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(0)
    with serving() as url:
        requests.get(f"{url}/Patient?identifier=secret", timeout=5)
        requests.get(f"{url}/nothing?secret", timeout=5)
    ours = [record for record in caplog.records if not record.name.startswith("urllib3")]
    assert (ours, capfd.readouterr()) == ([], ("", ""))


def test_each_type_of_an_episode_is_created_once_and_found_the_second_time() -> None:
    endpoint = Endpoint()
    bundle = to_bundle(jane())
    for expected in ("201", "200"):
        answer = ask(endpoint, "POST", "", bundle)
        assert {entry["response"]["status"][:3] for entry in answer["entry"]} == {expected}
