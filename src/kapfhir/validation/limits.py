"""How much a package may be, and what is raised of one that cannot be read."""

from typing import NamedTuple

__all__ = ["Limits", "Unusable"]


class Limits(NamedTuple):
    """What a package may be; the largest of HL7's are below half of it."""

    members: int = 50_000
    member: int = 1 << 26  # bytes
    total: int = 400_000_000  # bytes, unpacked
    ratio: int = 100  # of unpacked to packed; JSON reaches 40, zeros reach 1000


class Unusable(Exception):
    """What was named is no package that can be read. The message names it, says why, and what is expected."""
