"""A push beside a bare replay of its bytes: what kapfhir adds to what a plain client must spend.

What the push sends is recorded at the stub, byte for byte, and replayed with the same headers by a `requests.Session`
that does nothing else. Push and replay take turns, episode by episode. Of a push only `push` is timed, not `plan`.
On HAPI another set of episodes is replayed than is pushed, for what is there already costs less; before each request,
untimed, the ids that the stub gave are replaced by those that HAPI gave.
"""

import re
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import requests

import kapfhir
import stub
from kapfhir import wire
from kapfhir.testing import jane
from measure import MILLI, Row, seconds

__all__ = ["rows"]

TIMEOUT = 300
REFERENCE = re.compile(rb'(?<=")[A-Z][A-Za-z]+/[0-9a-f-]{36}(?=")')
STUB_MAY_TAKE = 1.0  # milliseconds a bundle
Exchanges = list[list[stub.Exchange]]


def copies(count: int, run: str) -> Iterator[dict[str, Any]]:
    """Bundles of Jane, each time another patient's and another episode."""
    episode = jane()
    for number in range(count):
        marked = {
            "identifier": renamed(episode.identifier, f"{run}-{number}"),
            "patient": episode.patient.model_copy(
                update={"identifier": renamed(episode.patient.identifier, f"{run}-{number}")}
            ),
        }
        yield kapfhir.to_bundle(episode.model_copy(update=marked))


def renamed(identifier: Any, mark: str) -> Any:
    return identifier.model_copy(update={"value": f"{identifier.value}-{mark}"})


class Replayer:
    """A bare client. `ids` are the references that the stub gave, and what another server calls the same resources."""

    def __init__(self, url: str, *, relinks: bool = False) -> None:
        self.url, self.session, self.relinks = url, requests.Session(), relinks
        self.ids: dict[bytes, bytes] = {}

    def replay(self, exchanges: list[stub.Exchange]) -> float:
        """Send all of them; the seconds that the sending took."""
        return sum(self._send(exchange) for exchange in exchanges)

    def _send(self, exchange: stub.Exchange) -> float:
        method, target, _ = exchange.line
        url = self.url + target.removeprefix(stub.BASE)
        headers = {name: value for name, value in exchange.headers.items() if name not in ("Host", "Content-Length")}
        body = REFERENCE.sub(lambda found: self.ids.get(found[0], found[0]), exchange.body)
        start = time.perf_counter()
        answer = self.session.request(method, url, data=body, headers=headers, timeout=TIMEOUT)
        took = time.perf_counter() - start
        answer.raise_for_status()
        if self.relinks:
            self.ids |= given(exchange, answer)
        return took


def given(exchange: stub.Exchange, answer: requests.Response) -> dict[bytes, bytes]:
    """The stub's references to what was sent -> the server's."""
    sent, received = wire.loads(exchange.body), answer.json()
    if sent["resourceType"] != "Bundle":
        return {f"{sent['resourceType']}/{sent['id']}".encode(): f"{sent['resourceType']}/{received['id']}".encode()}
    return {
        stub.place(entry).encode(): done["response"]["location"].partition("/_history")[0].encode()
        for entry, done in zip(sent["entry"], received["entry"], strict=True)
    }


def recorded(server: stub.Server, bundles: Iterable[dict[str, Any]], ledger: Path) -> Exchanges:
    """What pushing sends, each bundle for itself."""
    sent = []
    with kapfhir.connect(server.url, ledger=ledger) as connection:
        for bundle in bundles:
            plan = connection.plan(bundle, create_patient=True)
            server.taken()
            connection.push(plan)
            sent.append(server.taken()[1])
    return sent


def raced(url: str, ledger: Path, bundles: Iterable[dict[str, Any]], sent: Exchanges, bare: Replayer) -> list[float]:
    """Seconds of pushing all the bundles, and of replaying all that was sent, in turns."""
    pushed = replayed = 0.0
    with kapfhir.connect(url, ledger=ledger) as connection:
        for turn, (bundle, exchanges) in enumerate(zip(bundles, sent, strict=True)):
            plan = connection.plan(bundle, create_patient=True)
            if turn % 2:
                replayed += bare.replay(exchanges)
            pushed += seconds(lambda: connection.push(plan))  # noqa: B023  # called at once
            if not turn % 2:
                replayed += bare.replay(exchanges)
    return [pushed, replayed]


def repushed(url: str, ledger: Path, bundles: Iterable[dict[str, Any]]) -> float:
    """Seconds of planning and pushing what is there already."""
    took = 0.0
    with kapfhir.connect(url, ledger=ledger) as connection:
        for bundle in bundles:
            took += seconds(lambda: connection.push(connection.plan(bundle, create_patient=True)))  # noqa: B023
    return took


def row(where: str, took: list[float], sent: Exchanges, note: str, at_least: float) -> Row:
    pushed, replayed = took
    bundles = sum(map(len, sent))
    return Row(
        f"push of jane, {len(sent)} times, to {where}: {bundles} requests",
        f"{pushed:.2f} s",
        f"a bare replay of the same bytes, {replayed:.2f} s{note}",
        replayed / pushed,
        at_least=at_least,
    )


def on_the_stub(count: int, folder: Path) -> Iterator[Row]:
    """What the client costs, where the server costs nothing."""
    with stub.running() as server:
        sent = recorded(server, copies(count, "stub"), folder / "first.db")
        took = raced(server.url, folder / "second.db", copies(count, "stub"), sent, Replayer(server.url))
        if server.taken()[1]:
            sys.exit("the same push sent other bytes: they were not prepared")
        alone = min(stub.bare(server, exchanges) / len(exchanges) for exchanges in sent) * MILLI
        verdict = "" if alone <= STUB_MAY_TAKE else ", which is no stub"
        yield row("a stub", took, sent, f"; the stub alone {alone:.2f} ms a request{verdict}", 0.8)
        server.taken()
        again = repushed(server.url, folder / "second.db", copies(count, "stub"))
        resources = count * len(next(copies(1, "stub"))["entry"])
        what = f"push again of {resources:,} resources, nothing new"
        yield Row(f"{what}: resources/s", f"{again:.2f} s", "", resources / again, at_least=20_000)
        yield Row(f"{what}: requests", "", "", server.taken()[0], at_most=0)


def on_hapi(url: str, count: int, folder: Path) -> Iterator[Row]:
    """What it costs where a server works."""
    run = uuid.uuid4().hex
    metadata = requests.get(f"{url}/metadata", headers={"Accept": "application/fhir+json"}, timeout=TIMEOUT)
    metadata.raise_for_status()
    with stub.running(metadata.content) as server:
        sent = recorded(server, copies(count, f"{run}-replayed"), folder / "third.db")
    took = raced(url, folder / "fourth.db", copies(count, f"{run}-pushed"), sent, Replayer(url, relinks=True))
    yield row("HAPI FHIR", took, sent, "", 0.95)


def rows(count: int, hapi: str | None) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        yield from on_the_stub(count, Path(folder))
        if hapi:
            yield from on_hapi(hapi.rstrip("/"), count, Path(folder))
