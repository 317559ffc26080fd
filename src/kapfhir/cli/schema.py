"""`kapfhir schema`: the JSON Schema of an episode, as committed; the model itself is not loaded."""

from argparse import Namespace

from kapfhir import definitions
from kapfhir.cli import arguments
from kapfhir.cli.exits import FINE
from kapfhir.cli.output import write

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb("schema", "kapfhir schema")
    arguments.with_output(made)
    return made


def run(given: Namespace) -> int:
    """Print it."""
    text = definitions.content("episode.schema.json").decode()
    write(_in_one_line(text) if given.format == "json" else text, given.output)
    return FINE


def _in_one_line(text: str) -> str:
    from kapfhir import wire  # noqa: PLC0415  # the text is printed as it stands

    return wire.dumps(wire.loads(text))
