"""What tells a slice from the others: a path from its values, and what the definition of the slice has at its end.

Source: https://hl7.org/fhir/R4/profiling.html#discriminator.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from kapfhir.validation import bindings, references
from kapfhir.validation.profiles import types_of
from kapfhir.validation.profiles.ends import EXTENSION, OF_TYPE, plain, read
from kapfhir.validation.profiles.matching import has, same, told
from kapfhir.validation.profiles.shapes import Discriminator, Item, Judging
from kapfhir.validation.profiles.snapshot import Node
from kapfhir.validation.shapes import walked

__all__ = ["compiled"]

_STEP = re.compile(r"[^.()]+(?:\([^)]*\))?").findall
_NAME = re.compile(r"[A-Za-z]+").fullmatch
MISSING = object()
Found = tuple[Node | None, Any]  # an element of the slice; or what a fixed value or pattern above has there
Holds = Callable[[Judging, Item], bool | None]


def compiled(node: Node, kind: str, path: str) -> Discriminator | None:
    """Of one slice; None where it says nothing at this path."""
    steps = [step for step in _STEP(path) if step != "$this"]
    if kind == "position":
        return Discriminator("position", node.slice, _position(node))
    ends = [*_ends(node, [step for step in steps if step != "resolve()"])] if _simple(kind, steps) else []
    for one, expected in ends:
        made = _criterion(kind, steps, one, expected)
        if made:
            return Discriminator(path, *made)
    return None


def _simple(kind: str, steps: list[str]) -> bool:
    """Through a reference, only its type and its profile are told here."""
    return "resolve()" not in steps or (steps[-1] == "resolve()" and kind in {"type", "profile"})


def _criterion(kind: str, steps: list[str], node: Node | None, expected: Any) -> tuple[str, Holds] | None:
    if kind in {"value", "pattern"}:
        return _value(steps, node, expected)
    if node is None:
        return None
    if node.element.get("max") == "0":
        return "nothing", lambda judge, item: not [*read(judge, item, steps)]
    if kind == "exists":
        return ("something", lambda judge, item: bool([*read(judge, item, steps)])) if node.element.get("min") else None
    if kind == "type":
        return _type(steps, node)
    return _profile(steps, node) if kind == "profile" else None


def _value(steps: list[str], node: Node | None, expected: Any) -> tuple[str, Holds] | None:
    if node is None:
        return told(expected), _matching(has, expected, steps)
    if node.element.get("max") == "0":
        return "nothing", lambda judge, item: not [*read(judge, item, steps)]
    if fixed := node.value("fixed"):
        return told(fixed[1]), _matching(same, fixed[1], steps)
    if pattern := node.value("pattern"):
        return told(pattern[1]), _matching(has, pattern[1], steps)
    bound = node.element.get("binding", {})
    value_set, kind = str(bound.get("valueSet", "")), "".join(node.codes[:1])
    if bound.get("strength") != "required" or not value_set:
        return None

    def member(judge: Judging, item: Item) -> bool:
        found = (value for value, _ in read(judge, item, steps))
        return any(not [*bindings.check(judge.frame, "required", value_set, kind, value, item.path)] for value in found)

    return f"a code of {value_set}", member


def _matching(match: Callable[[Any, Any], bool], expected: Any, steps: list[str]) -> Holds:
    """Whether one of the values at the end matches. Most paths are plain names, and are read without more ado."""
    if not steps:
        return lambda _judge, item: match(expected, item.value)
    plain = all(map(_NAME, steps))

    def matches(judge: Judging, item: Item) -> bool:
        found = walked([item.value], steps) if plain else []
        # a name that is not there may be that of a choice
        return any(match(expected, value) for value in found or [value for value, _ in read(judge, item, steps)])

    return matches


def _type(steps: list[str], node: Node) -> tuple[str, Holds] | None:
    if steps[-1:] == ["resolve()"]:
        urls = [url for type_ in node.types for url in type_.get("targetProfile", ())]

        def leads(judge: Judging, item: Item) -> bool:
            names = {types_of.target_type(judge, url) for url in urls}
            found = [references.leads(judge.frame, value) for value, _ in read(judge, item, steps[:-1])]
            return any(led and led.kind in names for led in found)

        return "a reference to its type", leads
    names = frozenset(plain(code) for code in node.codes)
    text = " or ".join(node.codes)
    return (text, lambda judge, item: any(plain(k) in names for _, k in read(judge, item, steps))) if names else None


def _profile(steps: list[str], node: Node) -> tuple[str, Holds] | None:
    follows = steps[-1:] == ["resolve()"]
    urls = [url for type_ in node.types for url in type_.get("targetProfile" if follows else "profile", ())]
    if not urls:
        return None

    def conforms(judge: Judging, item: Item) -> bool | None:
        found = [judge.conforms(urls, value) for value, _ in read(judge, item, steps)]
        return True if True in found else None if None in found else False

    return " or ".join(url.rpartition("/")[2] for url in urls), conforms


def _position(node: Node) -> Holds:
    beside = node.parent.children[node.name].slices if node.parent else []
    before = sum(int(one.element.get("min", 0)) for one in beside[: beside.index(node)])
    most = node.element.get("max", "*")
    end = None if most == "*" else before + int(most)
    return lambda _judge, item: before <= int(item.path[-1]) and (end is None or int(item.path[-1]) < end)


# --- the end of the path, in the definition ----------------------------------------------------------------------


def _ends(node: Node, steps: list[str]) -> Iterator[Found]:
    found: list[Found] = [(node, MISSING)]
    for step in steps:
        found = [one for node_, expected in found for one in _next(node_, expected, step)]
    return iter(found)


def _next(node: Node | None, expected: Any, step: str) -> Iterator[Found]:
    if OF_TYPE(step):
        yield node, expected
    elif node is None:
        yield from ((None, part) for part in _parts(expected, step))
    else:
        if extension := EXTENSION(step):
            beside = node.children.get("extension")
            yield from ((one, MISSING) for one in (beside.slices if beside else ()) if one.extension == extension[1])
            return
        child = node.children.get(step) or node.children.get(f"{step}[x]")
        if child:
            yield from ((one, MISSING) for one in (child, *child.slices))
        if above := node.value("fixed", "pattern"):
            yield from ((None, part) for part in _parts(above[1], step))


def _parts(expected: Any, step: str) -> Iterator[Any]:
    for one in expected if isinstance(expected, list) else [expected]:
        if isinstance(one, dict) and step in one:
            part = one[step]
            yield from part if isinstance(part, list) else [part]
