"""`kapfhir sandbox`: the embedded endpoint on a port, until Ctrl-C."""

import threading
from argparse import ArgumentTypeError, Namespace

from kapfhir.cli import arguments
from kapfhir.cli.embedded import serving
from kapfhir.cli.exits import FINE
from kapfhir.cli.output import json_line, tell, write

__all__ = ["parser", "run"]

HIGHEST = 65535


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb("sandbox", "kapfhir sandbox --port 8080")
    made.add_argument("--port", type=_port, default=0, help="the port on this machine; without it any that is free")
    return made


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST:
        raise ArgumentTypeError(f"a port from 0 to {HIGHEST} is expected")
    return int(text)


def run(given: Namespace) -> int:
    """Print the base url, and serve."""
    with serving(given.port) as url:
        write(json_line({"url": url}) if given.format == "json" else url)
        tell("a FHIR R4 server in memory; Ctrl-C ends it, and nothing is kept")
        threading.Event().wait()
    return FINE
