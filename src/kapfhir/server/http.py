"""Requests to one base url: JSON, a timeout on each, bounded retries, no redirects, no value in an error or a log.

Everything that a sync sends may be sent again: searches, creates on condition, updates of one version. So urllib3's own
Retry serves all of it. Source: https://hl7.org/fhir/R4/http.html, RFC 9110 (Retry-After).
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import MaxRetryError
from urllib3.util import Retry

from kapfhir import wire
from kapfhir.errors import NotFhir, Unreachable
from kapfhir.logs import logger, without_urls
from kapfhir.server.refusals import RETRYABLE, refusal

__all__ = ["Answer", "Auth", "Http"]

Auth = Callable[[requests.PreparedRequest], requests.PreparedRequest] | tuple[str, str]

JSON = "application/fhir+json"
FORM = "application/x-www-form-urlencoded"
LONGEST_WAIT = 60  # seconds; a server that asks for more is told to the caller

_LOG = logger("server")


class Answer(NamedTuple):
    """A FHIR answer: its status, its headers, the resource in it."""

    status: int
    headers: Mapping[str, str]
    resource: dict[str, Any]


class _Patience(Retry):
    """urllib3's retries, but for a server that asks to wait longer than is bearable: its answer is handed on."""

    def increment(self, *args: Any, **kwargs: Any) -> Self:  # urllib3's signature
        response = kwargs.get("response")
        if response is not None and (self.get_retry_after(response) or 0) > LONGEST_WAIT:
            raise MaxRetryError(None, "", None)  # type: ignore[arg-type]  # caught by urllib3, which returns the response
        return super().increment(*args, **kwargs)


class Http:
    """A base url. Sessions are one per thread, for requests promises nothing about sharing one."""

    def __init__(self, url: str, *, timeout: float, retries: int, auth: Auth | None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unreachable("the server's address must start with http:// or https://")
        if "@" in parts.netloc or parts.query or parts.fragment:
            raise Unreachable("the server's address must hold neither a password nor a query; give auth= instead")
        self.base = url.rstrip("/")
        self.origin = (parts.scheme, parts.netloc)
        self._timeout, self._retries, self._auth = timeout, retries, auth
        self._local = threading.local()
        self._sessions: list[requests.Session] = []

    def ask(
        self, method: str, url: str, name: str, body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> Answer:
        """Send one request and read the FHIR resource of the answer. `name` stands for it in errors and logs.

        Raises:
            Unreachable: no answer, after retries.
            ServerError: an error status, as the class that fits it.
            NotFhir: the answer is no FHIR JSON.
        """
        request, began = f"{method} {name}", time.monotonic()
        try:
            with without_urls():
                response = self._session.request(
                    method,
                    url,
                    data=body,
                    headers=headers,
                    timeout=self._timeout,
                    auth=self._auth,
                    allow_redirects=False,
                )
        except requests.RequestException as error:
            _LOG.debug("%s: no answer, %s", request, type(error).__name__)
            raise Unreachable(f"{request}: no answer from the server ({type(error).__name__})") from None
        _LOG.debug("%s: %d in %.0f ms", request, response.status_code, 1000 * (time.monotonic() - began))
        return self._answer(response, request)

    def close(self) -> None:
        """Close all connections."""
        while self._sessions:
            self._sessions.pop().close()
        self._local = threading.local()

    def _answer(self, response: requests.Response, request: str) -> Answer:
        resource = _resource(response.content)
        if response.status_code >= requests.codes.bad_request:
            raise refusal(response.status_code, request, resource)
        if resource is None or not response.ok or response.is_redirect:
            raise NotFhir(response.status_code, request, detail="and it is no FHIR JSON; is the address right?")
        return Answer(response.status_code, response.headers, resource)

    @property
    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.headers.update({"Accept": JSON})
            retries = _Patience(
                self._retries,
                backoff_factor=0.3,
                backoff_jitter=0.3,
                status_forcelist=RETRYABLE,
                allowed_methods=None,
                raise_on_status=False,
            )
            session.mount(f"{self.origin[0]}://", HTTPAdapter(max_retries=retries))
            self._sessions.append(session)
        return session


def _resource(body: bytes) -> dict[str, Any] | None:
    try:
        value = wire.loads(body)
    except wire.Malformed:
        return None
    return value if isinstance(value, dict) and isinstance(value.get("resourceType"), str) else None
