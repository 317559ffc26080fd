"""`kapfhir plan`: what a push would do. It reads only."""

from argparse import Namespace

from kapfhir.cli import arguments, sources
from kapfhir.cli.connecting import connected_with_ledger
from kapfhir.cli.exits import FINE
from kapfhir.cli.output import json_line, write
from kapfhir.cli.planning import planned, with_plan

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb("plan", "kapfhir plan examples/jane.json --server sandbox --create-patient")
    with_plan(made)
    return made


def run(given: Namespace) -> int:
    """Print the plan."""
    record = sources.record(given.source, notes=given.allow_psychotherapy_notes)
    with connected_with_ledger(given) as server:
        plan = planned(server, record, given)
    write(json_line(plan.to_json()) if given.format == "json" else str(plan))
    return FINE
