"""Where the time of `validate` goes: `python benchmarks --stages`. Under a profiler, so that only shares count."""

import cProfile
import pstats
from collections import Counter
from pathlib import Path

import kapfhir
from claiming import claiming
from measure import MILLI, fastest

__all__ = ["table"]

ROUNDS = 20
STAGES = {  # by the module of kapfhir.validation, or the package in it
    "wire": "parse", "decoder": "parse", "codes": "codes", "bindings": "codes", "terminology": "codes",
    "invariants": "invariants", "profiles": "profiles", "surroundings": "profiles", "bundles": "references and bundles",
    "references": "references and bundles", "links": "references and bundles", "answers": "answers",
    "answered": "answers", "plausibility": "plausibility", "narrative": "narratives", "primitives": "formats",
    "patterns": "formats",
}  # fmt: skip


def table() -> str:
    """A row for each stage, the longest first."""
    content = claiming()
    [took] = fastest(ROUNDS, lambda: kapfhir.validate(content))
    profile = cProfile.Profile()
    profile.runcall(lambda: [kapfhir.validate(content) for _ in range(ROUNDS)])
    spent: Counter[str] = Counter()
    for place, (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if place[0] == "~":  # of the interpreter: it is whose it was called by
            for caller, (_, _, inside, _) in callers.items():
                spent[_stage(caller[0])] += inside
        else:
            spent[_stage(place[0])] += own
    rows = [f"| {stage} | {took * MILLI * own / spent.total():.2f} ms | {own / spent.total():.0%} |"
            for stage, own in spent.most_common()]  # fmt: skip
    return "\n".join(
        [f"| stage of `validate`, 54 resources, {took * MILLI:.1f} ms | took | share |\n|---|---|---|", *rows]
    )


def _stage(file: str) -> str:
    path = Path(file)
    name = path.stem if path.parent.name in ("validation", "kapfhir", "json") else path.parent.name
    return STAGES.get(name, "structure")
