"""The cases of `tests/corpus`, which README.md there tells of."""

from pathlib import Path
from typing import NamedTuple

__all__ = ["INVALID", "Case", "broken", "valid"]

CORPUS = Path(__file__).parent / "corpus"
INVALID = CORPUS / "invalid"
NOT_JSON = "json"
NO_RESOURCE = "structure"  # the rule that has a FHIR case without a resourceType


class Case(NamedTuple):
    """A file that breaks a rule, by its path below `INVALID`, and the line that says so."""

    name: str
    rule: str
    line: str

    @property
    def content(self) -> bytes:
        return (INVALID / self.name).read_bytes()

    @property
    def readable(self) -> bool:
        return self.rule != NOT_JSON

    @property
    def fhir(self) -> bool:
        return self.readable and (self.rule == NO_RESOURCE or b'"resourceType"' in self.content)


def broken() -> list[Case]:
    found = sorted(INVALID.glob("*/*.json"))
    return [Case(p.relative_to(INVALID).as_posix(), p.parent.name, _line(p)) for p in found]


def valid() -> list[Path]:
    return sorted((CORPUS / "valid").glob("*.json"))


def _line(path: Path) -> str:
    return path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")
