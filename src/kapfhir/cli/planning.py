"""What the verbs that plan have in common: their arguments, and the plan."""

from argparse import Namespace
from typing import TYPE_CHECKING

from kapfhir.cli import arguments
from kapfhir.cli.sources import Record

if TYPE_CHECKING:
    from kapfhir.sync import Connection, Plan

__all__ = ["planned", "with_plan"]


def with_plan(parser: arguments.Parser) -> None:
    """Everything that a plan depends on."""
    parser.add_argument("source", metavar="FILE", help=arguments.EPISODE_OR_BUNDLE)
    arguments.with_server(parser)
    arguments.with_ledger(parser)
    arguments.with_notes(parser)
    for flag, text in FLAGS.items():
        parser.add_argument(flag, action="store_true", help=text)


FLAGS = {
    "--create-patient": "create the Patient where the server has none with this identifier",
    "--retract": "mark entered-in-error what the server has and the record no longer",
    "--refresh": "ask the server again what the ledger knows of it",
}


def planned(server: "Connection", record: Record, given: Namespace) -> "Plan":
    """The plan for a record."""
    return server.plan(
        record.bundle,
        withheld=record.withheld,
        create_patient=given.create_patient,
        retract=given.retract,
        refresh=given.refresh,
        allow_psychotherapy_notes=given.allow_psychotherapy_notes,
    )
