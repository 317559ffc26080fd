"""What the parsers of the verbs have in common. Names of options are validator_cli's where it has one."""

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from kapfhir import __version__
from kapfhir.cli.exits import EXITS, UNUSABLE
from kapfhir.cli.verbs import VERBS

__all__ = [
    "EPISODE_OR_BUNDLE",
    "SANDBOX",
    "Parser",
    "of_verb",
    "overview",
    "with_ledger",
    "with_notes",
    "with_output",
    "with_release",
    "with_server",
]

SANDBOX = "sandbox"
EPISODE_OR_BUNDLE = "an episode, or a FHIR Bundle, as JSON; - is stdin"


class Parser(ArgumentParser):
    """A parser whose errors are one line. It takes no `--abbreviation`: the next option could make it ambiguous."""

    def __init__(self, verb: str, example: str, description: str = "") -> None:
        super().__init__(
            prog=f"kapfhir {verb}".strip(),
            description=description or VERBS[verb][0].upper() + VERBS[verb][1:] + ".",
            epilog=example,
            formatter_class=_of_some_width,
            allow_abbrev=False,
        )

    def format_help(self) -> str:
        """As wide as the terminal."""
        self.formatter_class = RawDescriptionHelpFormatter
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and where to look."""
        self.exit(UNUSABLE, f"{self.prog}: {message}; see {self.prog} --help\n")


def _of_some_width(prog: str) -> RawDescriptionHelpFormatter:
    """By which an argument is tried when it is added; without a width that would import what asks the terminal."""
    return RawDescriptionHelpFormatter(prog, width=80)


def overview() -> Parser:
    """The parser of `kapfhir` itself, which knows the verbs and nothing of theirs."""
    verbs = "\n".join(f"  {verb:12}{line}" for verb, line in VERBS.items())
    exits = "\n".join(f"  {code:<12}{line}" for code, line in EXITS.items())
    example = "example:\n  kapfhir push examples/jane.json --server sandbox --create-patient"
    parser = Parser(
        "",
        f"commands (kapfhir COMMAND --help tells more):\n{verbs}\n\nexit codes:\n{exits}\n\n{example}",
        "Ketamine-assisted psychotherapy episodes to FHIR and back: mapped, validated offline, synced once.",
    )
    parser.usage = "kapfhir COMMAND ... | --help | --version"
    parser.add_argument("command", metavar="COMMAND", type=_verb, help="one of those below")
    parser.add_argument("--version", action="version", version=f"kapfhir {__version__}")
    return parser


def of_verb(verb: str, *examples: str, formats: Sequence[str] = ("text", "json")) -> Parser:
    """The parser of a verb, with the option that all have."""
    parser = Parser(verb, "\n  ".join(["example:" if len(examples) == 1 else "examples:", *examples]))
    parser.add_argument(
        "--format",
        choices=formats,
        default="text",
        help="how stdout is written: text for people, json in one line",
    )
    return parser


def with_output(parser: Parser) -> None:
    """Where the data goes."""
    parser.add_argument("-output", "--output", metavar="FILE", help="write to this file instead of stdout")


def with_release(parser: Parser, *versions: str) -> None:
    """The FHIR release, by its version number; the first is the one without this option."""
    parser.add_argument(
        "-version", "--fhir-version", dest="release", choices=versions, default=versions[0], help="the FHIR release"
    )


def with_server(parser: Parser) -> None:
    """Which server."""
    parser.add_argument(
        "--server", type=_server, metavar="URL", required=True,
        help=f"the base url of a FHIR server, or '{SANDBOX}': one in memory, gone with the command",
    )  # fmt: skip
    parser.add_argument("--timeout", type=float, metavar="SECONDS", default=60.0, help="for each request (60)")
    parser.add_argument(
        "--retries", type=int, metavar="N", default=4, help="how often a busy server is asked again (4)"
    )


def with_notes(parser: Parser) -> None:
    """Whether psychotherapy notes may leave the clinic."""
    parser.add_argument(
        "--allow-psychotherapy-notes",
        action="store_true",
        help="psychotherapy process text too, labelled, where a consent in the record authorises it",
    )


def with_ledger(parser: Parser) -> None:
    """Where it is kept what the server said."""
    parser.add_argument("--ledger", metavar="FILE", help="the ledger; without it the one in your state folder")


def _verb(text: str) -> str:
    if text not in VERBS:
        raise ArgumentTypeError("there is no such command")
    return text


def _server(text: str) -> str:
    from urllib.parse import urlsplit  # noqa: PLC0415  # not every verb speaks to a server

    parts = urlsplit(text)
    if text != SANDBOX and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ArgumentTypeError(f"an http(s) url is expected, or '{SANDBOX}'")
    return text
