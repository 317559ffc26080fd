"""The embedded endpoint for commands: where it cannot be had, one line says why."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from kapfhir.cli.exits import UNUSABLE, Stop

__all__ = ["serving"]


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """The base url of an empty endpoint; gone afterwards."""
    with ExitStack() as stack:
        try:
            from kapfhir.testing import serving  # noqa: PLC0415  # an extra

            url = stack.enter_context(serving(port=port))
        except ModuleNotFoundError:
            raise Stop(UNUSABLE, "kapfhir: the sandbox is an extra: pip install 'kapfhir[testing]'") from None
        except OSError as error:
            raise Stop(UNUSABLE, f"kapfhir: port {port}: {os.strerror(error.errno or 0)}") from None
        yield url
