"""What a ValueSet has, by code system: https://hl7.org/fhir/R4/valueset.html#compositions.

The codes of a system are a set of them; True, all that the system has; or False, some, and which is not known here: a
filter that is not interpreted, or on a system that is not here. The key `""` stands for systems that are not named: it
is False where a value set that is taken in is not here.
"""

from collections.abc import Callable
from typing import Any

from kapfhir.validation.shapes import objects_in
from kapfhir.validation.terminology.systems import CodeSystem

__all__ = ["Codes", "Contents", "expand"]

Codes = frozenset[str] | bool
Contents = dict[str, Codes]
NOTHING: frozenset[str] = frozenset()
ANY = ""
UNKNOWN: Contents = {ANY: False}
FindSystem = Callable[[str], CodeSystem | None]
FindSet = Callable[[str], Contents | None]


def expand(resource: dict[str, Any], sets: FindSet, systems: FindSystem) -> Contents:
    """The contents of a ValueSet, whatever its members are."""
    compose = resource.get("compose")
    if not isinstance(compose, dict):
        return {}
    contents: Contents = {}
    for part in objects_in(compose.get("include")):
        contents = _union(contents, _part(part, sets, systems))
    for part in objects_in(compose.get("exclude")):
        contents = _minus(contents, _part(part, sets, systems), systems)
    if compose.get("inactive") is False:
        retired: Contents = {url: system.inactive for url in contents if (system := systems(url)) and system.inactive}
        contents = _minus(contents, retired, systems)
    return {system: codes for system, codes in contents.items() if codes is not NOTHING}


def _part(part: dict[str, Any], sets: FindSet, systems: FindSystem) -> Contents:
    """An include or exclude: what all of its conditions have in common."""
    conditions: list[Contents] = []
    system = part.get("system")
    if isinstance(system, str):
        conditions.append({system: _of_system(part, systems(system))})
    for url in _list(part.get("valueSet")):
        found = sets(url) if isinstance(url, str) else None
        conditions.append(UNKNOWN if found is None else found)
    common = conditions[0] if conditions else {}
    for condition in conditions[1:]:
        common = _intersection(common, condition)
    return common


def _of_system(part: dict[str, Any], system: CodeSystem | None) -> Codes:
    filters = objects_in(part.get("filter"))
    if "concept" in part:
        return frozenset(c["code"] for c in objects_in(part["concept"]) if isinstance(c.get("code"), str))
    if not filters:
        return True
    if system is None or not system.complete:
        return False
    found = [_filtered(one, system) for one in filters]
    return False if None in found else frozenset.intersection(*(codes for codes in found if codes is not None))


# --- filters -----------------------------------------------------------------------------------------------------


def _filtered(one: dict[str, Any], system: CodeSystem) -> frozenset[str] | None:
    """Of a filter by hierarchy; None for another."""
    value, every = one.get("value"), frozenset(system.displays)
    if one.get("property") not in ("concept", "code") or not isinstance(value, str):
        return None
    below = _below(value, system)
    match one.get("op"):
        case "is-a":
            return below | (every & {value})
        case "descendent-of":
            return below
        case "is-not-a":
            return every - below - {value}
        case "=" | "in" as operation:
            return every & ({value} if operation == "=" else set(value.split(",")))
    return None


def _below(top: str, system: CodeSystem) -> frozenset[str]:
    children: dict[str, list[str]] = {}
    for child, above in system.parents.items():
        for parent in above:
            children.setdefault(parent, []).append(child)
    found, ahead = set(), [top]
    while ahead:
        new = [child for child in children.get(ahead.pop(), ()) if child not in found]
        found.update(new)
        ahead += new
    return frozenset(found - {top})


# --- sets --------------------------------------------------------------------------------------------------------


def _union(one: Contents, other: Contents) -> Contents:
    return {key: _either(one.get(key, NOTHING), other.get(key, NOTHING)) for key in {**one, **other}}


def _either(one: Codes, other: Codes) -> Codes:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one | other
    return one is True or other is True


def _intersection(one: Contents, other: Contents) -> Contents:
    keys = {**one, **other} if ANY in one or ANY in other else one
    return {key: _both(_at(one, key), _at(other, key)) for key in keys}


def _both(one: Codes, other: Codes) -> Codes:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one & other
    if NOTHING in (one, other):
        return NOTHING
    return other if one is True else one if other is True else False


def _minus(one: Contents, other: Contents, systems: FindSystem) -> Contents:
    return {key: _without(codes, _at(other, key), systems(key)) for key, codes in one.items()}


def _without(codes: Codes, less: Codes, system: CodeSystem | None) -> Codes:
    if less is True or codes == NOTHING:
        return NOTHING
    if less == NOTHING:
        return codes
    if codes is True and system and system.complete:
        codes = frozenset(system.displays)
    return codes - less if isinstance(codes, frozenset) and isinstance(less, frozenset) else False


def _at(contents: Contents, system: str) -> Codes:
    return contents.get(system, contents.get(ANY, NOTHING))


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []
