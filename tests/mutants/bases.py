"""Valid documents to break: the guide's examples, the sessions of jane, and generated episodes, in small pieces.

The episodes are kept, a line each: what Hypothesis makes of a seed is another thing with other modules loaded.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import guide
import kapfhir
from generated import generated
from kapfhir import wire

__all__ = ["bases", "keep"]

JANE = Path(__file__).parents[2] / "examples" / "jane.json"
EPISODES = Path(__file__).with_name("episodes.ndjson")
GENERATED = 30
MOST = 4  # entries of a piece: HL7's validator takes 5 ms for each


def bases() -> dict[str, dict[str, Any]]:
    """Each by its name."""
    found = {path.stem: guide.read(path) for path in guide.EXAMPLES}
    bundles = {"jane": kapfhir.to_bundle(kapfhir.read(JANE))}
    lines = EPISODES.read_bytes().splitlines()
    bundles |= {f"generated-{number}": kapfhir.to_bundle(kapfhir.read(line)) for number, line in enumerate(lines)}
    seen: set[str] = set()
    for name, bundle in bundles.items():
        for number, piece in enumerate(_pieces(bundle)):
            shape = _shape(piece["entry"][0]["resource"])
            if shape not in seen:  # what has the same elements is broken in the same ways
                seen.add(shape)
                found[f"{name}-{number}"] = piece
    return found


def keep() -> None:
    """Generate the episodes anew."""
    made = (kapfhir.dump(episode) for episode in generated(GENERATED, 5))
    EPISODES.write_text("".join(f"{wire.dumps(wire.loads(text))}\n" for text in made), encoding="utf-8")


def _pieces(bundle: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A resource, with what it refers to beside it, as a transaction of its own."""
    entries = {entry["fullUrl"]: entry for entry in bundle["entry"]}
    for entry in bundle["entry"]:
        near = [target for target in dict.fromkeys(_targets(entry["resource"])) if target in entries]
        others = [entries[target] for target in near if target != entry["fullUrl"]]
        yield bundle | {"entry": [entry, *others[: MOST - 1]]}


def _targets(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("reference"), str):
            yield node["reference"]
        for value in node.values():
            yield from _targets(value)
    elif isinstance(node, list):
        for value in node:
            yield from _targets(value)


def _shape(node: Any) -> str:
    """What is the same in two pieces that differ in their texts, dates and numbers alone."""
    if isinstance(node, dict):
        return f"{{{','.join(f'{name}:{_shape(value)}' for name, value in node.items())}}}"
    if isinstance(node, list):
        return f"[{','.join(dict.fromkeys(map(_shape, node)))}]"
    # a profile's url, not a system's, which may be one of many
    return node if isinstance(node, str) and "/StructureDefinition/" in node else type(node).__name__
