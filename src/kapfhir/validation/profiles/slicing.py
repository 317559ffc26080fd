"""Slices of an element, compiled: https://hl7.org/fhir/R4/profiling.html#slicing."""

from collections.abc import Callable

from kapfhir.validation.profiles import discriminators
from kapfhir.validation.profiles.shapes import About, Slice, Slicing, Value
from kapfhir.validation.profiles.snapshot import Node
from kapfhir.validation.tables import Element

__all__ = ["by_type", "compiled"]

Valued = Callable[[Node, str, Element | None], Value]  # what compiles the value of an element

DEFAULT = "@default"


def by_type(node: Node) -> bool:
    """Whether a choice is sliced by the type of its value, which its name in JSON tells."""
    if not node.name.endswith("[x]") or not node.slices:
        return False
    given = node.element.get("slicing", {}).get("discriminator", ())
    return all((one["type"], one["path"]) == ("type", "$this") for one in given)


def compiled(about: About, valued: Valued, node: Node, element: Element) -> Slicing | None:
    """The slices of an element of this kind; None where they ask nothing."""
    slicing = node.element.get("slicing", {})
    given = [(str(one["type"]), str(one["path"])) for one in slicing.get("discriminator", ())]
    if element.kind == "Extension" and not given:
        given = [("value", "url")]
    by_url = element.kind == "Extension" and given == [("value", "url")]
    slices = [
        _slice(about, valued, one, element, [] if by_url else given) for one in node.slices if one.slice != DEFAULT
    ]
    for one in node.slices:
        if one.slice == DEFAULT or not given:
            about.unchecked[f"profile {about.name}: slice {one.slice} of {node.element['path']}"] = None
    if not given:
        return None
    rules, ordered = str(slicing.get("rules", "open")), slicing.get("ordered") is True
    if rules != "closed" and not ordered and not any(_asks(one) for one in slices):
        return None
    urls = {one.extension: slice_ for one, slice_ in zip(node.slices, slices, strict=False)} if by_url else {}
    return Slicing(rules, ordered, tuple(slices), not any(one.min for one in slices), urls)


def _asks(one: Slice) -> bool:
    return bool(one.min or one.max is not None or one.value or one.slicing)


def _slice(about: About, valued: Valued, node: Node, element: Element, given: list[tuple[str, str]]) -> Slice:
    found = [discriminators.compiled(node, kind, path) for kind, path in given]
    tells = tuple(one for one in found if one)
    if given and not tells:
        about.unchecked[f"profile {about.name}: slice {node.slice} of {node.element['path']}"] = None
    least, most = node.bounds
    value = valued(node, element.kind, element)
    if any(path == "$this" and kind in {"value", "pattern"} for kind, path in given):
        value.exact = ()  # by which the slice is told already
    return Slice(
        node.slice,
        least,
        most if element.many else None,
        tells,
        value if value else None,
        compiled(about, valued, node, element) if node.slices else None,
    )
