"""The fullest episode there can be, made from the JSON Schema: every field, and a canary in every text that is free."""

import itertools
from collections.abc import Iterator
from typing import Any

from kapfhir import definitions

__all__ = ["CANARY", "closed_texts", "fullest", "put"]

CANARY = "canary-7d1f"
Path = tuple[str | int, ...]
GIVEN: dict[tuple[str, str], Any] = {  # by the names of the owner and the field: what the fields ask of each other
    ("", "timezone"): "America/Chicago",
    ("visits", "status"): "cancelled",
    ("integration", "status"): "cancelled",
    ("doses", "id"): f"{CANARY}-dose",
    ("adverse_events", "blames"): f"{CANARY}-dose",
    ("rescue_drugs", "id"): f"{CANARY}-rescue",
    ("adverse_events", "rescue"): f"{CANARY}-rescue",
    ("questionnaires", "answers"): {"1": 1},
    ("questionnaires", "id"): f"{CANARY}-response",
    ("outcomes", "inputs"): [f"{CANARY}-response"],
    ("diagnoses", "clinical_status"): "resolved",
}
LEFT_OUT = {  # because another field is there
    ("patient", "id"), ("vitals", "systolic"), ("sedation", "absent"), ("visits", "date"), ("integration", "date"),
    ("periods", "mg_per_h"), ("periods", "mg_per_kg_per_h"), ("periods", "ml_per_h"), ("visits", "integrates"),
    ("integration", "integrates"), ("questionnaires", "visit"), ("questionnaires", "total"),
    ("prior_treatments", "ongoing"), ("visits", "no_known_allergies"),
}  # fmt: skip


def fullest() -> dict[str, Any]:
    """The episode, as the clinic's JSON."""
    schema = definitions.load("episode.schema")
    episode: dict[str, Any] = _filled(schema, "", "", schema["$defs"], itertools.count())
    return episode


def _filled(node: dict[str, Any], owner: str, name: str, known: dict[str, Any], numbers: Iterator[int]) -> Any:
    while "$ref" in node:
        node = known[node["$ref"].rpartition("/")[2]]
    if (owner, name) in GIVEN or "const" in node or "enum" in node:
        return GIVEN.get((owner, name)) or node.get("const") or node["enum"][0]
    if alternatives := node.get("oneOf") or node.get("anyOf"):
        return _filled(alternatives[0], owner, name, known, numbers)
    if node["type"] == "object":
        members = node.get("properties", {}).items()
        return {n: _filled(m, name, n, known, numbers) for n, m in members if (name, n) not in LEFT_OUT}
    if node["type"] == "array":
        return [_filled(one, owner, name, known, numbers) for one in node["items"].get("oneOf", [node["items"]])]
    return _text(node, numbers) if node["type"] == "string" else node["type"] == "boolean" or 1


def _text(node: dict[str, Any], numbers: Iterator[int]) -> str:
    pattern = node.get("pattern", "")
    if node.get("format") == "date-time":
        return "2026-03-09T10:00:00-06:00"
    if node.get("format") == "date" or r"\d{4}" in pattern:
        return "2026-03-09"
    canary = f"{CANARY}-{next(numbers)}"
    return f"urn:{canary}:x" if ":" in pattern else canary


def closed_texts(node: Any, path: Path = ()) -> Iterator[Path]:
    """Where a text stands that is not free: a word of a list, a date, a time, a time zone."""
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, member in members:
        if isinstance(member, str) and CANARY not in member:
            yield (*path, step)
        yield from closed_texts(member, (*path, step))


def put(node: Any, path: Path, value: Any) -> None:
    """Change one member of a piece of JSON."""
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
