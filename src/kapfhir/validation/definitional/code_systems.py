"""A CodeSystem: what it declares and what its concepts have agree (`code-system-property`, `code-system-count`).

As a supplement it has no codes of its own (`code-system-supplement`).

Source: https://hl7.org/fhir/R4/codesystem.html#supplements, https://hl7.org/fhir/R4/codesystem-concept-properties.html.
"""

import re
from collections.abc import Iterator

from kapfhir.terminology import LOINC
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of, value_of
from kapfhir.validation.terminology import terminology
from kapfhir.wire import Path

__all__ = ["check"]

DEFINED = "http://hl7.org/fhir/concept-properties#"
TYPES = {
    "status": "code", "inactive": "boolean", "effectiveDate": "dateTime", "deprecationDate": "dateTime",
    "retirementDate": "dateTime", "notSelectable": "boolean", "parent": "code", "child": "code", "partOf": "code",
    "synonym": "code", "comment": "string", "itemWeight": "decimal",
}  # fmt: skip
# https://loinc.org/kb/faq/structure: a number and its check digit; parts, lists, answers and groups have letters before
LOINC_CODE = re.compile(r"([0-9]{1,7})-([0-9])").fullmatch
LOINC_OTHER = re.compile(r"(?:L[A-Z]|MTHU)[0-9]+(?:-[0-9])?").fullmatch


def check(frame: Frame, system: Json, path: Path) -> Iterator[Finding]:
    """Its properties, its concepts, and how many there are."""
    declared: dict[str, str] = {}
    for index, text in _of_properties(system, declared):
        yield Finding((*path, "property", index), "business-rule", "code-system-property", text)
    count = 0
    for place, concept in _concepts(system, path):
        count += 1
        yield from _of_concept(concept, declared, place)
    content, stated = system.get("content"), system.get("count")
    if isinstance(stated, int) and content == "complete" and stated != count:
        yield Finding((*path, "count"), "invalid", "code-system-count", "there are as many concepts as count says")
    if content == "not-present" and count:
        yield Finding((*path, "concept"), "invalid", "code-system-count", "no concepts are present, as content says")
    yield from _supplement(frame, system, path)


def _of_properties(system: Json, declared: dict[str, str]) -> Iterator[tuple[int, str]]:
    """What is wrong with a property that is declared; `declared` gets its type by its code."""
    uris: set[str] = set()
    for index, one in listed(system, "property"):
        code, uri, kind = text_of(one, "code"), text_of(one, "uri"), text_of(one, "type")
        if code in declared:
            yield index, "no two properties have the same code"
        if uri and uri in uris:
            yield index, "no two properties have the same uri"
        uris.add(uri)
        declared.setdefault(code, kind)
        name = uri.removeprefix(DEFINED) if uri.startswith(DEFINED) else ""
        if name in TYPES and kind != TYPES[name]:
            yield index, f"FHIR defines this property, with the type {TYPES[name]}"
        if name in TYPES and code in TYPES and code != name:
            yield index, f"FHIR defines this property, with the code {name}"


def _concepts(system: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    ahead: list[tuple[Path, Json]] = [(path, system)]
    for place, node in ahead:  # grows while it is walked
        inside = [((*place, "concept", index), concept) for index, concept in listed(node, "concept")]
        yield from inside
        ahead += inside


def _of_concept(concept: Json, declared: dict[str, str], path: Path) -> Iterator[Finding]:
    for index, one in listed(concept, "property"):
        expected = declared.get(text_of(one, "code"), "")
        kind, value = value_of(one)
        if expected and value is not None and kind.lower() != expected.lower():
            text = f"CodeSystem.property declares the type {expected}"
            yield Finding((*path, "property", index), "business-rule", "code-system-property", text)


# --- supplements -------------------------------------------------------------------------------------------------


def _supplement(frame: Frame, system: Json, path: Path) -> Iterator[Finding]:
    base, is_named = text_of(system, "supplements"), system.get("content") == "supplement"
    if base and not is_named:
        yield _wrong((*path, "content"), "what supplements another code system has the content `supplement`")
    if is_named and "supplements" not in system and "_supplements" not in system:
        yield _wrong((*path, "content"), "a supplement names the code system that it supplements")
    if base:
        for place, concept in _concepts(system, path):
            if not _has(frame, base.partition("|")[0], text_of(concept, "code")):
                yield _wrong((*place, "code"), "the code system that is supplemented has no such code")


def _has(frame: Frame, url: str, code: str) -> bool:
    """Whether a code system has a code, as far as that can be known."""
    if url == LOINC:
        frame.unchecked.add("LOINC")
        return _is_loinc(code)
    known = terminology(frame.library).system(url)
    if known is None or not known.complete:
        frame.unchecked.add("supplements of code systems that are not here")
        return True
    return known.code(code) is not None


def _is_loinc(code: str) -> bool:
    """Whether it is formed as LOINC's codes are. The check digit is by mod 10 (Luhn)."""
    parts = LOINC_CODE(code)
    if not parts:
        return bool(LOINC_OTHER(code))
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(parts[1]))]
    return sum(digit // 10 + digit % 10 for digit in [*doubled, int(parts[2])]) % 10 == 0


def _wrong(path: Path, text: str) -> Finding:
    return Finding(path, "business-rule", "code-system-supplement", text)
