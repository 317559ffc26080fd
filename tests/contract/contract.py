"""The words that the contract is written in: a Server to ask, an Identity to ask for, an entry of a Bundle."""

import json
import uuid
from typing import Any, NamedTuple
from urllib.parse import quote

import requests

__all__ = ["FORM", "Identity", "Json", "Server", "entry"]

Json = dict[str, Any]
Answer = requests.Response

HEADERS = {"Content-Type": "application/fhir+json", "Accept": "application/fhir+json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Server(NamedTuple):
    """A base url and a session, with the few words that the tests are written in."""

    url: str
    session: requests.Session

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """`If_Match=` and the like are headers; a body that is no text is made JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if body is None or isinstance(body, str) else json.dumps(body)
        url = path if path.startswith("http") else f"{self.url}/{path}".rstrip("/")
        return self.session.request(method, url, data=data, headers=HEADERS | named, timeout=60)

    def create(self, resource: Json, **headers: str) -> Json:
        answer = self.ask("POST", resource["resourceType"], resource, **headers)
        assert answer.status_code == 201, answer.text
        created: Json = answer.json()
        return created

    def transact(self, *entries: Json, kind: str = "transaction", **headers: str) -> Answer:
        return self.ask("POST", "", {"resourceType": "Bundle", "type": kind, "entry": list(entries)}, **headers)

    def found(self, path: str) -> list[Json]:
        """The resources of a search, all pages."""
        resources, link = [], path
        while link:
            answer = self.ask("GET", link)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            resources += [entry["resource"] for entry in page.get("entry", [])]
            link = next((link["url"] for link in page["link"] if link["relation"] == "next"), "")
        return resources


class Identity(NamedTuple):
    """An identifier system that no other test has."""

    system: str

    def patient(self, value: str, **more: Any) -> Json:
        return {"resourceType": "Patient", "identifier": [{"system": self.system, "value": value}], **more}

    def observation(self, value: str, subject: str, **more: Any) -> Json:
        return {
            "resourceType": "Observation",
            "identifier": [{"system": self.system, "value": value}],
            "status": "final",
            "code": {"text": "a measurement"},
            "subject": {"reference": subject},
            **more,
        }

    def query(self, value: str) -> str:
        return f"identifier={quote(self.system + '|' + value, safe='')}"


def entry(resource: Json | None, method: str = "POST", url: str = "", **request: str) -> Json:
    """An entry of a Bundle, under a fullUrl of its own unless one is given."""
    full_url = request.pop("fullUrl", f"urn:uuid:{uuid.uuid4()}")
    target = url or (resource or {})["resourceType"]
    body = {"resource": resource, "fullUrl": full_url} if resource else {}
    return body | {"request": {"method": method, "url": target, **request}}
