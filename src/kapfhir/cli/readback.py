"""Whether what a server gives back is what was sent: resource by resource, and as the episode that it leads back to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import kapfhir
from kapfhir import wire
from kapfhir.cli.sources import Record

if TYPE_CHECKING:
    from kapfhir.model import Episode

__all__ = ["differences", "expected"]


def expected(record: Record) -> "Episode":
    """The episode that must come back: the source's without what is withheld, or the one that the Bundle holds.

    Raises:
        NotKap: the Bundle holds none.
    """
    return record.episode if record.episode else kapfhir.from_bundle(record.bundle)


def differences(sent: dict[str, Any], expected: "Episode", stored: dict[str, Any]) -> list[str]:
    """What differs, by path and without a value; nothing where all is equal."""
    from kapfhir.sync import compare  # noqa: PLC0415  # `--help` compares nothing

    return [*compare(sent, stored)] or [*_of_episodes(expected, stored)]


def _of_episodes(expected: "Episode", stored: dict[str, Any]) -> Iterator[str]:
    from kapfhir.sync import paths  # noqa: PLC0415  # as above

    try:
        read = kapfhir.from_bundle(stored)
    except kapfhir.InvalidEpisode as error:
        yield from map(str, error.report)
    else:
        yield from paths(wire.loads(kapfhir.dump(expected)), wire.loads(kapfhir.dump(read)), "episode")
