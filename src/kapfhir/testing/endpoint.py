"""A small FHIR R4 server in memory, for tests and first steps: a pure function from Request to Response.

It knows the types in `parameters`, JSON, and create, read, vread, update, delete, history of an instance, search with
paging, batch and transaction, the writes with If-Match, If-None-Exist and conditions. Its statuses are those of HAPI
FHIR 8.8.0; one suite of tests runs on both. What it does otherwise, on purpose:

- Every reference must lead somewhere; HAPI checks those that a search parameter knows.
- An unknown element is kept, HAPI drops it; a code, a date or a cardinality is not looked at; `1e3` stays `1e3`.
- What it cannot search by (`_include`, `_sort`, chains, other parameters and types) is refused.
- An entry whose url names another type or id than its resource is refused; HAPI goes by one of the two.
- One id twice in a transaction is refused; HAPI takes it under two fullUrls.
- Writers never collide: a race on a new identity ends in one 201 and 200s, on HAPI also in 409s.
- No conditional delete, no PATCH, no operations, no XML.
"""

import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime

from kapfhir import wire

from .answers import Refused, Resource, Response
from .pages import Searches
from .store import Store, utc
from .visit import ROOT, Request, Visit

__all__ = ["ROOT", "Endpoint", "Request", "Response"]

KEPT_REQUESTS = 1000


class Endpoint:
    """The server. `requests` tells the last ones by method and path, never the query."""

    def __init__(self, now: Callable[[], datetime] = utc) -> None:
        self.requests: deque[str] = deque(maxlen=KEPT_REQUESTS)
        self._store = Store(now)
        self._searches = Searches()
        self._lock = threading.Lock()

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        with self._lock:
            self.requests.append(f"{request.method} {request.path}")
            try:
                return Visit(request, self._store, self._searches).answer()
            except Refused as refusal:
                return refusal.response()

    def reset(self) -> None:
        """Empty the server."""
        with self._lock:
            self._store.clear()
            self._searches.clear()
            self.requests.clear()

    def resources(self, type_: str = "") -> list[Resource]:
        """Copies of all that is stored now, or of one type."""
        with self._lock:
            found = [version.resource for version in self._store.everything() if type_ in ("", version.type)]
            return [wire.loads(wire.dumps(resource)) for resource in found]
