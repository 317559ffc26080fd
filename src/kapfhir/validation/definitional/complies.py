"""A profile that claims to comply with another asks of each element what the other asks, or more.

Source: https://hl7.org/fhir/extensions/StructureDefinition-structuredefinition-compliesWithProfile.html, and HL7's
validator for what follows from it. One rule, `complies-with`; slices are compared in `complies_slices`. What cannot be
compared is named in `Frame.unchecked`.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation.definitional import complies_slices
from kapfhir.validation.definitional.stated import Stated
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.invariants.fhirpath import Clock, Unjudged
from kapfhir.validation.library import Definition
from kapfhir.validation.profiles.matching import has, same
from kapfhir.validation.shapes import objects_in
from kapfhir.validation.terminology import Contents, terminology
from kapfhir.validation.terminology.expansion import ANY, NOTHING
from kapfhir.wire import Path

__all__ = ["CLAIM", "Comparison", "check"]

CLAIM = "http://hl7.org/fhir/StructureDefinition/structuredefinition-compliesWithProfile"
STRENGTHS = ("example", "preferred", "extensible", "required")
STRICT = STRENGTHS[2:]  # those that may refuse a code
DEEPEST = 50  # steps of an id
UNCOMPARED = "profiles that are claimed to be complied with: some elements"


def check(frame: Frame, node: Definition, path: Path) -> Iterator[Finding]:
    """A StructureDefinition by each profile that it claims to comply with."""
    clock = frame.clock or Clock()  # definitions may have elements and slices without end
    given = node.get("extension")
    seen: set[str] = set()
    for index, one in enumerate(given if isinstance(given, list) else ()):
        url = one.get("valueCanonical") if isinstance(one, dict) and one.get("url") == CLAIM else None
        if not isinstance(url, str) or url in seen:
            continue
        seen.add(url)
        place = (*path, "extension", index)
        claimed = frame.library.find("StructureDefinition", url)
        if claimed is None:
            frame.unchecked.add("profiles that are claimed to be complied with, and are not here")
        elif claimed.get("type") != node.get("type"):
            text = f"the profile that it claims to comply with is of {claimed.get('type')}"
            yield Finding(place, "business-rule", "complies-with", text)
        else:
            yield from _compared(frame, clock, node, claimed, path, place)


def _compared(
    frame: Frame, clock: Clock, node: Definition, claimed: Definition, path: Path, place: Path
) -> list[Finding]:
    """All in which it does not comply, as far as there is time."""
    root = str(node.get("type")).rpartition("/")[2]
    found: list[Finding] = []
    try:
        with clock:
            both = Stated(frame, node), Stated(frame, claimed)
            found.extend(Comparison(frame, clock, *both, path, place).element(root, root))
    except Unjudged:
        frame.unchecked.add(UNCOMPARED)
    return found


class Comparison:
    """Of a profile with the one that it claims to comply with."""

    def __init__(self, frame: Frame, clock: Clock, own: Stated, claimed: Stated, path: Path, claim: Path) -> None:
        self.frame, self.own, self.claimed = frame, own, claimed
        self.clock = clock
        self._path, self._claim = path, claim
        self._name = str(claimed.definition.get("url", "")).rpartition("/")[2]

    def element(self, own: str, claimed: str, *, one_of: bool = False) -> Iterator[Finding]:
        """One element, by its id in both, and those in it. `one_of`: it is a slice of what the other has whole."""
        self.clock.check()
        if claimed.count(".") + claimed.count(":") > DEEPEST:
            self.uncompared()
            return
        bounds = self.own.bounds(own)
        yield from self._cardinality(own, claimed, one_of=one_of)
        if bounds and bounds[1] == 0:
            return
        yield from self._value(own, claimed)
        yield from self._types(own, claimed)
        yield from self._constraints(own, claimed)
        yield from self._binding(own, claimed)
        for member in self.claimed.members(claimed):
            name = f"{own}{member[len(claimed) :]}"
            yield from self.element(name, member)
            yield from complies_slices.compared(self, name, member)

    def finding(self, own: str, claimed: str, text: str, severity: str = "error") -> Finding:
        """At what the profile says of the element, if it does."""
        place = self.own.places.get(own)
        where = (*self._path, *place) if place else self._claim
        return Finding(where, "business-rule", "complies-with", f"{self._name} has at {claimed} {text}", severity)

    def uncompared(self) -> None:
        """Something of both that nobody can tell."""
        self.frame.unchecked.add(UNCOMPARED)

    def _cardinality(self, own: str, claimed: str, *, one_of: bool) -> Iterator[Finding]:
        if "." not in claimed:
            return
        ours, theirs = self.own.bounds(own), self.claimed.bounds(claimed)
        if ours is None or theirs is None:
            self.uncompared()
            return
        if theirs[0] > ours[0] and not one_of:
            yield self.finding(own, claimed, f"at least {theirs[0]}")
        if theirs[1] < ours[1]:
            yield self.finding(own, claimed, f"at most {theirs[1]}")

    def _value(self, own: str, claimed: str) -> Iterator[Finding]:
        fixed, pattern = self.own.said(own, "fixed"), self.own.said(own, "pattern")
        if (wanted := self.claimed.said(claimed, "fixed")) is not None:
            if fixed is None or not same(wanted, fixed):
                yield self.finding(own, claimed, "a fixed value, and this one has it not")
        elif (wanted := self.claimed.said(claimed, "pattern")) is not None:
            given = pattern if fixed is None else fixed
            if given is None or not has(wanted, given):
                yield self.finding(own, claimed, "a pattern, and this one does not ask for all of it")
        most, length = self.claimed.said(claimed, "maxLength"), self.own.said(own, "maxLength")
        if type(most) is int and (type(length) is not int or length > most):
            yield self.finding(own, claimed, f"at most {most} characters")

    def _types(self, own: str, claimed: str) -> Iterator[Finding]:
        ours, theirs = self.own.types(own), self.claimed.types(claimed)
        if ours and theirs and not ours <= theirs:
            yield self.finding(own, claimed, f"only the types {', '.join(sorted(theirs))}")

    def _constraints(self, own: str, claimed: str) -> Iterator[Finding]:
        """By their expressions: which of two implies the other is nobody's to tell."""
        given = self._errors(self.own, own)
        yield from (
            self.finding(own, claimed, f"the constraint {key}, and this one has it not")
            for expression, key in self._errors(self.claimed, claimed).items()
            if expression not in given
        )

    def _errors(self, stated: Stated, id_: str) -> dict[str, str]:
        """The key of each constraint by its expression; those that the type brings are in both."""
        found = [one for one in objects_in(stated.said(id_, "constraint")) if one.get("severity", "error") == "error"]
        return {
            str(one["expression"]): str(one.get("key")) for one in found
            if "expression" in one and not self._of_type(str(one.get("source", "")))
        }  # fmt: skip

    def _of_type(self, source: str) -> bool:
        found = self.frame.library.find("StructureDefinition", source) if source else None
        return found is not None and found.get("derivation") == "specialization"

    # --- bindings --------------------------------------------------------------------------------------------------

    def _binding(self, own: str, claimed: str) -> Iterator[Finding]:
        theirs, their_home = self.claimed.binding(claimed)
        strength = theirs.get("strength")
        if strength not in STRICT or "valueSet" not in theirs:
            return
        ours, our_home = self.own.binding(own)
        given = ours.get("strength")
        if given not in STRENGTHS or STRENGTHS.index(given) < STRENGTHS.index(strength):
            yield self.finding(own, claimed, f"a binding that is {strength}")
        elif (ours.get("valueSet"), our_home) != (theirs["valueSet"], their_home):
            held = self._is_part(self._contents(ours, our_home), self._contents(theirs, their_home))
            if held is None:
                self.uncompared()
            elif not held:
                severity = "error" if given == "required" else "warning"
                yield self.finding(own, claimed, "a value set without some codes of this one", severity)

    def _contents(self, binding: dict[str, Any], home: Definition) -> Contents | None:
        known, value_set = terminology(self.frame.library), str(binding.get("valueSet"))
        if value_set[:1] != "#":
            return known.value_set(value_set)
        inside = (one for one in objects_in(home.get("contained")) if one.get("id") == value_set[1:])
        found = next((one for one in inside if one.get("resourceType") == "ValueSet"), None)
        return None if found is None else {**known.contained(found)}

    def _is_part(self, ours: Contents | None, theirs: Contents | None) -> bool | None:
        """Whether all of the one is in the other; None where that is not known."""
        if ours is None or theirs is None:
            return None
        told: set[bool | None] = set()
        for system, codes in ours.items():
            others = theirs.get(system, theirs.get(ANY, NOTHING))
            known = terminology(self.frame.library).system(system) if codes is True else None
            listed = frozenset(known.displays) if known and known.complete else codes
            if others is True:
                told.add(True)
            elif isinstance(listed, frozenset) and isinstance(others, frozenset):
                told.add(listed <= others)
            else:
                told.add(False if codes is True and others == NOTHING else None)
        return False if False in told else None if None in told else True
