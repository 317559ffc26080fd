"""The client of a FHIR server, against answers that are not what one hopes for."""

import logging
import socket
import time
from collections.abc import Callable

import pytest

import kapfhir
from faulty import Faulty, html
from kapfhir import wire
from kapfhir.server import Capabilities, Client
from kapfhir.testing import Request, Response, serving


def asked(answer: Response | Callable[[Request], Response | None], type_: str = "Observation") -> list[object]:
    """What a search finds at a server that gives this answer."""
    given = answer if callable(answer) else lambda _: answer
    with serving(Faulty(lambda request, _: given(request))) as url:
        client = Client(url, timeout=5, retries=2)
        try:
            return list(client.search(type_, {"identifier": "urn:secret|canary"}))
        finally:
            client.close()


def fhir(resource: object, status: int = 200) -> Response:
    return Response(status, {"Content-Type": "application/fhir+json"}, wire.dumps(resource).encode())


def test_nobody_listening_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    client = Client(f"http://127.0.0.1:{port}/fhir", timeout=1, retries=1)
    with pytest.raises(kapfhir.Unreachable, match="GET metadata: no answer"):
        client.capabilities()
    client.close()


def test_no_answer_in_time_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = Client(f"http://127.0.0.1:{silent.getsockname()[1]}/fhir", timeout=0.05, retries=1)
        with pytest.raises(kapfhir.Unreachable, match="no answer"):
            client.capabilities()
        client.close()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (html(200), kapfhir.NotFhir),
        (html(404), kapfhir.NotFhir),
        (html(500), kapfhir.NotFhir),
        (html(302, Location="http://127.0.0.1:9/login"), kapfhir.NotFhir),
        (Response(200, {"Content-Type": "application/fhir+json"}, b"{"), kapfhir.NotFhir),
        (fhir([]), kapfhir.NotFhir),
        (fhir({"resourceType": "Patient"}), kapfhir.NotFhir),
        (html(502), kapfhir.NotFhir),
        (html(401), kapfhir.Unauthorized),
        (html(403), kapfhir.Unauthorized),
    ],
    ids=["html", "html-404", "html-500", "redirect", "broken", "array", "no-bundle", "502", "401", "403"],
)
def test_an_answer_that_is_not_what_was_asked_for(answer: Response, error: type[kapfhir.ServerError]) -> None:
    with pytest.raises(error) as raised:
        asked(answer)
    assert raised.value.request in ("POST Observation", "GET Observation")
    assert "canary" not in str(raised.value)


def test_an_outcome_is_kept_and_its_text_not_told() -> None:
    text = 'Failed to parse: [element="birthDate"] Invalid date/time format: "1980-13-45"'
    outcome = {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": "processing", "diagnostics": text}],
    }
    with pytest.raises(kapfhir.ServerError, match=r"answered 400 at birthDate$") as raised:
        asked(fhir(outcome, 400))
    assert raised.value.issues[0].text == text


def test_an_expression_that_holds_a_value_is_not_told() -> None:
    expression = "Patient.identifier.where(value='canary')"
    issue = {"severity": "error", "code": "processing", "expression": [expression]}
    with pytest.raises(kapfhir.ServerError, match=r"answered 400$"):
        asked(fhir({"resourceType": "OperationOutcome", "issue": [issue]}, 400))


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    answers = iter([html(status, Retry_After="0"), html(status)])
    assert asked(lambda _: next(answers, None)) == []


def test_the_wait_that_a_server_asks_for_is_kept() -> None:
    answers = iter([html(503, Retry_After="1")])
    began = time.monotonic()
    assert asked(lambda _: next(answers, None)) == []
    assert time.monotonic() - began >= 1


def test_a_wait_of_an_hour_is_told_instead_of_kept() -> None:
    with pytest.raises(kapfhir.ServerError) as raised:
        asked(html(429, Retry_After="3600"))
    assert raised.value.status == 429
    assert raised.value.retryable


def test_retries_end() -> None:
    with pytest.raises(kapfhir.ServerError) as raised:
        asked(html(503, Retry_After="0"))
    assert raised.value.retryable


def test_a_server_without_post_search_is_asked_by_get() -> None:
    assert asked(lambda request: html(405) if request.path.endswith("_search") else None) == []


@pytest.mark.parametrize("link", ["http://127.0.0.1:9/fhir?page=2", "https://{host}/fhir/x", "Observation?again"])
def test_pages_are_followed_on_this_server_only_and_not_in_a_circle(link: str) -> None:
    def page(request: Request) -> Response:
        url = link.format(host=request.headers["Host"])
        return fhir({"resourceType": "Bundle", "type": "searchset", "link": [{"relation": "next", "url": url}]})

    with pytest.raises(kapfhir.NotFhir, match="elsewhere or in a circle"):
        asked(page)


@pytest.mark.parametrize("url", ["ftp://x/fhir", "localhost:8080/fhir", "http://me:pw@x/fhir", "http://x/fhir?a=b", ""])
def test_an_address_that_cannot_be_a_servers_is_said_at_once(url: str) -> None:
    with pytest.raises(kapfhir.Unreachable, match="address"):
        kapfhir.connect(url)


@pytest.mark.parametrize("release", ["6.0.0", "3.0.2", "1.0.2", ""])
def test_another_release_is_said(release: str) -> None:
    with pytest.raises(kapfhir.WrongRelease, match="R4"):
        Capabilities.of({"resourceType": "CapabilityStatement", "fhirVersion": release})


def test_capabilities_are_kept_as_they_are() -> None:
    with serving() as url:
        client = Client(url)
        asked = client.capabilities()
        client.close()
    assert asked.takes("Observation")
    assert asked.finds("Observation")
    assert not asked.takes("Basic")
    assert Capabilities.from_text(asked.to_text()) == asked


def test_a_query_reaches_no_log_even_where_urllib3_tries_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.DEBUG)
    answers = iter([html(405), html(503)])
    assert asked(lambda _: next(answers, None)) == []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = Client(f"http://127.0.0.1:{silent.getsockname()[1]}/canary", timeout=0.05, retries=1)
        with pytest.raises(kapfhir.Unreachable):
            client.read("Patient", "canary")
        client.close()
    assert "canary" not in caplog.text
    logging.getLogger("urllib3.connectionpool").warning("somebody else's")
    assert "somebody else's" in caplog.text


def test_a_request_is_logged_by_method_type_status_and_time(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asked(lambda _: None)
    own = [record.getMessage() for record in caplog.records if record.name.startswith("kapfhir")]
    assert own[0].startswith("POST Observation: 200 in ")
    assert "canary" not in caplog.text
