"""`type` of an element: profiles of a data type, profiles of a resource inside, and what a reference may lead to."""

from collections.abc import Iterator
from typing import Any

from kapfhir.definitions import CORE
from kapfhir.validation import references
from kapfhir.validation.profiles.shapes import Check, Judging
from kapfhir.validation.profiles.snapshot import Node
from kapfhir.validation.tables import Element
from kapfhir.wire import Path

__all__ = ["checks", "target_type"]

REFERRING = ("Reference", "CodeableReference")
ANY = ("Resource", "DomainResource")
PROFILED = {"SimpleQuantity": "Quantity", "MoneyQuantity": "Quantity"}


def checks(node: Node, kind: str, base: Element | None) -> Iterator[Check]:
    """What the types of this kind ask beyond it."""
    code = PROFILED.get(kind, kind)
    for type_ in node.types:
        name = str(type_["code"]).rpartition("/")[2]
        if base is None or (name != code and kind != "Resource"):
            continue
        profiles = [url for url in type_.get("profile", ()) if _plain(url) not in {kind, name}]
        if profiles and name != "Extension":  # extensions are judged by their url, wherever they stand
            yield _of_profiles(name if kind == "Resource" and name not in ANY else "", profiles)
        targets = tuple(type_.get("targetProfile", ()))
        if aggregation := type_.get("aggregation"):
            yield _of_aggregation(frozenset(aggregation))
        if name in REFERRING and targets and not _is_base([_plain(url) for url in targets], base):
            yield _of_targets(name, targets)


def _plain(url: str) -> str:
    """The name of a type of FHIR; of another definition its url."""
    return url.partition("|")[0].removeprefix(CORE)


def _is_base(names: list[str], base: Element) -> bool:
    return not {*names}.isdisjoint(ANY) or {*names} == {*base.targets}


def _of_profiles(resource: str, profiles: list[str]) -> Check:
    """Each value is as one of these profiles has it."""

    def check(judge: Judging, value: Any, path: Path, kind: str) -> None:
        if not resource or (isinstance(value, dict) and value.get("resourceType") == resource):
            judge.by_any(profiles, value, path, kind)

    return check


def _of_aggregation(modes: frozenset[str]) -> Check:
    """A reference leads to what is contained, to what is in the Bundle, or elsewhere."""
    text = f"a reference to what is {' or '.join(sorted(modes))} is expected"

    def check(judge: Judging, value: Any, path: Path, _kind: str) -> None:
        led = references.leads(judge.frame, value)
        if led is None:
            return
        mode = "contained" if led.contained else "referenced" if led.resource is None else "bundled"
        if mode not in modes and not (mode == "bundled" and "referenced" in modes):
            judge.tell((*path, "reference"), "structure", "profile-target", text)

    return check


def target_type(judge: Judging, url: str) -> str:
    """The type that a target profile is of; nothing where it is not here."""
    name = _plain(url)
    if name in judge.frame.types.resources:
        return name
    found = judge.frame.library.find("StructureDefinition", url)
    return str(found.get("type", "")) if found else ""


def _of_targets(code: str, urls: tuple[str, ...]) -> Check:
    """A reference leads to a resource of these types, and to one as these profiles have it."""
    known: dict[str, str] | None = None  # by url; looked up when a reference is met

    def check(judge: Judging, value: Any, path: Path, _kind: str) -> None:
        nonlocal known
        if code == "CodeableReference":
            value, path = (value.get("reference") if isinstance(value, dict) else None), (*path, "reference")
        led = references.leads(judge.frame, value)
        if led is None or not led.kind:
            return
        types = known if known is not None else {url: target_type(judge, url) for url in urls}
        known = types  # all at once, for other threads
        if not all(types.values()):
            judge.frame.unchecked.update(f"profile {url}" for url, type_ in types.items() if not type_)
        elif led.kind not in types.values():
            text = f"a reference to {', '.join(dict.fromkeys(types.values()))} is expected"
            judge.tell((*path, "reference"), "structure", "profile-target", text)
        elif led.kind not in map(_plain, types):
            of_kind = [url for url, type_ in types.items() if type_ == led.kind]
            judge.follow((*path, "reference"), led, of_kind)

    return check
