"""Structure, by the tables of a release: which elements there are, how many, of which type.

Source: https://hl7.org/fhir/R4/json.html. Nothing is empty (`empty`); only in an array may a null stand.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from kapfhir.validation import (
    bindings,
    bundles,
    codes,
    contained,
    cross_version,
    definitional,
    identifiers,
    narrative,
    references,
    surroundings,
)
from kapfhir.validation.document import Enough, Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.primitives import Primitive
from kapfhir.validation.profiles import claims, extensions
from kapfhir.validation.shapes import listed, text_of
from kapfhir.validation.tables import Element, Type
from kapfhir.wire import Path

__all__ = ["resource"]

EMPTY: tuple[Any, ...] = ("", [], {}, None)


def resource(frame: Frame) -> Sequence[Finding]:
    """Of a resource by its resourceType, and of those inside it."""
    with suppress(Enough):
        _resource(frame, frame.resource, ())
    return frame.judged.found


# The walk tells what it finds to `frame.judged.found`: generators within generators would take half as long again.


def _resource(frame: Frame, node: Any, path: Path) -> None:
    kind = node.get("resourceType") if isinstance(node, dict) else None
    if not isinstance(kind, str) or kind not in frame.types.resources:
        if isinstance(kind, str) and frame.library.defines(kind):
            frame.unchecked.add("resources of a type that a package defines")
            _empties(frame, node, path)
        else:
            _wrong(frame, path, f"no resource of a type that {frame.types.release} has")
        return
    frame.judged.resources.append((path, node))
    inside = surroundings.inside(frame, node, path)
    tell_all = frame.judged.found.tell_all
    _members(inside, frame.types[kind], node, path, "resourceType")
    if kind == "Bundle":
        tell_all(bundles.identities(frame, node, path))
        tell_all(bundles.links(frame, node, path))
        tell_all(bundles.document(frame, node, path))
    elif kind in definitional.JUDGES:
        tell_all(definitional.check(inside, node, path))
    if "contained" in node and inside.root is node:
        tell_all(contained.check(node, path))
    tell_all(claims.check(inside))


def _empties(frame: Frame, node: dict[str, Any] | list[Any], path: Path) -> None:
    """Of a resource without a table, or of what is in it."""
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        if not value and value in EMPTY and not (value is None and isinstance(node, list)):
            _empty(frame, (*path, step))
        elif isinstance(value, dict | list):
            _empties(frame, value, (*path, step))


def _members(frame: Frame, type_: Type, node: dict[str, Any], path: Path, known: str | None = None) -> None:
    """Of an object. `known` is a member that is no element."""
    plain = type_.plain
    for name, value in node.items():
        if not (name in plain and plain[name](value)) and name != known:
            _member(frame, type_.elements, node, name, path)
    if "extension" in node or "modifierExtension" in node:
        frame.judged.found.tell_all(extensions.check(frame, type_, node, path))
    for names in type_.required:
        if names[0] not in node and not any(name in node or f"_{name}" in node for name in names):
            _missing(frame, names, path)
    for choice in type_.choices:
        if sum(map(choice.__contains__, node)) > 1:
            _wrong(frame, path, f"exactly one of {', '.join(sorted(choice))} is expected")
    for invariant in type_.invariants:
        held = invariant.holds(frame, node)
        if not held:
            frame.judged.found.tell_all(invariant.told(frame, node, path, held))


def _member(frame: Frame, elements: dict[str, Element], node: dict[str, Any], name: str, path: Path) -> None:
    element, value = elements.get(name), node[name]
    if element is None:
        _no_element(frame, elements, node, name, path)
    elif element.many:
        _array(frame, element, value, node.get(f"_{name}") if element.primitive else None, (*path, name))
    else:
        _value(frame, element, value, (*path, name))


def _missing(frame: Frame, names: tuple[str, ...], path: Path) -> None:
    if len(names) > 1:
        _wrong(frame, path, f"exactly one of {', '.join(sorted(names))} is expected")
    else:
        _wrong(frame, (*path, *names), "this element is required")


def _array(frame: Frame, element: Element, value: Any, beside: Any, path: Path) -> None:
    if not value and value in EMPTY:
        _empty(frame, path)
    elif not isinstance(value, list):
        _wrong(frame, path, "an array is expected")
    elif not (element.coded and codes.are_right(frame, element, value)):
        _each(frame, element, value, beside, path)


def _each(frame: Frame, element: Element, value: list[Any], beside: Any, path: Path) -> None:
    for index, member in enumerate(value):
        if element.plain and element.plain(member):
            continue
        if member is not None:
            _value(frame, element, member, (*path, index))
        elif not (element.primitive and isinstance(beside, list) and index < len(beside) and beside[index]):
            _wrong(frame, (*path, index), "null stands only for a value whose extension stands beside it")


def _value(frame: Frame, element: Element, value: Any, path: Path) -> None:
    """Of one value, by what the element's row says of it."""
    if not value and value in EMPTY:
        _empty(frame, path)
    elif element.kind == "Resource":
        _resource(frame, value, path)
    elif element.primitive:
        _primitive(frame, element, element.primitive, value, path)
    elif isinstance(value, dict):
        _object(frame, element, value, path)
    else:
        _wrong(frame, path, "an object is expected")


def _primitive(frame: Frame, element: Element, primitive: Primitive, value: Any, path: Path) -> None:
    tell_all = frame.judged.found.tell_all
    if not primitive.holds(value):
        _wrong(frame, path, primitive.expected)
    elif element.kind == "xhtml":
        frame.judged.narratives.append((path, value))
        tell_all(narrative.check(value, path))
    elif element.kind == "canonical":
        tell_all(references.fragment(frame, value, path))
    elif element.strength:
        tell_all(bindings.check(frame, element.strength, element.binding, element.kind, value, path))


def _object(frame: Frame, element: Element, value: dict[str, Any], path: Path) -> None:
    if element.coded and codes.is_right(frame, element, value):
        return
    if element.kind == "Identifier" and identifiers.is_right(value):
        return
    if element.kind == "Reference" and references.is_right(frame, element, value):
        return
    type_ = frame.types[element.kind]
    _members(frame, type_, value, path)
    if type_.own:
        frame.judged.found.tell_all(type_.own(value, path))
    elif element.kind == "Extension":
        _extension(frame, type_, value, path)
    elif element.kind == "Reference":
        frame.judged.found.tell_all(references.check(frame, element, value, path))
    elif element.coded:
        frame.judged.found.tell_all(codes.check(frame, element, value, path))


def _extension(frame: Frame, type_: Type, value: dict[str, Any], path: Path) -> None:
    """HL7's rule ext-1."""
    (values,) = type_.choices
    if any(name.lstrip("_") in values for name in value) == ("extension" in value):
        text = "an extension has either a value or extensions"
        frame.judged.found.tell(Finding(path, "invariant", "ext-1", text))


# --- beside a primitive ------------------------------------------------------------------------------------------


def _no_element(frame: Frame, elements: dict[str, Element], node: dict[str, Any], name: str, path: Path) -> None:
    element = elements.get(name[1:]) if name[:1] == "_" else None
    if element and element.primitive:
        _beside(frame, element, node.get(name[1:]), node[name], (*path, name))
    else:
        _wrong(frame, (*path, name), f"{frame.types.release} has no such element here")


def _beside(frame: Frame, element: Element, value: Any, beside: Any, path: Path) -> None:
    """Of `_element`: id and extensions of a primitive, or of each in a list of them."""
    if not element.many:
        _id_and_extensions(frame, beside, path)
        if value is None:
            _no_code(frame, element, beside, path)
    elif beside in EMPTY:
        _empty(frame, path)
    elif not isinstance(beside, list):
        _wrong(frame, path, "an array is expected")
    else:
        if isinstance(value, list) and len(value) < len(beside):
            _wrong(frame, path, "no more members are expected than the element has values")
        for index, member in enumerate(beside):
            if member is not None:
                _id_and_extensions(frame, member, (*path, index))
                if not isinstance(value, list) or value[index : index + 1] in ([], [None]):
                    _no_code(frame, element, member, (*path, index))
            elif not isinstance(value, list):
                _wrong(frame, (*path, index), "null stands only where there is a value")


def _no_code(frame: Frame, element: Element, beside: Any, path: Path) -> None:
    """A code that is required is there, and not an extension in its place."""
    if element.strength == "required" and not _of_another_release(beside):
        found = bindings.check(frame, "required", element.binding, element.kind, "", path)
        frame.judged.found.tell_all(found)


def _id_and_extensions(frame: Frame, beside: Any, path: Path) -> None:
    if beside in EMPTY:
        _empty(frame, path)
    elif isinstance(beside, dict):
        _members(frame, frame.types["Element"], beside, path)
    else:
        _wrong(frame, path, "an object is expected")


def _of_another_release(beside: Any) -> bool:
    """Whether an extension has a code of another release: https://hl7.org/fhir/R4/versions.html#extensions."""
    return any(cross_version.is_one(text_of(one, "url")) for _, one in listed(beside, "extension"))


def _empty(frame: Frame, path: Path) -> None:
    frame.judged.found.tell(Finding(path, "structure", "empty", "nothing is here; leave the element out"))


def _wrong(frame: Frame, path: Path, text: str) -> None:
    frame.judged.found.tell(Finding(path, "structure", "structure", text))
