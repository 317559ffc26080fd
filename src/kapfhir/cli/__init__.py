"""The command `kapfhir`. stdout is data, stderr is for people; nothing is on stdout when a command fails.

One module per verb, with a `parser` and a `run`; only the chosen verb's module is imported. What a verb needs of the
library it takes from the names of `kapfhir`, which come when they are asked for.
"""

from kapfhir.cli.command import main

__all__ = ["main"]
