"""The options that say how much of a document is judged: `kapfhir.validation.caps`."""

from argparse import ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from kapfhir.cli.arguments import Parser

if TYPE_CHECKING:
    from kapfhir.validation.caps import Caps

__all__ = ["caps", "with_caps"]

OF_WHAT = {  # with the defaults of the library, which `--help` does not import
    "size": "bytes in a document (33554432)",
    "values": "values in a document (300000)",
    "depth": "objects and arrays within one another (200, which is the most)",
    "findings": "errors of a document, and as many others (1000)",
}


def with_caps(parser: Parser) -> None:
    """An option for each cap."""
    for name, of_what in OF_WHAT.items():
        parser.add_argument(f"--max-{name}", type=_count, metavar="N", help=f"no more than N {of_what}")


def caps(given: Namespace) -> "Caps":
    """Those that were asked for; the others are the library's."""
    from kapfhir.validation.caps import Caps  # noqa: PLC0415  # as above

    asked = {name: getattr(given, f"max_{name}") for name in OF_WHAT}
    return Caps(**{name: most for name, most in asked.items() if most is not None})


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError("a number is expected")
    return int(text)
