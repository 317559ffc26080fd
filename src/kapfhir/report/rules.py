"""What a rule says and why it is there: ours from `definitions/rules.json`, HL7's and the guide's from definitions."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kapfhir import definitions
from kapfhir.identity import BASE

__all__ = ["Page", "names", "page"]


class Page(NamedTuple):
    """A rule, explained. `why` and `source` may be empty."""

    rule: str
    says: str
    why: str = ""
    source: str = ""

    def __str__(self) -> str:
        source = f"Source: {self.source}" if self.source else ""
        return "\n".join(filter(None, [f"{self.rule}: {self.says}", self.why, source]))


def names() -> list[str]:
    """Every rule that has a page."""
    guide = (constraint["key"] for constraint, _ in _constraints())
    return sorted({*definitions.load("rules"), *guide, *(key for key, *_ in _tables())})


def page(rule: str) -> Page | None:
    """The page of a rule; None where there is none of this name."""
    ours = definitions.load("rules").get(rule)
    if ours:
        return Page(rule, **ours)
    return _of_tables(rule) or next((_of(*found) for found in _constraints() if found[0]["key"] == rule), None)


def _constraints() -> Iterator[tuple[dict[str, Any], str]]:
    """The invariants that profiles state or inherit, HL7's first, each with the profile's url."""
    for folder in ("r4", "r5"):  # the guide's are among those of R4
        urls = sorted(definitions.members(f"{folder}/profiles"), key=lambda url: url.startswith(BASE))
        for profile in (found for url in urls if (found := definitions.member(f"{folder}/profiles", url))):
            for element in profile.get("snapshot", {"element": ()})["element"]:
                yield from ((constraint, profile["url"]) for constraint in element.get("constraint", ()))


def _tables() -> Iterator[tuple[str, str, str]]:
    """HL7's invariants of R4 and R5: key, sentence, and the type that states it."""
    for release in ("r4", "r5"):
        index = definitions.load(f"{release}/index")
        names = {*index["resources"], *index["datatypes"], *index["bases"], *index["bases"].values(), "Element"}
        for name in sorted(names):
            constraints = definitions.load(f"{release}/{name}")["constraints"]
            yield from ((key, row[2], f"{name} ({release.upper()})") for key, row in constraints.items())


def _of_tables(rule: str) -> Page | None:
    """A key may have another sentence in the other release, or in another type."""
    found: dict[str, list[str]] = {}
    for key, human, where in _tables():
        if key == rule:
            found.setdefault(human, []).append(where)
    if len(found) <= 1:
        return next((Page(rule, human, source=f"HL7, {', '.join(where)}") for human, where in found.items()), None)
    says = "\n".join(f"{', '.join(where)}: {human}" for human, where in found.items())
    return Page(rule, says, source="HL7")


def _of(constraint: dict[str, Any], profile: str) -> Page:
    return Page(constraint["key"], constraint["human"], source=constraint.get("source", profile))
