"""`kapfhir pull`: an episode from a FHIR server, as a Bundle of type collection."""

from argparse import ArgumentTypeError, Namespace

from kapfhir import wire
from kapfhir.cli import arguments
from kapfhir.cli.connecting import connected
from kapfhir.cli.exits import FINE
from kapfhir.cli.output import write

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    example = "kapfhir pull 'https://clinic.example/episodes|KAP-2026-0007' --server http://localhost:8080/fhir"
    made = arguments.of_verb("pull", example)
    made.add_argument(
        "identifier", type=_identifier, metavar="SYSTEM|VALUE", help="the clinic's identifier of the episode"
    )
    arguments.with_server(made)
    arguments.with_output(made)
    return made


def _identifier(text: str) -> str:
    if not all(text.partition("|")):
        raise ArgumentTypeError("system and value are expected, with | between them")
    return text


def run(given: Namespace) -> int:
    """Print the Bundle."""
    with connected(given) as server:
        bundle = server.pull(given.identifier)
    write(wire.dumps(bundle, indent=2 if given.format == "text" else None), given.output)
    return FINE
