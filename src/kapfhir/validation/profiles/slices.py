"""The values of an element beside its slices: which each is of, how many there are of each, and in which order."""

from typing import Any

from kapfhir.validation.profiles.shapes import Item, Judging, Slice, Slicing
from kapfhir.wire import Path

__all__ = ["check", "of"]

Many = list[tuple[Any, Path]]


def check(judge: Judging, slicing: Slicing, kind: str, many: Many, path: Path) -> None:
    """Every rule of the slices."""
    members: list[Many] = [[] for _ in slicing.slices]
    last, outside = -1, False
    for value, place in many:
        item = Item(value, place, kind)
        found = of(judge, slicing, item)
        if found is None:
            judge.frame.unchecked.add(f"profile {judge.profile.name}: slices of {path[-1]}")
            return
        if len(found) != 1 or outside:
            _alone(judge, slicing, item, found, after=outside)
            outside = outside or not found
        for index in found[:1]:
            members[index].append((value, place))
            if slicing.ordered and index < last:
                text = f"slice {slicing.slices[index].name} is expected before slice {slicing.slices[last].name}"
                judge.tell(place, "structure", "slice", text)
            last = index
    for one, its in zip(slicing.slices, members, strict=True):
        if len(its) < one.min or (one.max is not None and len(its) > one.max):
            _count(judge, slicing, one, kind, len(its), many, path)
        if one.value:
            for value, place in its:
                judge.value(one.value, value, place, kind)
        if one.slicing:
            check(judge, one.slicing, kind, its, path)


def of(judge: Judging, slicing: Slicing, item: Item) -> list[int] | None:
    """The slices that a value is of, as it should be one at most; None where that cannot be judged."""
    if slicing.urls:
        url = item.value.get("url") if isinstance(item.value, dict) else None
        found = slicing.urls.get(url) if isinstance(url, str) else None
        return [slicing.slices.index(found)] if found else []
    matching: list[int] = []
    for index, one in enumerate(slicing.slices):
        held: bool | None = True
        for discriminator in one.discriminators:
            found_held = discriminator.holds(judge, item)
            if not found_held:
                held = found_held
                if found_held is False:
                    break
        if held is None or not one.discriminators:
            return None
        if held:
            matching.append(index)
    return matching


def _alone(judge: Judging, slicing: Slicing, item: Item, found: list[int], *, after: bool) -> None:
    """A value is of one slice, or of none where they are open."""
    if len(found) > 1:
        names = ", ".join(slicing.slices[index].name for index in found)
        judge.tell(item.path, "structure", "slice", f"only one of the slices {names} can have this")
    elif not found and slicing.rules == "closed":
        closest = _closest(judge, slicing.slices, [item])
        judge.tell(item.path, "structure", "slice", f"this is of no slice, and they are closed{closest}")
    elif found and after and slicing.rules == "openAtEnd":
        text = "what is of a slice is expected before all that is of none"
        judge.tell(item.path, "structure", "slice", text, "warning")


def _count(judge: Judging, slicing: Slicing, one: Slice, kind: str, count: int, many: Many, path: Path) -> None:
    if count < one.min:
        items = [] if slicing.urls else [Item(value, place, kind) for value, place in many]
        closest = _closest(judge, (one,), items)
        text = (
            f"slice {one.name} is required" if one.min == 1 else f"at least {one.min} of slice {one.name} are expected"
        )
        judge.tell(path, "required", "slice", f"{text}{closest}")
    else:
        text = f"at most {one.max} of slice {one.name} expected" if one.max else f"slice {one.name} is not allowed"
        judge.tell(path, "structure", "slice", f"{text}, {count} found")


def _closest(judge: Judging, slices: tuple[Slice, ...], items: list[Item]) -> str:
    """Which slice the values come closest to, and what is not as there."""
    best, said = -1, ""
    for item in items[:20]:  # a sentence needs no more
        for one in slices:
            held = [bool(discriminator.holds(judge, item)) for discriminator in one.discriminators]
            if False in held and sum(held) > best:
                best, first = sum(held), one.discriminators[held.index(False)]
                where = "" if first.path == "$this" else f" in {first.path}"
                said = f"; closest is slice {one.name}, which has{where} {first.expected}"
    return said
