"""The logger `kapfhir`, silent unless the application asks. What is logged, at which level: docs/logging.md.

Every module of ours that logs takes its logger from here, so that the NullHandler is there before the first record.
It does not stand in `kapfhir/__init__.py`, because `import kapfhir` must not cost `import logging`.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["logger", "without_urls"]

_ROOT = logging.getLogger("kapfhir")
_ROOT.addHandler(logging.NullHandler())


def logger(name: str) -> logging.Logger:
    """The child logger of this name: `logger("sync")` is `kapfhir.sync`."""
    return _ROOT.getChild(name)


_ASKING: ContextVar[bool] = ContextVar("kapfhir_asking", default=False)


class _WithoutUrls(logging.Filter):
    """urllib3 writes the query of a request, in which identifiers may stand: at DEBUG, and where it tries again."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002  # logging's signature
        return not _ASKING.get()


for _name in ("urllib3.connectionpool", "urllib3.util.retry"):
    logging.getLogger(_name).addFilter(_WithoutUrls())


@contextmanager
def without_urls() -> Iterator[None]:
    """While kapfhir itself is asking, urllib3 logs nothing; `kapfhir.server` says what is to be said."""
    token = _ASKING.set(True)
    try:
        yield
    finally:
        _ASKING.reset(token)
