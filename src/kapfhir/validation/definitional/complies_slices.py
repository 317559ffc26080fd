"""Slices of an element in a profile and in the one that it claims to comply with: those with the same values of the
discriminators are compared.

As HL7's validator has it, a slice of the other profile has to be in this one too, even where it may be missing: what
stands in its place could be anything.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from kapfhir.validation.definitional.stated import Stated, based_on, profiles
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.invariants import Clock
from kapfhir.validation.shapes import objects_in

__all__ = ["compared"]

ALSO = (
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile",
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile",
)
UNKNOWN = object()  # of a discriminator that the definition of a slice says nothing at
Told = tuple[str, str]  # type and path of a discriminator


class Comparing(Protocol):
    """What compares the elements: `complies.Comparison`."""

    frame: Frame
    own: Stated
    claimed: Stated
    clock: Clock

    def element(self, own: str, claimed: str, *, one_of: bool = False) -> Iterator[Finding]:
        """One element, by its id in both, and those in it."""

    def finding(self, own: str, claimed: str, text: str) -> Finding:
        """At what the profile says of the element."""

    def uncompared(self) -> None:
        """Something of both that nobody can tell."""


def compared(by: Comparing, own: str, claimed: str) -> Iterator[Finding]:
    """Of one element, by its id in both."""
    ours, theirs = by.own.slices(own), by.claimed.slices(claimed)
    rules = _rules(by.claimed, claimed)
    if theirs and not ours:
        if rules == "closed" or any(_least(by.claimed, one) for one in theirs):
            yield by.finding(own, claimed, "slices, and this one has none")
    elif not theirs:
        for one in ours:
            yield from by.element(one, claimed, one_of=True)
    elif rules != "open" and _rules(by.own, own) != rules:
        yield by.finding(own, claimed, f"slices that are {rules}")
    elif _slicing(by.claimed, claimed).get("ordered") is True and _slicing(by.own, own).get("ordered") is not True:
        yield by.finding(own, claimed, "slices in an order")
    elif not {*(told := _discriminators(by.claimed, claimed))} <= {*_discriminators(by.own, own)}:
        yield by.finding(own, claimed, "a discriminator that this one has not")
    else:
        yield from _matched(by, own, claimed, told)


def _matched(by: Comparing, own: str, claimed: str, told: list[Told]) -> Iterator[Finding]:
    ours = {one: [_value(by.own, one, *each) for each in told] for one in by.own.slices(own)}
    seen: set[str] = set()
    for slice_ in by.claimed.slices(claimed):
        by.clock.check()
        wanted = [_value(by.claimed, slice_, *each) for each in told]
        if not told or UNKNOWN in wanted or any(UNKNOWN in values for values in ours.values()):
            by.uncompared()
            return
        kinds = [kind for kind, _ in told]
        found = [one for one, values in ours.items() if all(map(_fits, [by.frame] * len(told), kinds, values, wanted))]
        if not found:
            yield by.finding(own, slice_, "a slice, and this one has none for it")
        for one in found:
            seen.add(one)
            yield from by.element(one, slice_)
    for one in (one for one in ours if one not in seen):
        if _rules(by.claimed, claimed) == "closed":
            yield by.finding(one, claimed, "slices that are closed, and this is none of them")
        yield from by.element(one, claimed, one_of=True)


def _slicing(stated: Stated, id_: str) -> dict[str, Any]:
    found = stated.said(id_, "slicing")
    return found if isinstance(found, dict) else {}


def _rules(stated: Stated, id_: str) -> str:
    return str(_slicing(stated, id_).get("rules", "open"))


def _least(stated: Stated, id_: str) -> int:
    bounds = stated.bounds(id_)
    return bounds[0] if bounds else 0


def _discriminators(stated: Stated, id_: str) -> list[Told]:
    """Extensions are told by their url where nothing else is said."""
    found = [
        (str(one.get("type")), str(one.get("path"))) for one in objects_in(_slicing(stated, id_).get("discriminator"))
    ]
    return found or ([("value", "url")] if id_.endswith(("extension", "modifierExtension")) else [])


def _value(stated: Stated, id_: str, kind: str, path: str) -> Any:
    """What the definition of a slice has at a discriminator."""
    end = id_ if path == "$this" else f"{id_}.{path}"
    if kind in {"profile", "type"}:
        return (profiles(stated.said(end, "type")) if kind == "profile" else sorted(stated.types(end))) or UNKNOWN
    if kind == "exists":
        bounds = stated.bounds(end)
        return UNKNOWN if bounds is None else bounds[1] > 0
    if kind not in {"value", "pattern"}:
        return UNKNOWN
    found = stated.said(end, "fixed", "pattern")
    if found is None and path == "url":
        return next(iter(profiles(stated.said(id_, "type"))), UNKNOWN)
    return _inside(stated, id_, path) if found is None else found


def _inside(stated: Stated, id_: str, path: str) -> Any:
    """Of what an element above has: the system of an Identifier that is fixed."""
    found = stated.said(id_, "fixed", "pattern")
    for step in path.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return UNKNOWN if found is None else found


def _fits(frame: Frame, kind: str, own: Any, wanted: Any) -> bool:
    """A profile may be based on the wanted one, or comply with it in turn."""
    if own == wanted or kind != "profile":
        return bool(own == wanted)
    ahead = [definition for url in own for definition in based_on(frame, str(url))]
    urls = {str(one.get("url")) for one in ahead}
    for one in ahead:
        more = (also for also in objects_in(one.get("extension")) if also.get("url") in ALSO)
        urls |= {str(also.get("valueCanonical")).partition("|")[0] for also in more}
    return not urls.isdisjoint(str(url).partition("|")[0] for url in wanted)
