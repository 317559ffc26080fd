"""`kapfhir map`: an episode to a FHIR Bundle, or a Bundle back to an episode."""

from argparse import Namespace
from collections import Counter
from typing import TYPE_CHECKING, Any

import kapfhir
from kapfhir import wire
from kapfhir.cli import arguments, sources
from kapfhir.cli.exits import FINE
from kapfhir.cli.output import tell, write
from kapfhir.release import RELEASES

if TYPE_CHECKING:
    from kapfhir.model import Episode

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb(
        "map",
        "kapfhir map examples/jane.json",
        "kapfhir map examples/jane.json | kapfhir map -",
        "kapfhir map -version 5.0.0 examples/jane.json",
    )
    made.add_argument("source", metavar="FILE", help=arguments.EPISODE_OR_BUNDLE)
    arguments.with_release(made, *RELEASES)
    arguments.with_notes(made)
    arguments.with_output(made)
    return made


def run(given: Namespace) -> int:
    """Map, whichever way the source asks for."""
    found, release = sources.document(given.source), RELEASES[given.release]
    indent = 2 if given.format == "text" else None
    if found.is_fhir:
        bundle = sources.bundle_of(found, release, notes=given.allow_psychotherapy_notes)
        text = kapfhir.dump(kapfhir.from_bundle(bundle)).decode()
        write(text if indent else wire.dumps(wire.loads(text)), given.output)
        _tell_unread(bundle)
    else:
        episode = sources.episode_of(found)
        bundle = kapfhir.to_bundle(episode, allow_psychotherapy_notes=given.allow_psychotherapy_notes)
        write(wire.dumps(release.encode(bundle), indent=indent), given.output)
        if not given.allow_psychotherapy_notes:
            _tell_withheld(episode)
    return FINE


def _tell_unread(bundle: dict[str, Any]) -> None:
    """Nothing vanishes silently: what the episode does not hold, or not whole."""
    types = Counter(resource["resourceType"] for resource in kapfhir.unread(bundle))
    if types:
        tell(f"unread: {types.total()} resources of the Bundle are not in the episode, or not whole")
    for type_, count in sorted(types.items()):
        tell(f"{count:6}  {type_}")


def _tell_withheld(episode: "Episode") -> None:
    """Nothing vanishes silently."""
    reasons = Counter(part.reason for part in kapfhir.withheld(episode))
    if reasons:
        tell(f"withheld: {reasons.total()} parts of the episode are not in the Bundle")
    for reason, count in reasons.most_common():
        tell(f"{count:6}  {reason}")
