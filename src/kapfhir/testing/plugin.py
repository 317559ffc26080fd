"""The pytest plugin: `fhir_server`, an embedded FHIR server, `kap_episode`, an episode to put there, and
`assert_valid_bundle`, what to ask of the FHIR that a test made.

pytest imports this module in every run of every project that has kapfhir installed, so nothing else is imported here.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from kapfhir import Episode, Report
    from kapfhir.testing.endpoint import Endpoint
    from kapfhir.testing.serve import EndpointServer

__all__ = ["AssertValid", "assert_valid_bundle", "fhir_server", "kap_episode"]


class AssertValid(Protocol):
    """What `assert_valid_bundle` is; it takes what `kapfhir.validate` takes."""

    def __call__(
        self,
        bundle: "dict[str, Any] | str | bytes",
        *,
        release: str = "4.0.1",
        profiles: Sequence[str] = (),
        packages: Sequence[str] = (),
    ) -> "Report":
        """Return the report, with its warnings, or fail with every error."""


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


@pytest.fixture
def assert_valid_bundle() -> AssertValid:
    """Fails the test where a Bundle (or another resource) has errors, and names them: path, rule and no value."""
    return _assert_valid


def _assert_valid(
    bundle: "dict[str, Any] | str | bytes",
    *,
    release: str = "4.0.1",
    profiles: Sequence[str] = (),
    packages: Sequence[str] = (),
) -> "Report":
    __tracebackhide__ = True  # pytest shows the arguments of a frame, and with them the record
    from kapfhir.report import folding  # noqa: PLC0415
    from kapfhir.validation import validate  # noqa: PLC0415

    report = validate(bundle, release=release, profiles=profiles, packages=packages)
    if not report.ok:
        raise AssertionError(f"the FHIR is not valid:\n{folding.folded(report)}")
    return report
