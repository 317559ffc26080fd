"""An embedded endpoint behind a fault: what a proxy, a crash or a careless server makes of its answers."""

from collections.abc import Callable

from kapfhir.testing import Endpoint, Request, Response

__all__ = ["Faulty", "Lost", "html", "is_transaction"]

Fault = Callable[[Request, Callable[[], Response]], Response | None]


class Faulty:
    """Every request goes to `fault` first: it answers itself, asks the endpoint and changes the answer, or passes."""

    def __init__(self, fault: Fault) -> None:
        self.endpoint, self.fault = Endpoint(), fault

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        return self.fault(request, lambda: self.endpoint.handle(request)) or self.endpoint.handle(request)


class Lost:
    """The fault of a gateway: the server does what a transaction says, and the answers to the next `left` are lost."""

    def __init__(self, left: float, status: int = 503) -> None:
        self.left, self.status = left, status

    def __call__(self, request: Request, answer: Callable[[], Response]) -> Response | None:
        if not is_transaction(request) or not self.left:
            return None
        self.left -= 1
        answer()
        return html(self.status)


def is_transaction(request: Request) -> bool:
    return request.method == "POST" and request.path.rstrip("/") == "/fhir"


def html(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"Content-Type": "text/html", **named}, b"<html><body>no FHIR here</body></html>")
