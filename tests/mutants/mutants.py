"""Documents of our own, broken in thousands of ways: kapfhir's verdict beside that of HL7's validator.

mutants.py [--count N] [--seed N]      the table, and each disagreement by name
mutants.py --only NAME                 one mutant: what both say of it, and the file
mutants.py --episodes                  generate the episodes anew that are broken, as after a change of the model
"""

import argparse
import copy
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import getitem
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

sys.path.append(str(Path(__file__).resolve().parents[1]))  # run as a program, this folder alone is on the path

import bases
from mutators import MUTATORS, Change, places

import guide
import kapfhir
from kapfhir import wire
from kapfhir.identity import BASE
from kapfhir.outcome import Issue
from kapfhir.wire import Path as Steps
from oracle import agreement, oracle, remembered

__all__ = ["COUNT", "Judged", "broken", "judge", "mutants"]

COUNT = 2600
SEED = 5
UNBROKEN = "none"


class Mutant(NamedTuple):
    """A document and how it was broken."""

    mutator: str
    way: str
    base: str
    path: Steps
    document: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.mutator}/{self.way} {self.base} {'.'.join(map(str, self.path))}"


class Judged(NamedTuple):
    """What both say of a mutant."""

    mutant: Mutant
    ours: list[Issue]
    theirs: list[oracle.Finding]

    @property
    def agreed(self) -> bool:
        return bool(self.ours) == bool(self.theirs)

    @property
    def missed_ours(self) -> bool:
        """Whether a rule of our own guide is broken, HL7's validator says so, and kapfhir finds no error at all."""
        return not self.ours and any(BASE in error.text or "kap-" in error.text for error in self.theirs)


class _Site(NamedTuple):
    base: str
    path: Steps
    way: str
    change: Change


# --- made --------------------------------------------------------------------------------------------------------


def mutants(count: int = COUNT, seed: int = SEED) -> list[Mutant]:
    """All that break a rule of the guide by its table, then of each mutator as many, spread over ways and elements."""
    chosen = random.Random(seed)
    documents = bases.bases()
    found = [*_guide(), *_invariants()]
    found += [Mutant(UNBROKEN, "", name, (), document) for name, document in documents.items()]
    share = (count - len(found)) // len(MUTATORS) + 1
    for mutator, sites in _sites(documents).items():
        groups = [chosen.choice(group) for group in sites.values()]
        chosen.shuffle(groups)
        found += (_made(mutator, site, documents[site.base]) for site in groups[:share])
    return found


def _guide() -> Iterator[Mutant]:
    for number, row in enumerate(guide.broken()):
        yield Mutant("guide", f"{row.kind} {row.rule}", f"row {number}", (), row.resource)


def _invariants() -> Iterator[Mutant]:
    table = json.loads((Path(__file__).parent / "invariants.json").read_bytes())
    for row in table["changes"]:
        example = guide.read(guide.GUIDE / "example" / f"{row['example']}.json")
        yield Mutant("invariant", row["rule"], row["example"], (), guide.changed(example, row["change"]))
    for rule, resource in table["bundles"].items():
        yield Mutant("invariant", rule, "Bundle", (), resource)


def _sites(documents: dict[str, dict[str, Any]]) -> dict[str, dict[tuple[str, ...], list[_Site]]]:
    """By mutator, then by way and element."""
    found: dict[str, dict[tuple[str, ...], list[_Site]]] = {name: defaultdict(list) for name in MUTATORS}
    for base, document in documents.items():
        for place in places(document):
            if place.path[:1] == ("entry",) and len(place.path) > 1 and place.path[1] != 0:
                continue  # what stands beside the piece is a piece of its own
            element = ".".join(str(step) for step in place.path if isinstance(step, str))
            profile = _profile(place.owner)
            for name, mutator in MUTATORS.items():
                for way, change in mutator(place):
                    found[name][way, profile, element].append(_Site(base, place.path, way, change))
    return found


def _profile(resource: dict[str, Any]) -> str:
    return str(resource.get("meta", {}).get("profile", resource["resourceType"]))


def _made(mutator: str, site: _Site, document: dict[str, Any]) -> Mutant:
    changed = copy.deepcopy(document)
    parent = reduce(getitem, site.path[:-1], changed)
    site.change(parent, site.path[-1])
    return Mutant(mutator, site.way, site.base, site.path, changed)


# --- judged ------------------------------------------------------------------------------------------------------


def judge(rows: Iterable[Mutant], place: Path) -> list[Judged]:
    """Each by both, as a file in this folder."""
    found = []
    for number, mutant in enumerate(rows):
        path = place / f"{number}.json"
        path.write_text(wire.dumps(mutant.document), encoding="utf-8")
        found.append((mutant, path))
    answers = remembered.validate([oracle.Asked(path) for _, path in found], igs=[str(guide.GUIDE)], version="4.0.1")
    return [
        Judged(mutant, agreement.errors(kapfhir.validate(path.read_bytes())), answer.errors)
        for (mutant, path), answer in zip(found, answers, strict=True)
    ]


def broken(found: Iterable[Judged]) -> Iterator[Judged]:
    """Without the documents as they were."""
    return (one for one in found if one.mutant.mutator != UNBROKEN)


# --- told --------------------------------------------------------------------------------------------------------


def table(found: list[Judged]) -> Iterator[str]:
    yield "| mutator | mutants | agreed | both valid | both invalid | false errors | not found |"
    yield "|---|---|---|---|---|---|---|"
    by_mutator: dict[str, list[Judged]] = defaultdict(list)
    for one in found:
        by_mutator[one.mutant.mutator].append(one)
    for name, rows in (by_mutator | {"all that are broken": [*broken(found)]}).items():
        count = Counter((not one.theirs, not one.ours) for one in rows)
        same = count[True, True] + count[False, False]
        numbers = (count[True, True], count[False, False], count[True, False], count[False, True])
        yield f"| {name} | {len(rows)} | {100 * same / len(rows):.2f} % | {' | '.join(map(str, numbers))} |"


def disagreements(found: list[Judged]) -> Iterator[str]:
    for one in found:
        if not one.agreed and one.ours:
            first = one.ours[0]
            yield f"- false error: `{one.mutant.name}`: {first.rule}: {first.expression}: {first.text}"
        elif not one.agreed:
            guides = " (a rule of the guide)" if one.missed_ours else ""
            yield f"- not found{guides}: `{one.mutant.name}`: {one.theirs[0].id}: {one.theirs[0].text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", metavar="NAME", default="", help="those with this in their name, and all of it")
    parser.add_argument("--episodes", action="store_true", help="generate the episodes anew, and keep them")
    given = parser.parse_args()
    if given.episodes:
        bases.keep()
    rows = [one for one in mutants(given.count, given.seed) if given.only in one.name]
    with TemporaryDirectory() as place:
        found = judge(rows, Path(place))
    lines = _details(found) if given.only else (*table(found), "", *disagreements(found))
    print("\n".join(lines))  # noqa: T201  # a program for the terminal


def _details(found: list[Judged]) -> Iterator[str]:
    for one in found:
        yield from (one.mutant.name, wire.dumps(one.mutant.document, indent=1))
        yield from ("kapfhir:", *(f"  {issue}" for issue in one.ours))
        yield from ("HL7's validator:", *(f"  {error.expression}: {error.text} [{error.id}]" for error in one.theirs))


if __name__ == "__main__":
    main()
