"""The door for a clinic's file: bytes to an Episode, an Episode to bytes. Errors name file, line, column and field."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kapfhir import wire
from kapfhir.errors import InvalidEpisode
from kapfhir.model import Episode, plain
from kapfhir.outcome import Issue

__all__ = ["dump", "episode_of", "read"]

TEXTS = {
    "missing": "this field is required",
    "extra_forbidden": "there is no such field",
    "union_tag_invalid": "kind is none of the visits' kinds",
    "union_tag_not_found": "a visit needs its kind",
    "model_type": "an object is expected",
    "tuple_type": "a list is expected",
    "dict_type": "an object is expected",
    "string_type": "a text is expected",
    "string_too_short": "an empty text; leave the field out",
    "bool_type": "true or false is expected",
    "int_type": "a whole number is expected",
    "too_short": "at least one is expected",
}


def read(source: str | os.PathLike[str] | bytes) -> Episode:
    """Read an episode from a file, or from the bytes of one.

    Raises:
        InvalidEpisode: with every finding; `.readable` is false where the source is not JSON, or not there.
    """
    name, content = _content(source)
    try:
        data = wire.loads(content)
    except wire.Malformed as error:
        issue = Issue("fatal", "structure", "", error.reason, "json", name, error.line, error.column)
        raise InvalidEpisode([issue], readable=False) from None
    return episode_of(data, file=name, text=content.decode("utf-8-sig"))


def episode_of(data: Any, *, file: str = "", text: str = "") -> Episode:
    """The episode in parsed JSON; with the text it came from, findings have line and column.

    Raises:
        InvalidEpisode: with every finding.
    """
    try:
        return Episode.model_validate(data)
    except ValidationError as error:
        found = list(_findings(error))
    places = wire.locate(text, [path for path, _, _ in found]) if text else {}
    issues = [
        Issue("error", "invalid", _field(path), said, rule, file, *places.get(path, (0, 0)))
        for path, rule, said in found
    ]
    raise InvalidEpisode(issues) from None


def dump(episode: Episode) -> bytes:
    """The one file of an episode: indented, fields in the model's order, what is absent left out."""
    return (wire.dumps(plain(episode), indent=2) + "\n").encode()


def _content(source: str | os.PathLike[str] | bytes) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return "", source
    try:
        return os.fspath(source), Path(source).read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InvalidEpisode(
            [Issue("fatal", "not-found", "", reason, "file", os.fspath(source))], readable=False
        ) from None


def _findings(error: ValidationError) -> Iterator[tuple[wire.Path, str, str]]:
    """Path, rule and sentence of each finding. pydantic's own sentences may hold the value; most are not used."""
    for detail in error.errors(include_input=False, include_url=False):
        path = _without_tags(detail["loc"])
        if detail["type"] == "broken":
            yield from ((path + field, rule, said) for field, rule, said in detail["ctx"]["broken"])
        else:
            yield path, _rule(detail), _sentence(detail)


def _without_tags(location: tuple[int | str, ...]) -> wire.Path:
    """pydantic puts the kind of a visit behind its index; the file does not."""
    if location[:1] == ("visits",) and len(location) > 2 and location[2] not in _VISIT_FIELDS:  # noqa: PLR2004
        return (*location[:2], *location[3:])
    return location


_VISIT_FIELDS = frozenset({"kind"})


def _rule(detail: ErrorDetails) -> str:
    return {"missing": "required", "extra_forbidden": "unknown-field"}.get(
        detail["type"], detail["type"].replace("_", "-")
    )


def _sentence(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    if detail["type"] in TEXTS:
        return TEXTS[detail["type"]]
    if detail["type"] == "literal_error":
        return f"one of {context['expected']} is expected"
    return detail["msg"].removeprefix("Input should be ").replace("String should", "it should")


def _field(path: wire.Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
