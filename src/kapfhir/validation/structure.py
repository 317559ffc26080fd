"""Structure, by the tables of a release: which elements there are, how many, of which type.

Source: https://hl7.org/fhir/R4/json.html. What is empty is told by `empty` alone.
"""

import re
from collections.abc import Iterator
from typing import Any

from kapfhir.validation import bindings, bundles, codes, contained, definitional, narrative, references, surroundings
from kapfhir.validation.document import Finding, Place, path_of
from kapfhir.validation.frame import Frame
from kapfhir.validation.primitives import Primitive
from kapfhir.validation.profiles import claims, extensions
from kapfhir.validation.tables import Element, Type
from kapfhir.wire import Path

__all__ = ["empty", "resource"]

EMPTY: tuple[Any, ...] = ("", [], {}, None)
NOTHING = EMPTY[:-1]
CROSS_VERSION = re.compile(r"http://hl7\.org/fhir/[0-9]\.[0-9]/StructureDefinition/extension-").match


def empty(found: list[Place]) -> Iterator[Finding]:
    """Nothing is empty: https://hl7.org/fhir/R4/json.html. Only in an array may a null stand."""
    for way, node in found:
        for name, value in node.items():
            if not value and value in EMPTY:
                yield _empty((*path_of(way), name))
            elif isinstance(value, list):
                for index, member in enumerate(value):
                    if not member and member in NOTHING:
                        yield _empty((*path_of(way), name, index))


def _empty(path: Path) -> Finding:
    return Finding(path, "structure", "empty", "nothing is here; leave the element out")


def resource(frame: Frame) -> Iterator[Finding]:
    """Of a resource by its resourceType, and of those inside it."""
    return _resource(frame, frame.resource, ())


def _resource(frame: Frame, node: Any, path: Path) -> Iterator[Finding]:
    kind = node.get("resourceType") if isinstance(node, dict) else None
    if not isinstance(kind, str) or kind not in frame.types.resources:
        if isinstance(kind, str) and frame.library.defines(kind):
            frame.unchecked.add("resources of a type that a package defines")
        else:
            yield _wrong(path, f"no resource of a type that {frame.types.release} has")
        return
    frame.judged.resources.append((path, node))
    inside = surroundings.inside(frame, node, path)
    yield from _members(inside, frame.types[kind], node, path, "resourceType")
    if kind == "Bundle":
        yield from bundles.identities(frame, node, path)
        yield from bundles.links(frame, node, path)
        yield from bundles.document(frame, node, path)
    elif kind in definitional.JUDGES:
        yield from definitional.check(inside, node, path)
    if "contained" in node and inside.root is node:
        yield from contained.check(node, path)
    yield from claims.check(inside)


def _members(frame: Frame, type_: Type, node: dict[str, Any], path: Path, known: str = "") -> Iterator[Finding]:
    """Of an object. `known` is a member that is no element."""
    elements = type_.elements
    for name, value in node.items():
        element = elements.get(name)
        if element is None:
            if name != known:
                yield from _no_element(frame, elements, node, name, path)
        elif element.many:
            yield from _array(frame, element, value, node.get(f"_{name}"), (*path, name))
        elif not (element.plain and element.plain(value)):
            yield from _value(frame, element, value, (*path, name))
    if "extension" in node or "modifierExtension" in node:
        yield from extensions.check(frame, type_, node, path)
    for names in type_.required:
        if names[0] not in node and not any(name in node or f"_{name}" in node for name in names):
            yield from _missing(names, path)
    for choice in type_.choices:
        if len(choice & node.keys()) > 1:
            yield _wrong(path, f"exactly one of {', '.join(sorted(choice))} is expected")
    for invariant in type_.invariants:
        held = invariant.holds(frame, node)
        if not held:
            yield from invariant.told(frame, node, path, held)


def _missing(names: tuple[str, ...], path: Path) -> Iterator[Finding]:
    if len(names) > 1:
        yield _wrong(path, f"exactly one of {', '.join(sorted(names))} is expected")
    else:
        yield _wrong((*path, *names), "this element is required")


def _array(frame: Frame, element: Element, value: Any, beside: Any, path: Path) -> Iterator[Finding]:
    if not isinstance(value, list):
        if value not in EMPTY:
            yield _wrong(path, "an array is expected")
        return
    for index, member in enumerate(value):
        if member is not None:
            yield from _value(frame, element, member, (*path, index))
        elif not (element.primitive and isinstance(beside, list) and index < len(beside) and beside[index]):
            yield _wrong((*path, index), "null stands only for a value whose extension stands beside it")


def _value(frame: Frame, element: Element, value: Any, path: Path) -> Iterator[Finding]:
    """Of one value, by what the element's row says of it."""
    if value in EMPTY:
        return
    if element.kind == "Resource":
        yield from _resource(frame, value, path)
    elif element.primitive:
        yield from _primitive(frame, element, element.primitive, value, path)
    elif isinstance(value, dict):
        yield from _object(frame, element, value, path)
    else:
        yield _wrong(path, "an object is expected")


def _primitive(frame: Frame, element: Element, primitive: Primitive, value: Any, path: Path) -> Iterator[Finding]:
    if not primitive.holds(value):
        yield _wrong(path, primitive.expected)
    elif element.kind == "xhtml":
        yield from narrative.check(value, path)
    elif element.kind == "canonical":
        yield from references.fragment(frame, value, path)
    elif element.strength:
        yield from bindings.check(frame, element.strength, element.binding, element.kind, value, path)


def _object(frame: Frame, element: Element, value: dict[str, Any], path: Path) -> Iterator[Finding]:
    type_ = frame.types[element.kind]
    yield from _members(frame, type_, value, path)
    if type_.own:
        yield from type_.own(value, path)
    elif element.kind == "Extension":
        yield from _extension(type_, value, path)
    elif element.kind == "Reference":
        yield from references.check(frame, element, value, path)
    elif element.coded and not codes.is_right(frame, element, value):
        yield from codes.check(frame, element, value, path)


def _extension(type_: Type, value: dict[str, Any], path: Path) -> Iterator[Finding]:
    """HL7's rule ext-1."""
    (values,) = type_.choices
    if any(name.lstrip("_") in values for name in value) == ("extension" in value):
        yield Finding(path, "invariant", "ext-1", "an extension has either a value or extensions")


# --- beside a primitive ------------------------------------------------------------------------------------------


def _no_element(
    frame: Frame, elements: dict[str, Element], node: dict[str, Any], name: str, path: Path
) -> Iterator[Finding]:
    element = elements.get(name[1:]) if name[:1] == "_" else None
    if element and element.primitive:
        yield from _beside(frame, element, node.get(name[1:]), node[name], (*path, name))
    else:
        yield _wrong((*path, name), f"{frame.types.release} has no such element here")


def _beside(frame: Frame, element: Element, value: Any, beside: Any, path: Path) -> Iterator[Finding]:
    """Of `_element`: id and extensions of a primitive, or of each in a list of them."""
    if not element.many:
        yield from _id_and_extensions(frame, beside, path)
        if value is None:
            yield from _no_code(frame, element, beside, path)
    elif not isinstance(beside, list):
        yield _wrong(path, "an array is expected")
    else:
        if isinstance(value, list) and len(value) < len(beside):
            yield _wrong(path, "no more members are expected than the element has values")
        for index, member in enumerate(beside):
            if member is not None:
                yield from _id_and_extensions(frame, member, (*path, index))
                if not isinstance(value, list) or value[index : index + 1] in ([], [None]):
                    yield from _no_code(frame, element, member, (*path, index))
            elif not isinstance(value, list):
                yield _wrong((*path, index), "null stands only where there is a value")


def _no_code(frame: Frame, element: Element, beside: Any, path: Path) -> Iterator[Finding]:
    """A code that is required is there, and not an extension in its place."""
    if element.strength == "required" and not _of_another_release(beside):
        yield from bindings.check(frame, "required", element.binding, element.kind, "", path)


def _id_and_extensions(frame: Frame, beside: Any, path: Path) -> Iterator[Finding]:
    if isinstance(beside, dict):
        yield from _members(frame, frame.types["Element"], beside, path)
    elif beside not in EMPTY:
        yield _wrong(path, "an object is expected")


def _of_another_release(beside: Any) -> bool:
    """Whether an extension has a code of another release: https://hl7.org/fhir/R4/versions.html#extensions."""
    given = beside.get("extension") if isinstance(beside, dict) else None
    urls = (one.get("url") for one in (given if isinstance(given, list) else ()) if isinstance(one, dict))
    return any(isinstance(url, str) and CROSS_VERSION(url) for url in urls)


def _wrong(path: Path, text: str) -> Finding:
    return Finding(path, "structure", "structure", text)
