"""What the oracle said once, kept in the cache folder by the content of all that was asked: a re-run is quick."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from oracle import oracle

__all__ = ["definitions", "place", "validate"]


def validate(asked: Iterable[oracle.Asked], version: str, igs: Sequence[str] = ()) -> list[oracle.Answer]:
    """As `oracle.validate`; only what was never asked before starts it."""
    rows = list(asked)
    found = _remembered("validate", rows, version, igs)
    # the same content may have been asked as another file
    return [oracle.answer(one)._replace(file=str(row.file)) for row, one in zip(rows, found, strict=True)]


def definitions(asked: Iterable[oracle.Asked], version: str) -> list[dict[str, Any] | None]:
    """Each file as JSON of this release, a profile with its snapshot; None where HL7's engine cannot."""
    return [answer.get("resource") for answer in _remembered("snapshot", list(asked), version, ())]


def place(kind: str, key: str) -> Path:
    """Where something is kept."""
    return oracle.packages.cache() / kind / key[:2] / key


def _remembered(verb: str, asked: list[oracle.Asked], version: str, igs: Sequence[str]) -> list[dict[str, Any]]:
    always = _digest(verb, oracle.source_hash(), version, *map(_content, (*oracle.ALWAYS[1:], *igs)))
    places = [place("answers", _key(always, row)) for row in asked]
    fresh = {path: row for path, row in zip(places, asked, strict=True) if not path.exists()}
    if fresh:
        answers = oracle.ask(verb, map(str, fresh.values()), version, igs)
        for path, answer in zip(fresh, answers, strict=True):
            _keep(path, answer)
    return [json.loads(path.read_bytes()) for path in places]


def _keep(path: Path, answer: dict[str, Any]) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(answer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    unfinished.replace(path)


def _key(always: str, row: oracle.Asked) -> str:
    return _digest(always, _content(row.file), *row.profiles, "|", *map(_content, row.igs))


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def _content(path: Path | str) -> str:
    """Of a file with its suffix, which tells its format, or of all files in a folder; a package's name is its own."""
    named = Path(path)
    if named.is_dir():
        return _digest(*(_content(file) for file in sorted(named.iterdir()) if file.is_file()))
    return _digest(named.suffix, sha256(named.read_bytes()).hexdigest()) if named.exists() else str(path)
