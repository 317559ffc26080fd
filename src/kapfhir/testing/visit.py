"""One request at the endpoint: read, done, and answered in the terms of the address it came to."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple

from kapfhir import wire

from .answers import JSON, Refused, Resource, Response, Result, Version
from .calls import Call, from_entry, from_request
from .capabilities import capability_statement
from .interactions import WRITES, Interactions
from .pages import Searches, bundle, history_entry, match_entry
from .searching import parse, parse_page, parse_query
from .store import Store

__all__ = ["ROOT", "Request", "Visit"]

ROOT = "/fhir"  # the path of the base url
BAD, OK = HTTPStatus.BAD_REQUEST, HTTPStatus.OK


class Request(NamedTuple):
    """An HTTP request: path from the root of the host, query still percent-encoded."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = {}
    body: bytes = b""


class Visit:
    """What lasts as long as the request: the base url it used and what it prefers."""

    def __init__(self, request: Request, store: Store, searches: Searches) -> None:
        self.request, self.store, self.searches = request, store, searches
        self.interactions = Interactions(store)
        self.headers = {name.lower(): value for name, value in request.headers.items()}
        self.base = f"http://{self.headers.get('host', 'localhost')}{ROOT}"
        self.prefer = self.headers.get("prefer", "")

    def answer(self) -> Response:
        """The answer, or `Refused`."""
        method, path = self.request.method.replace("HEAD", "GET"), self.request.path
        if path != ROOT and not path.startswith(ROOT + "/"):
            raise Refused(HTTPStatus.NOT_FOUND, "not-found", f"the base of this endpoint is {ROOT}")
        path = path.removeprefix(ROOT).strip("/")
        if (method, path) == ("GET", "metadata"):
            return _json(capability_statement(self.base))
        if (method, path) == ("POST", ""):
            return _json(self._bundle(self._body()))
        if (method, path) == ("GET", ""):
            return _json(self._page(dict(parse_query(self.request.query))))
        return self._do(self._call(method, path)).response(self.base, self.prefer)

    def _call(self, method: str, path: str) -> Call:
        form = self.request.body.decode(errors="replace") if path.endswith("/_search") else ""
        query = "&".join(part for part in (self.request.query, form) if part)
        body = self._body() if method in ("POST", "PUT") and not path.endswith("/_search") else None
        return from_request(method, f"{path}?{query}" if query else path, self.headers, body)

    def _body(self) -> Any:
        kind = self.headers.get("content-type", "application/fhir+json").partition(";")[0].strip()
        if kind not in ("application/fhir+json", "application/json", "text/json"):
            raise Refused(BAD, "not-supported", f'Incorrect Content-Type header value of "{kind}": FHIR JSON is needed')
        try:
            return wire.loads(self.request.body)
        except wire.Malformed as malformed:
            raise Refused(BAD, "structure", f"Failed to parse request body as JSON resource: {malformed}") from None

    def _do(self, call: Call) -> Result:
        if call.interaction in WRITES:
            return self.interactions.write([call])[0]
        if call.interaction == "search":
            return Result(OK, body=self._search(call))
        if call.interaction == "history":
            return Result(OK, body=self._history(call))
        return self.interactions.vread(call) if call.vid else self.interactions.read(call)

    def _bundle(self, given: Any) -> Resource:
        type_ = given.get("type") if isinstance(given, dict) and given.get("resourceType") == "Bundle" else None
        if not isinstance(type_, str) or type_ not in BUNDLES:
            raise Refused(BAD, "invalid", f"Unable to process a body that is no batch or transaction: {type_}")
        entries = given.get("entry", [])
        if not isinstance(entries, list):
            raise Refused(BAD, "structure", "Bundle.entry must be an array")
        return bundle(f"{type_}-response", self.base, entries=BUNDLES[type_](self, entries))

    def _batch(self, entries: list[Any]) -> list[Resource]:
        return [self._attempt(entry, index) for index, entry in enumerate(entries)]

    def _transaction(self, entries: list[Any]) -> list[Resource]:
        calls = [from_entry(entry, index) for index, entry in enumerate(entries)]
        _unique(calls)
        written = self.interactions.write([call for call in calls if call.interaction in WRITES])
        write_entry = partial(next, iter([result.entry(self.prefer) for result in written]))
        seen: set[object] = {None}
        answers = []
        for index, call in enumerate(calls):
            if call.interaction not in WRITES:
                answers.append(self._attempt(entries[index], index))
            elif call.identity is None or call.identity not in seen:
                answers.append(write_entry())
            seen.add(call.identity)
        return answers

    def _attempt(self, entry: Any, index: int) -> Resource:
        try:
            return self._do(from_entry(entry, index)).entry(self.prefer)
        except Refused as refusal:
            return refusal.entry()

    def _search(self, call: Call) -> Resource:
        page = parse_page(call.parameters)
        found = self.store.find(parse(call.type, call.parameters))
        if page.only_total:
            return bundle("searchset", self._self(), total=len(found))
        return self._page({"_getpages": self.searches.keep(found), "_count": str(page.size)})

    def _page(self, asked: dict[str, str]) -> Resource:
        """A page of a search that was made; the next one is asked for by a key, so that no url repeats the query."""
        key, offset, count = (asked.get(name, "0") for name in ("_getpages", "_getpagesoffset", "_count"))
        found = self.searches.get(key)
        if found is None or not (offset + count).isdecimal():
            status = HTTPStatus.GONE if "_getpages" in asked else BAD
            raise Refused(status, "not-found", f'Search ID "{key}" does not exist and may have expired')
        end = int(offset) + int(count)
        following = f"{self.base}?_getpages={key}&_getpagesoffset={end}&_count={count}&_bundletype=searchset"
        return bundle(
            "searchset",
            self._self(),
            total=len(found),
            following=following if end < len(found) else "",
            entries=[match_entry(self.base, version) for version in found[int(offset) : end]],
        )

    def _history(self, call: Call) -> Resource:
        versions: list[Version] = self.interactions.history(call)
        entries = [history_entry(self.base, version) for version in versions]
        return bundle("history", self._self(), total=len(versions), entries=entries)

    def _self(self) -> str:
        return self.base + self.request.path.removeprefix(ROOT)


BUNDLES = {"batch": Visit._batch, "transaction": Visit._transaction}


def _unique(calls: list[Call]) -> None:
    seen: set[str] = set()
    for call in calls:
        names = {call.full_url, call.reference if call.interaction == "update" and call.id else ""} - {""}
        if twice := names & seen:
            raise Refused(BAD, "duplicate", f"Transaction bundle contains multiple resources with ID: {twice.pop()}")
        seen |= names


def _json(body: Resource) -> Response:
    return Response(HTTPStatus.OK, {"Content-Type": JSON}, wire.dumps(body).encode())
