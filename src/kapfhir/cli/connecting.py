"""A server for a command: the one that was named, or the sandbox; and the ledger, whose place is always told."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import kapfhir
from kapfhir.cli import embedded
from kapfhir.cli.arguments import SANDBOX
from kapfhir.cli.output import tell

if TYPE_CHECKING:
    from kapfhir.sync import Connection

__all__ = ["connected", "connected_with_ledger"]


@contextmanager
def connected(given: Namespace, ledger: str | None = None) -> Iterator["Connection"]:
    """A connection without a ledger that lasts, unless one is given."""
    if given.server == SANDBOX:
        with embedded.serving() as url, kapfhir.connect(url, ledger=None) as connection:
            yield connection
    else:
        with kapfhir.connect(given.server, ledger=ledger, timeout=given.timeout, retries=given.retries) as connection:
            yield connection


@contextmanager
def connected_with_ledger(given: Namespace) -> Iterator["Connection"]:
    """A connection with the ledger that was named, or the one in the user's state folder."""
    if given.server == SANDBOX:
        tell("ledger: in memory, gone with the sandbox")
        ledger = None
    else:
        ledger = given.ledger or str(_default_ledger())
        tell(f"ledger: {ledger}")
    with connected(given, ledger) as connection:
        yield connection


def _default_ledger() -> object:
    from kapfhir.sync import default_ledger  # noqa: PLC0415  # `--help` connects to nothing

    return default_ledger()
