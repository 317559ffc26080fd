"""What an interaction answers, a Result or a refusal: as HTTP and as an entry of a Bundle.

Source: https://hl7.org/fhir/R4/http.html.
"""

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any, NamedTuple

from kapfhir import wire
from kapfhir.outcome import Issue, Report

__all__ = ["JSON", "Refused", "Resource", "Response", "Result", "Version"]

Resource = dict[str, Any]
JSON = "application/fhir+json;charset=UTF-8"


class Response(NamedTuple):
    """An HTTP response."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


class Version(NamedTuple):
    """One version of a resource as it is stored; `resource` is None where the version is a deletion."""

    type: str
    id: str
    number: int
    method: str
    updated: str
    resource: Resource | None

    @property
    def reference(self) -> str:
        """`Type/id`."""
        return f"{self.type}/{self.id}"

    @property
    def location(self) -> str:
        """`Type/id/_history/n`."""
        return f"{self.type}/{self.id}/_history/{self.number}"


class Refused(Exception):
    """The interaction is refused, with this status and this OperationOutcome."""

    def __init__(self, status: HTTPStatus, code: str, text: str, expression: str = "") -> None:
        super().__init__(text)
        self.status = status
        self.outcome = Report([Issue("error", code, expression, text)]).to_outcome()

    def response(self) -> Response:
        """The refusal as HTTP."""
        return Response(self.status, {"Content-Type": JSON}, wire.dumps(self.outcome).encode())

    def entry(self) -> Resource:
        """The refusal as an entry of a batch's response."""
        return {"response": {"status": f"{self.status.value} {self.status.phrase}", "outcome": self.outcome}}


class Result(NamedTuple):
    """The interaction is done. `said` makes the outcome of a write; a read has a body instead."""

    status: HTTPStatus
    version: Version | None = None
    body: Resource | None = None
    said: str = ""
    created: bool = False  # by POST, or found by its condition: HAPI sends Location for these only

    def response(self, base: str, prefer: str) -> Response:
        """The result as HTTP. A write is answered with the resource unless `Prefer` says otherwise, as by HAPI."""
        answers = {"return=minimal": None, "return=OperationOutcome": self._outcome()} if self.said else {}
        body = answers.get(prefer, self.body if self.body is not None else self._outcome())
        headers = self._headers(base)
        if body is None:
            return Response(self.status, headers)
        return Response(self.status, headers | {"Content-Type": JSON}, wire.dumps(body).encode())

    def entry(self, prefer: str) -> Resource:
        """The result as an entry of a Bundle's response, the etag bare as HAPI sends it."""
        status = HTTPStatus.NO_CONTENT if self.said and self.version is None else self.status
        response: Resource = {"status": f"{status.value} {status.phrase}"}
        if not self.said:
            return {"resource": self.body, "response": response}
        if self.version:
            response |= {"location": self.version.location, "etag": str(self.version.number)}
        if self.version and self.status is HTTPStatus.CREATED:
            response["lastModified"] = self.version.updated
        response["outcome"] = self._outcome()
        resource = {"resource": self.body} if self.body is not None and prefer == "return=representation" else {}
        return resource | {"response": response}

    def _outcome(self) -> Resource:
        return Report([Issue("information", "informational", "", self.said)]).to_outcome()

    def _headers(self, base: str) -> dict[str, str]:
        if self.version is None:
            return {}
        place = f"{base}/{self.version.location}"
        return {
            "ETag": f'W/"{self.version.number}"',
            "Last-Modified": format_datetime(datetime.fromisoformat(self.version.updated), usegmt=True),
            "Content-Location": place,
            **({"Location": place} if self.created else {}),
        }
