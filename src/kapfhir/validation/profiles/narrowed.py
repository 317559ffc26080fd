"""Which keywords of an element narrow it: those that differ from what its type says already."""

from collections.abc import Iterator
from typing import Any

from kapfhir import definitions
from kapfhir.definitions import CORE
from kapfhir.validation.profiles import keywords, types_of
from kapfhir.validation.profiles.shapes import About, Check, Constraint, Value
from kapfhir.validation.profiles.snapshot import Node
from kapfhir.validation.tables import Element

__all__ = ["ABSTRACT", "fill", "is_plain"]

ABSTRACT = ("Resource", "DomainResource")
ADVICE = f"{CORE}elementdefinition-bestpractice"
MIN_LENGTH = f"{CORE}minLength"
ADDITIONAL = frozenset({
    "http://hl7.org/fhir/tools/StructureDefinition/additional-binding",
    "http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.binding.additional",
})  # fmt: skip
# of an additional binding: as strict as which strength; the other purposes are for people
PURPOSES = {"required": "required", "maximum": "required", "extensible": "extensible"}
# What is judged, here or where the tree is made, and what says nothing of an instance; beside fixed[x] and the like.
USUAL = frozenset({
    "binding", "constraint", "contentReference", "id", "max", "min", "path", "sliceName", "slicing", "type",
    "alias", "base", "code", "comment", "condition", "definition", "example", "extension", "isModifier",
    "isModifierReason", "isSummary", "label", "mapping", "meaningWhenMissing", "modifierExtension", "mustSupport",
    "orderMeaning", "representation", "requirements", "short", "sliceIsConstraining",
})  # fmt: skip
PLAIN = USUAL - {"binding", "constraint", "contentReference", "extension"}
BOUND = frozenset({
    "code", "CodeableConcept", "CodeableReference", "Coding", "Quantity", "SimpleQuantity", "MoneyQuantity", "Age",
    "Count", "Distance", "Duration", "string", "uri", "id",
})  # fmt: skip


def is_plain(node: Node, base: Element) -> bool:
    """Whether there is nothing in it that could ask something of a value: most elements of a snapshot are so."""
    plain = not node.children and node.element.keys() <= PLAIN and base.kind != "Resource"
    return plain and all(len(type_) == 1 for type_ in node.types)


def fill(about: About, value: Value, node: Node, kind: str, base: Element | None) -> None:
    """Put into a Value what the element's own keywords ask."""
    rare = {keyword: found for keyword, found in node.element.items() if keyword not in USUAL}
    if rare:
        value.exact = tuple(_exact(about, node, rare))
    value.checks = tuple(_checks(about, node, kind, base))
    if rare or "extension" in node.element:
        value.checks += tuple(_limits(node, rare))
    if "constraint" in node.element:
        value.constraints = tuple(_constraints(about, node, kind))


def _exact(about: About, node: Node, rare: dict[str, Any]) -> Iterator[Check]:
    for keyword, found in rare.items():
        if keyword.startswith("fixed"):
            if found != about.url:  # by which an extension's definition was found
                yield keywords.fixed(found)
        elif keyword.startswith("pattern"):
            yield keywords.pattern(found)
        elif not keyword.startswith(("minValue", "maxValue", "maxLength", "defaultValue", "_")):
            about.unchecked[f"profile {about.name}: {keyword} of {node.element['path']}"] = None


def _limits(node: Node, rare: dict[str, Any]) -> Iterator[Check]:
    given = (one for one in node.element.get("extension", ()) if one.get("url") == MIN_LENGTH)
    least = next((int(one.get("valueInteger", 0)) for one in given), 0)
    if "maxLength" in rare or least:
        yield keywords.length(least, rare.get("maxLength"))
    for keyword, found in rare.items():
        if keyword.startswith(("minValue", "maxValue")):
            yield keywords.limit(found, 1 if keyword.startswith("min") else -1)


def _checks(about: About, node: Node, kind: str, base: Element | None) -> Iterator[Check]:
    if bound := node.element.get("binding"):
        yield from _binding(about, bound, node, kind, base)
    if base and base.kind == "Resource":
        names = tuple(code for code in node.codes if code not in ABSTRACT)
        if names and len(names) == len(node.codes):
            yield keywords.resource_type(names)
    yield from types_of.checks(node, kind, base)


def _binding(about: About, bound: dict[str, Any], node: Node, kind: str, base: Element | None) -> Iterator[Check]:
    """A binding that its type has not: the tables have the required ones, the differential tells of the others."""
    if kind not in BOUND:
        return
    value_set, strength = str(bound.get("valueSet", "")), str(bound.get("strength", ""))
    brought = (node.element["path"], value_set) in about.bindings
    same = base is not None and base.binding == value_set.partition("|")[0]
    of_type = not brought and (same or strength != "required")
    if value_set and not of_type:
        yield keywords.binding(strength, value_set)
    for also in [*bound.get("additional", ()), *_additional(bound)]:
        purpose = PURPOSES.get(str(also.get("purpose")))
        if purpose and (also.get("usage") or also.get("any")):
            about.unchecked[f"profile {about.name}: binding.additional of {node.element['path']}"] = None
        elif purpose:
            yield keywords.binding(purpose, str(also.get("valueSet", "")))


def _additional(bound: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """R5's `binding.additional`, as R4 has it in extensions."""
    for extension in bound.get("extension", ()):
        if extension.get("url") in ADDITIONAL:
            parts = extension.get("extension", ())
            yield {
                str(part.get("url")): next((value for name, value in part.items() if name.startswith("value")), None)
                for part in parts
            }


def _constraints(about: About, node: Node, kind: str) -> Iterator[Constraint]:
    for given in node.element.get("constraint", ()):
        key, source = str(given["key"]), str(given.get("source", ""))
        of_type = source.rpartition("/")[2] if source.startswith(CORE) or "/" not in source else ""
        if of_type and _is_type(about, of_type):
            continue
        if not source and (key in _keys(about, about.type) or key in _keys(about, kind)):
            continue
        if given.get("expression") and not _is_advice(given):
            human = str(given.get("human", key))
            yield Constraint(key, str(given.get("severity", "error")), str(given["expression"]), human, kind)


def _is_advice(constraint: dict[str, Any]) -> bool:
    """Best practice, of which nothing is told."""
    return any(one.get("url") == ADVICE and one.get("valueBoolean") for one in constraint.get("extension", ()))


def _is_type(about: About, name: str) -> bool:
    index = definitions.load(f"{about.types.release.lower()}/index")
    kinds = ("resources", "datatypes", "primitives")
    abstract = name in {"Element", "BackboneElement", "Resource", "DomainResource", "BackboneType", "DataType", "Base"}
    return abstract or any(name in index[kind] for kind in kinds)


def _keys(about: About, kind: str) -> frozenset[str]:
    """The constraints that a type brings, and those that all types have."""
    try:
        table = definitions.load(f"{about.types.release.lower()}/{kind.partition('.')[0]}")
    except FileNotFoundError:
        table = {"constraints": {}}
    return frozenset({"ele-1", "ext-1", "dom-2", "dom-3", "dom-4", "dom-5", "dom-6", *table["constraints"]})
