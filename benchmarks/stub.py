"""A server that does nothing, so that only the client's time is left: it answers with bytes prepared beforehand.

A process of its own, connections that stay open, TCP_NODELAY (asyncio's default). The first time a request comes, its
answer is made and kept: every resource is created, under the id of its fullUrl; no search finds anything. From then on
the same request gets the same bytes. So a first pass prepares, and records what is sent; the second is measured.
"""

import asyncio
import contextlib
import multiprocessing
import socket
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from kapfhir import wire
from kapfhir.testing import Endpoint, Request

__all__ = ["Exchange", "Server", "bare", "running"]

HOST, BASE = "127.0.0.1", "/fhir"
END = b"\r\n\r\n"
NOW = "2026-01-01T00:00:00.000+00:00"
NOTHING = {"resourceType": "Bundle", "type": "searchset", "total": 0, "entry": []}
RESPONSES = {"transaction": "transaction-response", "batch": "batch-response"}


class Exchange(NamedTuple):
    """A request as it came: the head with its line and headers, the body."""

    head: bytes
    body: bytes

    @property
    def line(self) -> list[str]:
        """Method, target, version."""
        return self.head.partition(b"\r\n")[0].decode().split(" ")

    @property
    def headers(self) -> dict[str, str]:
        """The headers as they came."""
        lines = self.head[: -len(END)].decode("latin-1").split("\r\n")[1:]
        return dict(line.split(": ", 1) for line in lines)


# --- the answers ---


def created(resource: Any, reference: str, ids: dict[str, str]) -> dict[str, Any]:
    stored = relinked(resource, ids) | {"id": reference.partition("/")[2]}
    stored["meta"] = stored.get("meta", {}) | {"versionId": "1", "lastUpdated": NOW}
    location = f"{reference}/_history/1"
    response = {"status": "201 Created", "location": location, "etag": "1", "lastModified": NOW}
    return {"resource": stored, "response": response}


def relinked(node: Any, ids: dict[str, str]) -> Any:
    """The same with references to the entries of the bundle as a server writes them."""
    if isinstance(node, dict):
        return {
            name: ids.get(value, value) if name == "reference" else relinked(value, ids) for name, value in node.items()
        }
    return [relinked(member, ids) for member in node] if isinstance(node, list) else node


def place(entry: dict[str, Any]) -> str:
    """`Type/id`, the id that of the fullUrl, or of the url."""
    type_, _, id_ = entry["request"]["url"].partition("?")[0].partition("/")
    return f"{type_}/{id_ or entry['fullUrl'].removeprefix('urn:uuid:')}"


def bundled(bundle: dict[str, Any]) -> dict[str, Any]:
    entries = bundle["entry"]
    ids = {entry["fullUrl"]: place(entry) for entry in entries if "fullUrl" in entry}
    answers = [
        created(entry["resource"], place(entry), ids)
        if "resource" in entry
        else {"resource": NOTHING, "response": {"status": "200 OK"}}
        for entry in entries
    ]
    return {"resourceType": "Bundle", "type": RESPONSES[bundle["type"]], "entry": answers}


def answer(exchange: Exchange, metadata: bytes) -> tuple[str, bytes]:
    """Status and body."""
    method, target, _ = exchange.line
    path = target.partition("?")[0].removeprefix(BASE).strip("/")
    if path == "metadata":
        return "200 OK", metadata
    if method == "GET" or path.endswith("_search"):
        return "200 OK", wire.dumps(NOTHING).encode()
    sent = wire.loads(exchange.body)
    if not path:
        return "200 OK", wire.dumps(bundled(sent)).encode()
    entry = {"request": {"url": path}, "fullUrl": sent.get("id", "1")}
    return "201 Created", wire.dumps(created(sent, place(entry), {})["resource"]).encode()


# --- the process ---


class Stub:
    """What is prepared, and what has come since it was last asked."""

    def __init__(self, metadata: bytes) -> None:
        self.metadata = metadata or Endpoint().handle(Request("GET", f"{BASE}/metadata")).body
        self.prepared: dict[int, bytes] = {}
        self.count, self.new = 0, list[Exchange]()

    def handle(self, exchange: Exchange) -> bytes:
        self.count += 1
        key = hash((*exchange.line, exchange.body))
        if key not in self.prepared:
            self.new.append(exchange)
            status, body = answer(exchange, self.metadata)
            head = f"HTTP/1.1 {status}\r\nContent-Type: application/fhir+json\r\nContent-Length: {len(body)}"
            self.prepared[key] = head.encode() + END + body
        return self.prepared[key]

    def taken(self) -> tuple[int, list[Exchange]]:
        """How many requests came since it was last asked, and those of them that were new."""
        taken = self.count, self.new
        self.count, self.new = 0, []
        return taken


class Wire(asyncio.Protocol):
    """One connection."""

    def __init__(self, stub: Stub) -> None:
        self.stub, self.pending = stub, bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.pending += data
        while (end := self.pending.find(END)) >= 0:
            head = bytes(self.pending[: end + len(END)])
            whole = len(head) + length(head)
            if len(self.pending) < whole:
                return
            exchange = Exchange(head, bytes(self.pending[len(head) : whole]))
            del self.pending[:whole]
            self.transport.write(self.stub.handle(exchange))


def length(head: bytes) -> int:
    """The `Content-Length` of a head, 0 where there is none."""
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def serve(control: Connection, metadata: bytes) -> None:
    """The process: it tells its port, then answers each word on the control line with what was taken."""
    stub = Stub(metadata)

    def obey() -> None:
        with contextlib.suppress(EOFError):
            while control.recv():
                control.send(stub.taken())

    async def listen() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: Wire(stub), HOST, 0)
        control.send(server.sockets[0].getsockname()[1])
        threading.Thread(target=obey, daemon=True).start()
        await server.serve_forever()

    asyncio.run(listen())


class Server(NamedTuple):
    """The stub as its user sees it."""

    port: int
    control: Connection

    @property
    def url(self) -> str:
        """The base url."""
        return f"http://{HOST}:{self.port}{BASE}"

    def taken(self) -> tuple[int, list[Exchange]]:
        """How many requests came since it was last asked, and those of them that were new, in order."""
        self.control.send("taken")
        count, new = self.control.recv()
        return count, new


@contextlib.contextmanager
def running(metadata: bytes = b"") -> Iterator[Server]:
    """A stub, gone afterwards. It calls itself what `metadata` says, the embedded endpoint unless given."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=serve, args=(theirs, metadata), daemon=True)
    process.start()
    try:
        yield Server(ours.recv(), ours)
    finally:
        process.terminate()
        process.join()


def bare(server: Server, exchanges: list[Exchange]) -> float:
    """Seconds of the stub alone, with all of the exchanges one after the other on a socket."""
    with socket.create_connection((HOST, server.port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        start = time.perf_counter()
        for exchange in exchanges:
            line.sendall(exchange.head + exchange.body)
            receive(line)
        return time.perf_counter() - start


def receive(line: socket.socket) -> None:
    """Read one answer."""
    head = b""
    while END not in head:
        head += line.recv(1 << 16)
    head, _, body = head.partition(END)
    missing = length(head) - len(body)
    while missing:
        missing -= len(line.recv(min(missing, 1 << 20)))
