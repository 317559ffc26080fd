"""What users write, as type checkers must read it. It is checked, not run: both checkers, strict, without a finding."""

from pathlib import Path
from typing import Any, assert_type

import pytest
from hypothesis import given

import kapfhir
from kapfhir import (
    Connection,
    Episode,
    InvalidBundle,
    InvalidEpisode,
    Issue,
    KapfhirError,
    Plan,
    Receipt,
    Reconciliation,
    Report,
    ServerError,
)
from kapfhir.model import Dose, Dosing, Identifier, Withheld
from kapfhir.testing import Endpoint, Request, Response, episodes, jane, serving


def there_and_back(path: Path) -> Episode:
    episode = kapfhir.read(path)
    assert_type(episode, Episode)
    bundle = kapfhir.to_bundle(episode)
    assert_type(bundle, dict[str, Any])
    assert_type(kapfhir.withheld(episode), tuple[Withheld, ...])
    assert_type(kapfhir.dump(episode), bytes)
    assert_type(episode.shared(), Episode)
    back = kapfhir.from_bundle(bundle)
    assert_type(back, Episode)
    return back


def any_source(name: str, content: bytes) -> tuple[Episode, Episode]:
    return kapfhir.read(name), kapfhir.read(content)


def the_record(episode: Episode) -> list[Dose]:
    assert_type(episode.identifier, Identifier)
    dosing = [visit for visit in episode.visits if isinstance(visit, Dosing)]
    assert_type(dosing, list[Dosing])
    return [dose for visit in dosing for dose in visit.doses]


def typed(bundle: dict[str, Any]) -> str:
    model = kapfhir.to_model(bundle)
    assert_type(kapfhir.from_model(model), dict[str, Any])
    return model.get_resource_type()


def findings(content: bytes) -> list[str]:
    try:
        kapfhir.read(content)
    except InvalidEpisode as error:
        assert_type(error.report, Report)
        assert_type(error.readable, bool)
        for issue in error.report:
            assert_type(issue, Issue)
            assert_type(issue.line, int)
        return [f"{issue.expression}: {issue.text}" for issue in error.report if issue.is_error]
    except KapfhirError as error:
        return [str(error)]
    return []


def judged(bundle: dict[str, Any], text: str, content: bytes) -> Report:
    report = kapfhir.validate(bundle).raise_for_errors()
    assert_type(report, Report)
    assert_type(report.ok, bool)
    assert_type(report.not_checked, tuple[str, ...])
    assert_type(report[0], Issue)
    kapfhir.validate(text)
    return kapfhir.validate(content, release="4.0.1", profiles=["https://example.org/StructureDefinition/x"])


def synced(url: str, episode: Episode) -> Episode:
    bundle = kapfhir.to_bundle(episode)
    with kapfhir.connect(url, ledger=Path("kapfhir.db"), timeout=30, auth=("name", "password")) as server:
        assert_type(server, Connection)
        plan = server.plan(bundle, withheld=kapfhir.withheld(episode), create_patient=True)
        assert_type(plan, Plan)
        assert_type(plan.empty, bool)
        assert_type(plan.counts, dict[str, int])
        seen: list[float] = []
        for step in plan.steps:
            assert_type(step.action, str)
        receipt = server.push(plan, progress=lambda done, total: seen.append(done / total))
        assert_type(receipt, Receipt)
        assert_type(receipt.ok, bool)
        assert_type(server.reconcile(bundle), Reconciliation)
        stored = server.pull(episode.identifier)
        assert_type(stored, dict[str, Any])
        server.pull("https://clinic.example/episodes|KAP-1")
    return kapfhir.from_bundle(stored)


def refused(error: InvalidBundle) -> Report:
    return error.report


def again_later(error: ServerError) -> bool:
    assert_type(error.status, int)
    assert_type(error.issues, tuple[Issue, ...])
    return error.retryable


def test_with_a_server() -> None:
    endpoint = Endpoint()
    with serving(endpoint) as url:
        assert_type(url, str)
    assert_type(endpoint.handle(Request("GET", "/metadata", "", {}, b"")), Response)
    assert_type(jane(), Episode)


@given(episode=episodes())
def test_with_any_episode(episode: Episode) -> None:
    with pytest.raises(kapfhir.NotKap):
        kapfhir.from_bundle({"resourceType": "Bundle", "type": "collection"})
    assert_type(episode, Episode)
