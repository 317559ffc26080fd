"""How many of the guide's broken examples each validator rejects: what a time says nothing of.

`tests/corpus/guide/broken.json` has a broken example for each rule of the guide. One that rejects right ones as well
has not found what is broken in them: so those are counted too.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

import kapfhir
from kapfhir import wire
from others import Other, guide

__all__ = ["table"]

KINDS = {"invariants": "invariants", "bindings": "required codes", "absent": "elements that are not allowed"}
Rejects = Callable[[Path], bool]


def table(others: Sequence[Other], at_most: int | None = None) -> Iterator[str]:
    """A row for each validator; `at_most` so many examples of a kind."""
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder), at_most)
        yield "| broken examples that are rejected, of | " + " | ".join(
            f"{len(paths)} {of_what}" for of_what, paths in files.items()
        ) + " |"  # fmt: skip
        yield "|---" * (len(files) + 1) + "|"
        for name, rejects in _judges(others):
            counts = (sum(map(rejects, paths)) for paths in files.values())
            yield f"| {name} | " + " | ".join(map(str, counts)) + " |"


def _files(folder: Path, at_most: int | None) -> dict[str, list[Path]]:
    """What there is of each kind. HL7's validator decides some offline as a warning: they are left out."""
    files: dict[str, list[Path]] = {of_what: [] for of_what in KINDS.values()}
    for number, row in enumerate(row for row in guide.broken() if not row.undecided):
        path = folder / f"{number}.json"
        path.write_text(wire.dumps(row.resource), "utf-8")
        files[KINDS[row.kind]].append(path)
    files["right ones, rejected all the same"] = guide.EXAMPLES
    return {of_what: paths[:at_most] for of_what, paths in files.items()}


def _judges(others: Iterable[Other]) -> Iterator[tuple[str, Rejects]]:
    yield "kapfhir", lambda file: not kapfhir.validate(file.read_bytes()).ok
    yield "fhir.resources", lambda file: not _parses(file)
    for other in others:
        yield other.name, other.rejects


def _parses(file: Path) -> bool:
    read: Any = wire.loads(file.read_bytes())
    try:
        get_fhir_model_class(read["resourceType"]).model_validate_json(file.read_bytes())
    except ValidationError:
        return False
    return True
