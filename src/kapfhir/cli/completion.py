"""`kapfhir completion`: a script that completes commands and options in a shell, made by shtab."""

from argparse import ArgumentParser, Namespace
from importlib import import_module

from kapfhir.cli import arguments
from kapfhir.cli.exits import FINE, UNUSABLE, Stop
from kapfhir.cli.output import json_line, write
from kapfhir.cli.verbs import VERBS

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb("completion", "kapfhir completion bash")
    made.add_argument("shell", choices=["bash", "zsh", "tcsh"], help="which shell")
    return made


def run(given: Namespace) -> int:
    """Print the script."""
    try:
        import shtab  # noqa: PLC0415  # an extra
    except ModuleNotFoundError:
        raise Stop(UNUSABLE, "kapfhir: completion is an extra: pip install 'kapfhir[completion]'") from None
    script = shtab.complete(_all(), given.shell)
    write(json_line({"script": script}) if given.format == "json" else script)
    return FINE


def _all() -> ArgumentParser:
    """All verbs under one parser; a command is never parsed by it."""
    whole = ArgumentParser(prog="kapfhir")
    commands = whole.add_subparsers(parser_class=ArgumentParser)
    for verb, line in VERBS.items():
        of_verb = import_module(f"kapfhir.cli.{verb}").parser()
        commands.add_parser(verb, help=line, parents=[of_verb], add_help=False)
    return whole
