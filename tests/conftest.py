"""Options of the suite: which servers the contract runs on. Without them nothing is downloaded, built or asked."""

from collections.abc import Iterator

import pytest

pytest_plugins = ["pytester"]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kapfhir")
    group.addoption("--hapi", action="store_true", help="run the contract on HAPI FHIR too: built and started once")
    group.addoption("--fhir-server", metavar="URL", action="append", default=[], help="run the contract there too")


@pytest.fixture(scope="session")
def hapi_url() -> Iterator[str]:
    """The base url of a HAPI FHIR server of our own."""
    from servers.hapi import hapi  # noqa: PLC0415  # only with --hapi

    with hapi.running() as url:
        yield url
