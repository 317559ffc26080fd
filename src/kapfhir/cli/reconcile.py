"""`kapfhir reconcile`: bring the ledger in line with what the server has of an episode."""

from argparse import Namespace

from kapfhir.cli import arguments, sources
from kapfhir.cli.connecting import connected_with_ledger
from kapfhir.cli.exits import FINE
from kapfhir.cli.output import json_line, write

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    example = "kapfhir reconcile examples/jane.json --server http://localhost:8080/fhir --ledger kapfhir.db"
    made = arguments.of_verb("reconcile", example)
    made.add_argument("source", metavar="FILE", help=arguments.EPISODE_OR_BUNDLE)
    arguments.with_server(made)
    arguments.with_ledger(made)
    arguments.with_notes(made)
    return made


def run(given: Namespace) -> int:
    """Print what the ledger now knows."""
    record = sources.record(given.source, notes=given.allow_psychotherapy_notes)
    with connected_with_ledger(given) as server:
        found = server.reconcile(record.bundle)
    write(json_line(found.to_json()) if given.format == "json" else str(found))
    return FINE
