"""An endpoint on HTTP: pytest-httpserver on loopback, with connections that stay open. It logs nothing."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any, Generic, Protocol, TypeVar

from pytest_httpserver.httpserver import HTTPServerBase
from werkzeug import Request as WerkzeugRequest
from werkzeug import Response as WerkzeugResponse
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

from .endpoint import ROOT, Endpoint, Request, Response

__all__ = ["EndpointServer", "Handles", "serving"]

HOST = "127.0.0.1"
POLL = 0.005  # seconds; how long `stop` may take


class Handles(Protocol):
    """An Endpoint, or what stands before one."""

    def handle(self, request: Request) -> Response:
        """Answer one request."""


E = TypeVar("E", bound=Handles)


class _Connection(WSGIRequestHandler):
    """Keep-alive and TCP_NODELAY, which werkzeug's own handler has not; no log, which would tell identifiers."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body in one packet

    @property
    def _application(self) -> "_Application":
        application = self.server.app
        assert isinstance(application, _Application)  # noqa: S101  # the server's `start` gave it
        return application

    def setup(self) -> None:
        super().setup()
        self._application.connections.add(self.connection)

    def finish(self) -> None:
        self._application.connections.discard(self.connection)
        super().finish()

    def run_wsgi(self) -> None:
        chunks, status, headers = run_wsgi_app(self._application, self.make_environ(), buffered=True)
        code, _, phrase = status.partition(" ")
        self.send_response(int(code), phrase)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else b"".join(chunks))
        self.wfile.flush()

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002  # werkzeug's name
        """Say nothing."""


class _Application:
    """The WSGI application, and the connections that are open to it."""

    def __init__(self, application: Any) -> None:
        self.application, self.connections = application, set[socket.socket]()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.application(environ, start_response)


class EndpointServer(HTTPServerBase, Generic[E]):
    """`endpoint` on a port. What the endpoint raises is answered with 500 and kept for `check`."""

    def __init__(self, endpoint: E, port: int = 0) -> None:
        super().__init__(HOST, port, threaded=True)
        self.endpoint = endpoint

    @property
    def url(self) -> str:
        """The base url."""
        return self.url_for(ROOT)

    def dispatch(self, request: WerkzeugRequest) -> WerkzeugResponse:
        """Hand the request to the endpoint."""
        try:
            status, headers, body = self.endpoint.handle(
                Request(
                    request.method,
                    request.environ["RAW_URI"].partition("?")[0],
                    request.query_string.decode("latin-1"),
                    dict(request.headers),
                    request.get_data(),
                )
            )
        except Exception as error:  # a bug of the endpoint belongs to the test, not to this thread
            self.handler_errors.append(error)
            return WerkzeugResponse(status=500)
        return WerkzeugResponse(body, status, dict(headers), mimetype=None)

    def application(self, request: WerkzeugRequest) -> WerkzeugResponse:
        """Answer, without the log of the base class, which never ends."""
        request.get_data()
        return self.dispatch(request)

    def start(self) -> None:
        """Listen, with connections of ours."""
        self._open = _Application(WerkzeugRequest.application(self.application))
        # a socket of our own raises OSError where the port is taken; werkzeug's own way would end the process
        with socket.create_server((self.host, self.port)) as bound:
            self.server = make_server(
                self.host, self.port, self._open, threaded=True, request_handler=_Connection, fd=bound.fileno()
            )
        self.port = self.server.port
        self.server_thread = threading.Thread(target=self.thread_target, daemon=True)
        self.server_thread.start()

    def thread_target(self) -> None:
        """Serve, with an eye on `stop`."""
        assert self.server is not None  # noqa: S101  # `start` made it
        self.server.serve_forever(poll_interval=POLL)

    def stop(self) -> None:
        """Stop, and hang up."""
        super().stop()
        for connection in list(self._open.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def serving(endpoint: Handles | None = None, port: int = 0) -> Iterator[str]:
    """The base url of an endpoint, an empty one unless given, on a free port unless given; gone afterwards."""
    with EndpointServer(endpoint or Endpoint(), port) as server:
        yield server.url
