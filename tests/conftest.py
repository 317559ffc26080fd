"""Options of the suite: which servers and validators it asks. Without them nothing is downloaded, built or asked."""

from collections.abc import Iterator
from types import ModuleType

import pytest

pytest_plugins = ["pytester"]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kapfhir")
    group.addoption("--hapi", action="store_true", help="run the contract on HAPI FHIR too: built and started once")
    group.addoption("--oracle", action="store_true", help="ask HL7's own validator too: built once")
    group.addoption("--fhir-server", metavar="URL", action="append", default=[], help="run the contract there too")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One where something heavy is started, for each worker would start its own; else as many as there are cores."""
    heavy = [config.getoption(name) for name in ("--hapi", "--oracle", "--fhir-server")]
    return 1 if any(heavy) else None


@pytest.fixture(scope="session")
def hapi_url() -> Iterator[str]:
    """The base url of a HAPI FHIR server of our own."""
    from servers.hapi import hapi  # noqa: PLC0415  # only with --hapi

    with hapi.running() as url:
        yield url


@pytest.fixture(scope="session")
def hapi_r5_url() -> Iterator[str]:
    """The base url of one that speaks R5."""
    from servers.hapi import hapi  # noqa: PLC0415  # only with --hapi

    with hapi.running("r5", timeout=300) as url:
        yield url


@pytest.fixture(scope="session")
def oracle(pytestconfig: pytest.Config) -> ModuleType:
    """HL7's own validator, as the module that asks it."""
    if not pytestconfig.getoption("--oracle"):
        pytest.skip("HL7's validator is built and asked with --oracle only")
    from oracle import oracle  # noqa: PLC0415  # only with --oracle

    return oracle
