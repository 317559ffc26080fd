"""A StructureDefinition of an extension: the elements that it says it stands on are there (`context-element`).

Source: https://hl7.org/fhir/R4/defining-extensions.html#context. Only paths of the release's own types are judged.
"""

from collections.abc import Iterator

from kapfhir import definitions
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.validation.tables import Type
from kapfhir.wire import Path

__all__ = ["check"]

SOME_RELEASES = "http://hl7.org/fhir/StructureDefinition/version-specific-use"  # it may be an element of another one
CHOICE = "[x]"


def check(frame: Frame, definition: Json, path: Path) -> Iterator[Finding]:
    """Each context that is an element."""
    for index, context in listed(definition, "context"):
        others = (extension.get("url") for _, extension in listed(context, "extension"))
        if context.get("type") != "element" or SOME_RELEASES in others:
            continue
        if not _is_there(frame, text_of(context, "expression")):
            text = f"{frame.types.release} has no such element"
            yield Finding((*path, "context", index), "invalid", "context-element", text)


def _is_there(frame: Frame, expression: str) -> bool:
    name, *steps = expression.split(".")
    index = definitions.load(f"{frame.library.release}/index")
    if name not in frame.types.resources and name not in index["datatypes"]:
        return True  # of a logical model, of a profile by its url, or an abstract type: not judged here
    kind = name
    for step in steps:
        if kind in index["primitives"] or kind == "Resource":
            return True
        found = _kind(frame.types[kind], step)
        if not found:
            return False
        kind = found
    return True


def _kind(type_: Type, step: str) -> str:
    """Of the element of this name; `Resource` of a choice of types, which may be anything."""
    if step in type_.elements:
        return type_.elements[step].kind
    stem = step.removesuffix(CHOICE)
    is_choice = any(
        name.startswith(stem) and name[len(stem) :][:1].isupper() for names in type_.choices for name in names
    )
    return "Resource" if is_choice else ""
