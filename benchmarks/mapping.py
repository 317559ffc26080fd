"""`to_bundle` beside the same JSON built from literals: the least that any mapping could cost in Python."""

import importlib.util
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import kapfhir
from kapfhir import wire
from kapfhir.testing import jane
from measure import MILLI, Row, fastest

__all__ = ["rows"]


def literal(node: Any) -> str:
    """Python source of a JSON value, every container written out."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{name!r}: {literal(value)}" for name, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(literal, node)) + "]"
    return f"Decimal({node.text!r})" if isinstance(node, wire.Decimal) else repr(node)


def builder(bundle: dict[str, Any]) -> Callable[[], Any]:
    """A function of a module of its own that builds the bundle."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "literals.py"
        path.write_text(f"from kapfhir.wire import Decimal\n\n\ndef build():\n    return {literal(bundle)}\n", "utf-8")
        spec = importlib.util.spec_from_file_location("literals", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module.build


def rows(rounds: int) -> Iterator[Row]:
    episode = jane()
    bundle = kapfhir.to_bundle(episode)
    build = builder(bundle)
    if wire.dumps(build()) != wire.dumps(bundle):
        sys.exit("the literals are not the bundle")
    mapped, built = fastest(rounds, lambda: kapfhir.to_bundle(episode), build)
    yield Row(
        f"`to_bundle(jane)`, {len(bundle['entry'])} resources",
        f"{mapped * MILLI:.1f} ms",
        f"the same JSON from literals, {built * MILLI:.1f} ms",
        mapped / built,
        at_most=3,
    )
