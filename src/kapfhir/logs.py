"""The logger `kapfhir`, silent unless the application asks. What is logged, at which level: docs/logging.md.

Every module of ours that logs takes its logger from here, so that the NullHandler is there before the first record.
It does not stand in `kapfhir/__init__.py`, because `import kapfhir` must not cost `import logging`.
"""

import logging

__all__ = ["logger"]

_ROOT = logging.getLogger("kapfhir")
_ROOT.addHandler(logging.NullHandler())


def logger(name: str) -> logging.Logger:
    """The child logger of this name: `logger("sync")` is `kapfhir.sync`."""
    return _ROOT.getChild(name)
