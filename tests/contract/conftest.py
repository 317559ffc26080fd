"""`server`: every server that the contract runs on. A test finds it in any state and uses identities of its own."""

import uuid
from collections.abc import Iterator

import pytest
import requests

from contract import Identity, Server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "server" in metafunc.fixturenames:
        config = metafunc.config
        ours = ["hapi", *getattr(metafunc.module, "SERVERS", ())] if config.getoption("--hapi") else []
        named = ["embedded", *ours, *config.getoption("--fhir-server")]
        metafunc.parametrize("server", named, indirect=True, scope="session")


@pytest.fixture(scope="session")
def embedded_url() -> Iterator[str]:
    from kapfhir.testing import serving  # noqa: PLC0415

    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    fixtures = {"embedded": "embedded_url", "hapi": "hapi_url", "hapi-r5": "hapi_r5_url"}
    url = request.getfixturevalue(fixtures[request.param]) if request.param in fixtures else request.param
    with requests.Session() as session:
        yield Server(url.rstrip("/"), session)


@pytest.fixture
def identity() -> Identity:
    return Identity(f"urn:uuid:{uuid.uuid4()}")
