"""The words that the differences between two releases are written in: each a `Change`, made and undone in place.

Undoing is cautious: what does not have the shape that the change makes was written by somebody else and stays as it is.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from kapfhir.release.shapes import SAME, Shape, wrapped

__all__ = [
    "Change",
    "Json",
    "Tell",
    "below",
    "choice",
    "deep",
    "extended",
    "inside",
    "lost",
    "lost_codes",
    "lost_targets",
    "merged",
    "native",
    "nothing",
    "renamed",
    "reshaped",
    "single",
    "taken",
    "worded",
]

Json = dict[str, Any]
Tell = Callable[[str], None]  # takes the path, from the node, of what is not carried


class Change(NamedTuple):
    """One difference: `encode` makes it in a node of R4, `decode` undoes it in a node of the other release."""

    encode: Callable[[Json, Tell], None]
    decode: Callable[[Json], None]


# --- elements ----------------------------------------------------------------------------------------------------


def renamed(old: str, new: str) -> Change:
    """The element, and what is said of a primitive one under `_name`, has another name."""

    def move(node: Json, name: str, to: str) -> None:
        for prefix in ("", "_"):
            if prefix + name in node:
                node[prefix + to] = node.pop(prefix + name)

    return Change(lambda node, _: move(node, old, new), lambda node: move(node, new, old))


def choice(old: str, new: str, *types: str) -> tuple[Change, ...]:
    """An element of several types has another name."""
    return tuple(renamed(old + type_, new + type_) for type_ in types)


def reshaped(old: str, new: str, shape: Shape) -> Change:
    """The element has another shape, and another name or the same."""

    def encode(node: Json, _: Tell) -> None:
        if old in node:
            node[new] = shape.there(node.pop(old))

    def decode(node: Json) -> None:
        if new in node and (value := shape.back(node[new])) is not None:
            del node[new]
            node[old] = value

    return Change(encode, decode)


def single(old: str, new: str = "") -> Change:
    """A list of which there is one at most."""
    new = new or old

    def encode(node: Json, tell: Tell) -> None:
        first, *more = node.pop(old, [None])
        for place in range(len(more)):
            tell(f"{old}[{place + 1}]")
        if first is not None:
            node[new] = first

    def decode(node: Json) -> None:
        if new in node:
            node[old] = [node.pop(new)]

    return Change(encode, decode)


def merged(codes: str, references: str, new: str, member: Shape = SAME) -> Change:
    """A list of codes and a list of references are one list of CodeableReference, the codes first."""
    kinds = {codes: wrapped("concept"), references: wrapped("reference")}

    def encode(node: Json, _: Tell) -> None:
        found = [member.there(kind.there(v)) for name, kind in kinds.items() for v in node.pop(name, [])]
        if found:
            node[new] = found

    def decode(node: Json) -> None:
        members = [member.back(value) for value in node.get(new, [])]
        lists = {name: [v for m in members if (v := kind.back(m)) is not None] for name, kind in kinds.items()}
        if members and sum(map(len, lists.values())) == len(members):
            del node[new]
            node.update({name: values for name, values in lists.items() if values})

    return Change(encode, decode)


def worded(name: str, words: Mapping[str, str]) -> Change:
    """Codes have other words. None of the new ones is a word of R4."""
    back = {new: old for old, new in words.items()}

    def encode(node: Json, _: Tell) -> None:
        if name in node:
            node[name] = words.get(node[name], node[name])

    def decode(node: Json) -> None:
        if name in node:
            node[name] = back.get(node[name], node[name])

    return Change(encode, decode)


# --- extensions --------------------------------------------------------------------------------------------------


def extended(name: str, url: str, value: str, *, many: bool = False) -> Change:
    """The element is an extension with this `value[x]`; of a list (`many`), each member is one."""

    def encode(node: Json, _: Tell) -> None:
        if name in node:
            found = node.pop(name)
            made = [{"url": url, value: member} for member in (found if many else [found])]
            node["extension"] = [*node.get("extension", []), *made]

    def decode(node: Json) -> None:
        members = [extension[value] for extension in node.get("extension", []) if ours(extension)]
        if members and (many or len(members) == 1):
            taken(node, "extension", ours)
            node[name] = members if many else members[0]

    def ours(extension: Json) -> bool:
        return extension.keys() == {"url", value} and extension["url"] == url

    return Change(encode, decode)


def native(url: str, value: str, name: str) -> Change:
    """What is an extension in R4 is an element. Only the last extension: one out of the middle could not go back."""

    def encode(node: Json, _: Tell) -> None:
        last: Json = next(iter(node.get("extension", [])[-1:]), {})
        if last.keys() == {"url", value} and last["url"] == url:
            taken(node, "extension", lambda extension: extension is last)
            node[name] = last[value]

    def decode(node: Json) -> None:
        if name in node:
            node["extension"] = [*node.get("extension", []), {"url": url, value: node.pop(name)}]

    return Change(encode, decode)


def taken(node: Json, name: str, wanted: Callable[[Json], bool]) -> list[Json]:
    """The members of a list that are wanted, out of it; an empty list is gone."""
    members = node.get(name, [])
    found = [member for member in members if wanted(member)]
    rest = [member for member in members if not wanted(member)]
    if found and rest:
        node[name] = rest
    elif found:
        del node[name]
    return found


# --- deeper, and what is lost ------------------------------------------------------------------------------------


def inside(name: str, *changes: Change) -> Change:
    """The changes are in this element, or in each member of it."""

    def encode(node: Json, tell: Tell) -> None:
        for place, child in _children(node, name):
            for change in changes:
                change.encode(child, below(tell, place))

    def decode(node: Json) -> None:
        for _, child in _children(node, name):
            for change in reversed(changes):
                change.decode(child)

    return Change(encode, decode)


def deep(name: str, *changes: Change) -> Change:
    """The changes are in this element and in those of the same name inside it."""

    def encode(node: Json, tell: Tell) -> None:
        whole.encode(node, tell)

    def decode(node: Json) -> None:
        whole.decode(node)

    whole = inside(name, *changes, Change(encode, decode))
    return whole


def _children(node: Json, name: str) -> Iterator[tuple[str, Json]]:
    value = node.get(name)
    if isinstance(value, dict):
        yield name, value
    elif isinstance(value, list):
        yield from ((f"{name}[{index}]", member) for index, member in enumerate(value) if isinstance(member, dict))


def below(tell: Tell, place: str) -> Tell:
    """To tell of what is at this place of a node."""
    return lambda path: tell(f"{place}.{path}" if path else place)


def nothing(node: Json) -> None:
    """What was not carried cannot come back."""


def lost(*names: str) -> Change:
    """The release has no place for these elements."""

    def encode(node: Json, tell: Tell) -> None:
        for name in names:
            if name in node or f"_{name}" in node:
                tell(name)

    return Change(encode, nothing)


def lost_codes(name: str, *codes: str) -> Change:
    """The release has none of these codes."""

    def encode(node: Json, tell: Tell) -> None:
        if node.get(name) in codes:
            tell(name)

    return Change(encode, nothing)


def lost_targets(name: str, type_: str) -> Change:
    """A reference may not lead to this type; to which type a `urn:uuid` leads is not asked."""

    def encode(node: Json, tell: Tell) -> None:
        reference = node.get(name, {})
        if reference.get("type") == type_ or f"/{reference.get('reference', '')}".rpartition("/")[0].endswith(type_):
            tell(name)

    return Change(encode, nothing)
