"""The pytest plugin: `fhir_server`, an embedded FHIR server, and `kap_episode`, an episode to put there.

pytest imports this module in every run of every project that has kapfhir installed, so nothing else is imported here.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kapfhir import Episode
    from kapfhir.testing.endpoint import Endpoint
    from kapfhir.testing.serve import EndpointServer

__all__ = ["fhir_server", "kap_episode"]


@pytest.fixture(scope="session")
def _kapfhir_server() -> Iterator["EndpointServer[Endpoint]"]:
    from kapfhir.testing.endpoint import Endpoint  # noqa: PLC0415
    from kapfhir.testing.serve import EndpointServer  # noqa: PLC0415

    with EndpointServer(Endpoint()) as server:
        yield server


@pytest.fixture
def fhir_server(_kapfhir_server: "EndpointServer[Endpoint]") -> Iterator["EndpointServer[Endpoint]"]:
    """A FHIR R4 server in memory, empty for every test: `.url`, and `.endpoint` to look into it."""
    _kapfhir_server.endpoint.reset()
    yield _kapfhir_server
    _kapfhir_server.check()


@pytest.fixture
def kap_episode() -> "Episode":
    """The example episode Jane (a full course), to be changed with `model_copy(update=...)`."""
    from kapfhir.testing import jane  # noqa: PLC0415

    return jane()
