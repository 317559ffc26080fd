"""Bindings: whether an element has a code of its value set, and how bad it is where it has not.

| strength | rule | a code that is not in the set |
|---|---|---|
| required | `required-binding` | error; so is no code |
| extensible | `extensible-binding` | warning |
| preferred | | nothing; but languages, of which it lists the usual ones, are to be language tags |

At an extensible binding a text without a code is fine here: the standard has it where no code of the set applies, which
is nobody's to know (https://hl7.org/fhir/R4/terminologies.html#extensible). HL7's validator warns of it, and tells of
what is not preferred.

HL7's validator decides no binding where a coding is of a system that needs a terminology server (`SERVED`), or of which
it has a part (UCUM). Where the set lists its codes, a required one is decided here all the same, as `served-binding`.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.library import Definition
from kapfhir.validation.shapes import as_text
from kapfhir.validation.terminology import Codes, CodeSystem, Contents, Terminology, terminology
from kapfhir.validation.terminology.expansion import ANY, NOTHING
from kapfhir.validation.terminology.grammars import GRAMMARS
from kapfhir.validation.terminology.served import SERVED
from kapfhir.wire import Path

__all__ = ["check", "holds", "holds_text"]

MOST = 60  # codes that a sentence lists
SEVERITIES = {"required": "error", "extensible": "warning"}
PRIMITIVE = ("code", "uri", "string")
QUANTITIES = ("Quantity", "SimpleQuantity", "MoneyQuantity", "Age", "Count", "Distance", "Duration")


class Binding(NamedTuple):
    """A binding whose value set is here."""

    strength: str
    value_set: str
    contents: Contents
    known: Terminology


def check(frame: Frame, strength: str, value_set: str, kind: str, value: Any, path: Path) -> Iterator[Finding]:
    """Of a value of the type `kind` whose element is bound to `value_set`, with or without version."""
    if strength not in SEVERITIES and kind != "code":
        return
    known = terminology(frame.library)
    contents = _contents(frame, known, value_set)
    if contents is None:
        frame.unchecked.add(f"value set {value_set.partition('|')[0]}" if value_set[:1] != "#" else "value sets")
        return
    binding = Binding(strength, value_set, contents, known)
    if kind == "CodeableReference" and isinstance(value, dict):
        kind, value, path = "CodeableConcept", value.get("concept"), (*path, "concept")
    if kind == "CodeableConcept":
        if isinstance(value, dict):
            yield from _concept(frame, binding, value, path)
    elif kind == "Coding" or kind in QUANTITIES:
        if isinstance(value, dict) and isinstance(value.get("system"), str) and isinstance(value.get("code"), str):
            yield from _codings(frame, binding, [(value["system"], value["code"])], path)
    elif kind in PRIMITIVE and isinstance(value, str):
        yield from _primitive(frame, binding, value, path)


def holds(frame: Frame, value_set: str | Definition, system: str, code: str) -> bool | None:
    """Whether a value set, by its url or as a resource, has a code; None where that is not known here."""
    known = terminology(frame.library)
    contents = known.contained(value_set) if isinstance(value_set, dict) else _contents(frame, known, value_set)
    return None if contents is None else _has(Binding("", "", contents, known), system, code)


def _contents(frame: Frame, known: Terminology, value_set: str) -> Contents | None:
    if value_set[:1] != "#":
        return known.value_set(value_set)
    inside = frame.known.get(value_set)
    if isinstance(inside, dict) and inside.get("resourceType") == "ValueSet":
        return known.contained(inside)
    return None


def holds_text(frame: Frame, value_set: str | Definition, text: str) -> bool | None:
    """Whether a text is a code in a value set, by whatever system."""
    known = terminology(frame.library)
    contents = known.contained(value_set) if isinstance(value_set, dict) else _contents(frame, known, value_set)
    if contents is None or ANY in contents:
        return None
    binding = Binding("", "", contents, known)
    asked = (system for system in contents if system not in GRAMMARS or GRAMMARS[system].holds(text))
    held = {_has(binding, system, text) for system in asked}
    return True in held or (None if None in held else False)


# --- codes -------------------------------------------------------------------------------------------------------


def _concept(frame: Frame, binding: Binding, value: dict[str, Any], path: Path) -> Iterator[Finding]:
    """One of its codings is enough; a text alone is none."""
    given = value.get("coding")
    codings = [coding for coding in given if isinstance(coding, dict)] if isinstance(given, list) else []
    if codings:
        pairs = [(as_text(coding.get("system")), as_text(coding.get("code"))) for coding in codings]
        yield from _codings(frame, binding, pairs, path)
    elif binding.strength == "required":
        yield _finding(binding, path)


def _codings(frame: Frame, binding: Binding, pairs: list[tuple[str, str]], path: Path) -> Iterator[Finding]:
    found = {_has(binding, system, code) for system, code in pairs}
    if True in found:
        return
    served = any(system in SERVED or (system in GRAMMARS and system in binding.contents) for system, _ in pairs)
    if None in found or (served and binding.strength != "required"):
        frame.unchecked.add(f"codes of {binding.value_set.partition('|')[0]}")
    else:
        yield _finding(binding, path, "served-binding" if served else "")


def _has(binding: Binding, system: str, code: str) -> bool | None:
    """Whether the set has a code; None where that is not known here."""
    if not system:
        return _of_the_one_system(binding.contents, code)
    codes = binding.contents.get(system, binding.contents.get(ANY, NOTHING))
    if codes is True:
        return _is_of(binding.known, system, code)
    if isinstance(codes, bool):
        return False if system in GRAMMARS and not GRAMMARS[system].holds(code) else None
    if code in codes or not codes:
        return code in codes
    defined = binding.known.system(system)
    return bool(defined and defined.folded and defined.code(code) in codes)


def _is_of(known: Terminology, system: str, code: str) -> bool | None:
    if system in GRAMMARS:
        return GRAMMARS[system].holds(code) or None  # what is none is told where the code stands
    defined = known.system(system)
    if defined is None:
        return None
    return defined.code(code) is not None or (False if defined.complete else None)


def _of_the_one_system(contents: Contents, code: str) -> bool:
    """HL7's validator takes a code without system for one of the set's only system, if the set lists it."""
    (codes, *others) = (*contents.values(), NOTHING)[: max(len(contents), 1)]
    return not others and isinstance(codes, frozenset) and code in codes


def _primitive(frame: Frame, binding: Binding, value: str, path: Path) -> Iterator[Finding]:
    grammars = [
        GRAMMARS[system]
        for system, codes in binding.contents.items()
        if system in GRAMMARS and (codes is True or binding.strength == "preferred")
    ]
    found = {_has(binding, system, value) for system in binding.contents if system}
    for grammar in grammars if value else ():  # the code of an element without a value is nobody's to judge
        if not grammar.holds(value):
            yield Finding(path, "code-invalid", grammar.rule, grammar.expected)
        elif grammar.unchecked:
            frame.unchecked.add(grammar.unchecked)
    if grammars or True in found or binding.strength not in SEVERITIES:
        return
    if None in found or ANY in binding.contents:
        frame.unchecked.add(f"codes of {binding.value_set.partition('|')[0]}")
    else:
        yield _finding(binding, path)


# --- what is told ------------------------------------------------------------------------------------------------


def _finding(binding: Binding, path: Path, rule: str = "") -> Finding:
    text = f"{_told(binding.known, binding.value_set)} is expected"
    severity = SEVERITIES[binding.strength]
    return Finding(path, "code-invalid", rule or f"{binding.strength}-binding", text, severity)


@lru_cache(maxsize=256)
def _told(known: Terminology, value_set: str) -> str:
    contents = known.value_set(value_set) or {}
    listed = [*chain.from_iterable(_listed(known.system(system), codes) for system, codes in contents.items())]
    if 0 < len(listed) <= MOST:
        return f"one of {', '.join(listed)}"
    return "a code of the contained value set" if value_set[:1] == "#" else f"a code of {value_set}"


def _listed(system: CodeSystem | None, codes: Codes) -> list[str]:
    """In the order of the system; more than are told where not all are known, or they are many."""
    if system and codes is True:
        return [*system.displays]
    if isinstance(codes, bool) or len(codes) > MOST:
        return [""] * (MOST + 1)
    ordered = [code for code in system.displays if code in codes] if system else []
    return ordered + sorted(codes.difference(ordered))
