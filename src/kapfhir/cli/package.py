"""`kapfhir package`: the guide as a FHIR NPM package. Its file's name goes to stdout, as npm does it."""

from argparse import Namespace

from kapfhir.cli import arguments
from kapfhir.cli.exits import FINE, UNUSABLE, Stop
from kapfhir.cli.output import json_line, write
from kapfhir.packaging import write_guide_package

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb("package", "kapfhir package -o kap.tgz")
    made.add_argument("-o", "-output", "--output", metavar="FILE", required=True, help="the package to write")
    return made


def run(given: Namespace) -> int:
    """Write it."""
    try:
        write_guide_package(given.output)
    except OSError as error:
        raise Stop(UNUSABLE, f"{given.output}: {error.strerror}") from None
    write(json_line({"file": given.output}) if given.format == "json" else given.output)
    return FINE
