"""The interactions with a FHIR server that a sync is made of. Source: https://hl7.org/fhir/R4/http.html.

What goes in and comes out is R4, whatever release the server speaks; until somebody says which (`speak`), it is R4.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

from kapfhir.errors import NotFhir, ServerError
from kapfhir.release import R4, Release
from kapfhir.server.capabilities import Capabilities
from kapfhir.server.http import FORM, JSON, Auth, Http

__all__ = ["Client", "batches", "token"]

Resource = dict[str, Any]
T = TypeVar("T")
PAGE = 200
SEARCHED = 50  # tokens or ids in one search
NO_POST_SEARCH = frozenset({404, 405, 501})
_TOKEN = str.maketrans({"\\": "\\\\", ",": "\\,", "|": "\\|", "$": "\\$"})


def token(system: str, value: str) -> str:
    """A token as a search takes it, `system|value`. https://hl7.org/fhir/R4/search.html#escaping"""
    return f"{system.translate(_TOKEN)}|{value.translate(_TOKEN)}"


class Client:
    """A FHIR server at a base url."""

    def __init__(self, url: str, *, timeout: float = 60, retries: int = 4, auth: Auth | None = None) -> None:
        self._http = Http(url, timeout=timeout, retries=retries, auth=auth)
        self._post_search = True
        self._release = R4

    @property
    def base(self) -> str:
        """The base url, without a slash at its end."""
        return self._http.base

    @property
    def release(self) -> Release:
        """The release that the server speaks, as far as is known."""
        return self._release

    def speak(self, release: Release) -> None:
        """Speak this release from now on."""
        self._release = release

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def capabilities(self) -> Capabilities:
        """Ask what the server can do."""
        answer = self._http.ask("GET", f"{self.base}/metadata", "metadata")
        return Capabilities.of(answer.resource, answer.status)

    def read(self, type_: str, id_: str) -> Resource:
        """Read one resource."""
        return self._release.decode(self._http.ask("GET", f"{self.base}/{type_}/{id_}", type_).resource)

    def transact(self, bundle: str) -> Resource:
        """Send a transaction, as text, and read what its entries came to.

        Raises:
            NotFhir: the answer is no transaction-response.
            NotCarried: the server's release has no place for parts of it.
        """
        headers = {"Content-Type": JSON, "Prefer": "return=representation"}
        answer = self._http.ask("POST", self.base, "Bundle", self._release.encode_text(bundle).encode(), headers)
        if answer.resource.get("type") != "transaction-response":
            raise NotFhir(answer.status, "POST Bundle", detail="and it is no transaction-response")
        return self._release.decode(answer.resource)

    def search(self, type_: str, parameters: Mapping[str, str]) -> Iterator[Resource]:
        """All matches, page after page, on this server only."""
        page = self._first_page(type_, {**parameters, "_count": str(PAGE)})
        seen: set[str] = set()
        while True:
            yield from map(self._release.decode, _matches(page, type_))
            link = next((link for link in page.get("link", []) if link.get("relation") == "next"), None)
            if link is None:
                return
            url = urljoin(f"{self.base}/", str(link.get("url", "")))
            parts = urlsplit(url)
            if (parts.scheme, parts.netloc) != self._http.origin or url in seen:
                raise NotFhir(200, f"GET {type_}", detail="and its next page leads elsewhere or in a circle")
            seen.add(url)
            page = self._http.ask("GET", url, type_).resource

    def by_ids(self, type_: str, ids: Sequence[str]) -> Iterator[Resource]:
        """The resources with these ids that are there."""
        for batch in batches(ids):
            yield from self.search(type_, {"_id": ",".join(batch)})

    def by_tokens(self, type_: str, parameter: str, tokens: Sequence[str]) -> Iterator[Resource]:
        """The resources that one of these tokens finds."""
        for batch in batches(tokens):
            yield from self.search(type_, {parameter: ",".join(batch)})

    def _first_page(self, type_: str, parameters: Mapping[str, str]) -> Resource:
        """By POST where the server has it: a query stands in every proxy's log."""
        query = urlencode(parameters)
        if self._post_search:
            try:
                headers = {"Content-Type": FORM}
                return self._http.ask("POST", f"{self.base}/{type_}/_search", type_, query.encode(), headers).resource
            except ServerError as error:
                if error.status not in NO_POST_SEARCH:
                    raise
                self._post_search = False
        return self._http.ask("GET", f"{self.base}/{type_}?{query}", type_).resource


def batches(members: Sequence[T], size: int = SEARCHED) -> Iterator[Sequence[T]]:
    """The members in lists that fit into one search."""
    for start in range(0, len(members), size):
        yield members[start : start + size]


def _matches(page: Resource, type_: str) -> Iterable[Resource]:
    if page.get("resourceType") != "Bundle":
        raise NotFhir(200, f"POST {type_}", detail="and it is no Bundle")
    resources = (entry.get("resource", {}) for entry in page.get("entry", []))
    return (resource for resource in resources if resource.get("resourceType") == type_)
