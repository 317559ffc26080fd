"""The command line: finds the verb, runs it, and turns what is raised into an exit code."""

import atexit
import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from kapfhir.cli import exits
from kapfhir.cli.arguments import overview
from kapfhir.cli.output import tell
from kapfhir.cli.verbs import VERBS
from kapfhir.errors import KapfhirError

__all__ = ["main"]

YOUNG = 50_000  # new objects, after which Python looks for garbage among them: 700 are soon met while modules are read


def main(words: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code. Wrong usage, `--help` and `--version` end the process, as argparse does."""
    if words is None:
        _whole_process()
    given = sys.argv[1:] if words is None else [*words]
    if given[:1] and given[0] in VERBS:
        return _ending(given[0], given[1:])
    return _ending(overview().parse_args(given).command, [])  # only of `-- COMMAND`


def _whole_process() -> None:
    """Of a short process, look for garbage seldom, and not at the end, when all of it goes: that took a tenth of it."""
    gc.set_threshold(YOUNG)
    atexit.register(gc.freeze)


def _ending(verb: str, words: Sequence[str]) -> int:
    source = ""
    try:
        module = import_module(f"kapfhir.cli.{verb}")
        arguments = module.parser().parse_intermixed_args(words)
        source = getattr(arguments, "source", "")
        code: int = module.run(arguments)
    except exits.Stop as stop:
        tell(str(stop))
        return stop.code
    except KapfhirError as error:
        tell(exits.lines(error, source))
        return exits.code_of(error)
    except KeyboardInterrupt:
        tell("kapfhir: interrupted")
        return exits.INTERRUPTED
    except Exception as error:  # whatever it is, no traceback: it would show values
        tell(exits.bug(error))
        return exits.BUG
    return code
