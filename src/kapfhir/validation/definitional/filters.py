"""A filter of a ValueSet: its value is one that the property can have (`value-set-filter`).

Source: https://hl7.org/fhir/R4/valueset-definitions.html#ValueSet.compose.include.filter.value, and for parameters the
extension valueset-parameter of http://hl7.org/fhir/tools, which HL7's validator reads.
"""

import re
from collections.abc import Iterator
from typing import Any

from kapfhir.validation.definitional import expressions
from kapfhir.validation.definitional.urls import is_absolute
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.primitives import PRIMITIVES
from kapfhir.validation.shapes import Json, listed, text_of, value_of
from kapfhir.validation.terminology import terminology
from kapfhir.wire import Path

__all__ = ["check", "parameters", "properties"]

PARAMETER = "http://hl7.org/fhir/tools/StructureDefinition/valueset-parameter"
EXPRESSION = "http://hl7.org/fhir/StructureDefinition/cqf-expression"
GENERAL = {  # https://hl7.org/fhir/R4/codesystem-concept-properties.html, and what every system has
    "concept": "code", "code": "code", "status": "code", "inactive": "boolean", "effectiveDate": "dateTime",
    "deprecationDate": "dateTime", "retirementDate": "dateTime", "notSelectable": "boolean", "synonym": "code",
    "comment": "string", "itemWeight": "decimal",
}  # fmt: skip
PREFIX = re.compile("(?:eq|ne|gt|lt|ge|le|sa|eb|ap)?").match
NUMBERS = {
    "integer": re.compile(r"[-+]?[0-9]+"),
    "decimal": re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"),
}
CODING = re.compile(r"([^|#]+)(?:\|[^#]+)?#(.+)").fullmatch
UNREAD = ("regex",)  # Java's, of which Python's are not a part


def parameters(value_set: Json) -> frozenset[str]:
    """The names of the parameters that a ValueSet declares."""
    declared = (one for _, one in listed(value_set, "extension") if one.get("url") == PARAMETER)
    parts = (part for one in declared for _, part in listed(one, "extension") if part.get("url") == "name")
    return frozenset(name for part in parts if isinstance(name := value_of(part)[1], str))


def properties(frame: Frame, system: str) -> dict[str, str]:
    """The types of a code system's properties: those that all have, and what it declares itself, if it is here."""
    definition = frame.library.find("CodeSystem", system)
    return GENERAL | {text_of(one, "code"): text_of(one, "type") for _, one in listed(definition, "property")}


def check(frame: Frame, kinds: dict[str, str], one: Json, known: frozenset[str], path: Path) -> Iterator[Finding]:
    """A filter on a property whose type is among `kinds`; `known` are the parameters."""
    operator, value = text_of(one, "op"), one.get("value")
    kind = kinds.get(text_of(one, "property"))
    if not kind:
        return
    if value is None:
        for text in _by_expression(one.get("_value"), known):
            yield Finding((*path, "value"), "invalid", "value-set-filter", text)
    elif isinstance(value, str) and operator not in UNREAD:
        expected = "boolean" if operator == "exists" else kind
        values = value.split(",") if operator in ("in", "not-in") else [value]
        wrong = next((text for part in values if (text := _of_value(frame, expected, part))), "")
        if wrong:
            yield Finding((*path, "value"), "invalid", "value-set-filter", wrong)


def _of_value(frame: Frame, kind: str, value: str) -> str:
    """What is wrong with a value, empty where nothing is."""
    bare = value[PREFIX(value).end() :]  # type: ignore[union-attr]  # it matches at every place
    if kind == "boolean" and value not in ("true", "false"):
        return "true or false is expected"
    if kind in NUMBERS and not NUMBERS[kind].fullmatch(bare):
        return f"a value of type {kind} is expected"
    if kind == "dateTime" and not PRIMITIVES["dateTime"].holds(bare):
        return "a date, with or without its time, is expected"
    return _of_coding(frame, value) if kind == "Coding" else ""


def _of_coding(frame: Frame, value: str) -> str:
    if "#" not in value and "|" in value:
        return ""  # as a search has it, of which HL7's validator only warns
    parts = CODING(value)
    if not parts or not is_absolute(parts[1]):
        return "system#code is expected, or system|version#code"
    system = terminology(frame.library).system(parts[1])
    if system and system.complete and system.code(parts[2]) is None:
        return "the code system has no such code"
    return ""


def _by_expression(beside: Any, known: frozenset[str]) -> Iterator[str]:
    """Of what stands beside a value that is not there."""
    found = (value_of(one)[1] for _, one in listed(beside, "extension") if one.get("url") == EXPRESSION)
    expression = next(found, None)
    if not isinstance(expression, dict):
        yield "a value is expected, or an expression for it"
    elif expression.get("language") != "text/fhirpath":
        yield "an expression in text/fhirpath is expected"
    elif not expressions.is_read(text := text_of(expression, "expression")):
        yield "this is no FHIRPath"
    elif not expressions.constants(text) <= known:
        yield "the expression names a parameter that the value set does not declare"
