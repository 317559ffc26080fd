"""A sync with a server of R5: it knows R4 only, and the client alone speaks R5. Without a network, on a translator."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import kapfhir
from course import course
from faulty import is_transaction
from kapfhir import wire
from kapfhir.release import R5
from kapfhir.sync import Connection, compare, connect
from kapfhir.testing import Endpoint, Request, Response, serving

JANE = Path(__file__).parent.parent / "examples" / "jane.json"


class Translator:
    """The embedded endpoint as a server of R5. `transactions` is what it was sent."""

    def __init__(self) -> None:
        self.endpoint, self.transactions, self.asked = Endpoint(), list[dict[str, Any]](), 0

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        self.asked += 1
        if is_transaction(request):
            sent = wire.loads(request.body)
            self.transactions.append(sent)
            request = request._replace(body=wire.dumps(R5.decode(sent)).encode())
        answer = self.endpoint.handle(request)
        resource = wire.loads(answer.body)
        if resource["resourceType"] == "CapabilityStatement":
            resource["fhirVersion"] = R5.version
        else:
            resource = R5.encode(resource)
        return answer._replace(body=wire.dumps(resource).encode())


@contextmanager
def connected(**how: Any) -> Iterator[tuple[Connection, Translator]]:
    server = Translator()
    with serving(server) as url, connect(url, **how) as connection:
        yield connection, server


def test_the_whole_record_is_sent_as_r5_and_comes_back_as_it_was() -> None:
    episode = kapfhir.read(JANE)
    bundle = kapfhir.to_bundle(episode)
    with connected() as (connection, server):
        receipt = connection.push(connection.plan(bundle, create_patient=True))
        stored = connection.pull(episode.identifier)
        sent = [entry["resource"] for transaction in server.transactions for entry in transaction["entry"]]
        asked = server.asked
        assert connection.plan(bundle).empty
        assert server.asked == asked
    assert receipt.ok
    assert compare(bundle, stored) == ()
    assert kapfhir.dump(kapfhir.from_bundle(stored)) == kapfhir.dump(episode.shared())
    assert all("actualPeriod" in resource for resource in sent if resource["resourceType"] == "Encounter")
    assert all("medication" in resource for resource in sent if resource["resourceType"].startswith("Medication"))


def test_a_correction_and_a_retraction_are_sent_as_r5() -> None:
    episode, key = course("r5", first=118), "r5"
    with connected() as (connection, server):
        connection.push(connection.plan(kapfhir.to_bundle(episode), create_patient=True))
        corrected = kapfhir.to_bundle(course(key, first=140))
        corrected["entry"] = [
            e for e in corrected["entry"] if e["resource"]["resourceType"] != "MedicationAdministration"
        ]
        plan = connection.plan(corrected, retract=True)
        assert (plan.counts["update"], plan.counts["retract"]) == (1, 1)
        assert connection.push(plan).ok
        retracted = [entry["resource"] for entry in server.transactions[-1]["entry"]]
    dose = next(resource for resource in retracted if resource["resourceType"] == "MedicationAdministration")
    assert dose["status"] == "entered-in-error"
    assert "encounter" in dose
    assert "context" not in dose


def test_who_pushes_a_plan_of_another_connection_asks_what_the_server_speaks() -> None:
    bundle = kapfhir.to_bundle(course())
    with connected() as (connection, server), connect(connection.url) as another:
        assert another.push(connection.plan(bundle, create_patient=True)).ok
        assert compare(bundle, connection.pull(_identifier(bundle))) == ()
        assert "actualPeriod" in wire.dumps(server.transactions)


def _identifier(bundle: dict[str, Any]) -> str:
    own = bundle["entry"][0]["resource"]["identifier"][1]
    return f"{own['system']}|{own['value']}"


def test_what_the_release_has_no_place_for_is_refused_before_anything_is_sent() -> None:
    bundle = deepcopy(kapfhir.to_bundle(course()))
    encounters = [n for n, e in enumerate(bundle["entry"]) if e["resource"]["resourceType"] == "Encounter"]
    del bundle["entry"][encounters[0]]["resource"]["meta"]["profile"]  # our profile allows no such thing
    bundle["entry"][encounters[0]]["resource"]["statusHistory"] = [{"status": "arrived", "period": {"start": "2026"}}]
    with connected() as (connection, server):
        with pytest.raises(kapfhir.NotCarried) as refused:
            connection.plan(bundle, create_patient=True)
        assert refused.value.paths == (f"Bundle.entry[{encounters[0]}].resource.statusHistory",)
        assert server.transactions == []
