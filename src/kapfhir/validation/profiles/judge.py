"""A value beside a compiled profile: a walk over what is narrowed, and over nothing else."""

from typing import Any, NamedTuple

from kapfhir.definitions import CORE
from kapfhir.validation import surroundings
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.profiles import compiler, slices
from kapfhir.validation.profiles.shapes import Constraint, Member, Profile, Shape, Value
from kapfhir.validation.references import Led
from kapfhir.wire import Path

__all__ = ["Judge", "Reference"]

DEEPEST = 20  # references one after another


class Reference(NamedTuple):
    """A reference to a resource of the Bundle that has to be as one of some profiles has it."""

    path: Path
    frame: Frame  # of the target, which is its `resource`
    profiles: list[str]


class Tried(NamedTuple):
    """What one of several profiles says of a value."""

    found: list[Finding]
    references: list[Reference]

    @property
    def failed(self) -> bool:
        return any(finding.severity == "error" for finding in self.found)


class Judge:
    """Of one resource, or one value in it, by one profile: what is wrong is in `found`.

    References are noted, and followed when all else is done.
    """

    __slots__ = ("found", "frame", "profile", "references")

    def __init__(self, frame: Frame, profile: Profile) -> None:
        self.frame, self.profile = frame, profile
        self.found: list[Finding] = []
        self.references: list[Reference] = []

    def tell(self, path: Path, code: str, rule: str, text: str, severity: str = "error") -> None:
        """Note what is wrong, as the profile has it."""
        self.found.append(Finding(path, code, rule, f"{self.profile.name}: {text}", severity))

    def follow(self, path: Path, led: Led, profiles: list[str]) -> None:
        """Note a reference to a resource that has to be as one of these profiles has it."""
        if led.resource is not None:
            inside = self.frame._replace(resource=led.resource)
            frame = inside if led.contained else surroundings.beside(self.frame, led.resource, led.full_url)
            self.references.append(Reference(path, frame, profiles))

    def whole(self, value: Any, path: Path) -> list[Finding]:
        """What is wrong with the value by the profile."""
        self.value(self.profile.value, value, path, self.profile.type)
        return self.found

    def value(self, asked: Value, value: Any, path: Path, kind: str) -> None:
        """One value of an element."""
        for check in asked.exact:
            check(self, value, path, kind)
        if value is None:
            return
        for check in asked.checks:
            check(self, value, path, kind)
        if asked.constraints and _is_of(kind, value):
            for constraint in asked.constraints:
                held = constraint.holds(self.frame, value)
                if not held:
                    self.broken(constraint, held, path)
        if asked.shapes and isinstance(value, dict):
            if kind == "Resource":
                self._resource(asked.shapes, value, path)
            elif (shape := asked.shapes.get(kind)) is not None:
                self._members(shape, value, path)

    def _resource(self, shapes: dict[str, Shape], value: dict[str, Any], path: Path) -> None:
        """The members of a resource that another holds: what is asked of them is asked inside it."""
        shape = shapes.get(str(value.get("resourceType")))
        if shape is not None:
            inside = Judge(surroundings.inside(self.frame, value, path), self.profile)
            inside._members(shape, value, path)
            self.found += inside.found
            self.references += inside.references

    def broken(self, constraint: Constraint, held: bool | None, path: Path) -> None:
        """Tell of a constraint that does not hold, or of which that is not known."""
        if held is None:
            self.frame.unchecked.add(f"invariant {constraint.key}")
        else:
            self.found.append(Finding(path, "invariant", constraint.key, constraint.human, constraint.severity))

    def _members(self, shape: Shape, node: dict[str, Any], path: Path) -> None:
        given = node.keys()
        if not shape.absent.keys().isdisjoint(given):
            for name in shape.absent.keys() & given:
                self.found.append(Finding((*path, name), "structure", "profile-cardinality", shape.absent[name]))
        if not shape.required <= given:
            self._missing([(name,) for name in sorted(shape.required - given)], node, path)
        if shape.choices:
            self._missing([names for names in shape.choices if given.isdisjoint(names)], node, path)
        for member in shape.members:
            name, beside, kind, _, _, values, slicing = member
            if name in node:
                found = node[name]
                if slicing or found is None or isinstance(found, list) or beside in node:
                    self._member(member, found, node.get(beside), (*path, name))
                else:  # most are one value
                    for asked in values:
                        self.value(asked, found, (*path, name), kind)
                        if beside and asked.shapes:
                            self._beside(asked.shapes[kind], found, None, (*path, beside))
            elif (beside and beside in node) or (slicing and not slicing.idle):
                self._member(member, None, node.get(beside), (*path, name))

    def _missing(self, missing: list[tuple[str, ...]], node: dict[str, Any], path: Path) -> None:
        for names in missing:
            if not any(f"_{name}" in node for name in names):
                text = f"{'one of ' + ', '.join(names) if names[1:] else 'this element'} is required"
                self.tell(path if names[1:] else (*path, *names), "required", "profile-cardinality", text)

    def _member(self, member: Member, found: Any, beside: Any, path: Path) -> None:
        if isinstance(found, list):
            many: list[tuple[Any, Path]] = [(value, (*path, index)) for index, value in enumerate(found)]
        elif isinstance(beside, list):
            many = [(None, (*path, index)) for index in range(len(beside))]
        else:
            many = [] if found is None and beside is None else [(found, path)]
        if member.min or member.max is not None:
            self._count(member, len(many), path)
        for asked in member.values:
            for value, place in many:
                self.value(asked, value, place, member.kind)
            if member.beside and asked.shapes:
                self._beside(asked.shapes[member.kind], found, beside, (*path[:-1], member.beside))
        if member.slicing:
            slices.check(self, member.slicing, member.kind, many, path)

    def _count(self, member: Member, count: int, path: Path) -> None:
        if member.max is not None and count > member.max:
            self.tell(path, "structure", "profile-cardinality", f"at most {member.max} expected, {count} found")
        if 0 < count < member.min:
            self.tell(path, "structure", "profile-cardinality", f"at least {member.min} expected, {count} found")

    def _beside(self, shape: Shape, found: Any, beside: Any, path: Path) -> None:
        """What stands beside a primitive, or beside each in a list of them; nothing is there where it asks nothing."""
        if isinstance(found, list) or isinstance(beside, list):
            listed = beside if isinstance(beside, list) else []
            for index in range(max(len(listed), len(found) if isinstance(found, list) else 0)):
                one = listed[index] if index < len(listed) else None
                self._members(shape, one if isinstance(one, dict) else {}, (*path, index))
        else:
            self._members(shape, beside if isinstance(beside, dict) else {}, path)

    def by_any(self, urls: list[str], value: Any, path: Path, kind: str) -> None:
        """A value by one of these profiles; where there is only one, with what is wrong by it."""
        known = [(url, compiler.find(self.frame, url)) for url in urls]
        missing = [f"profile {url}" for url, found in known if found is None]
        self.frame.unchecked.update(missing)
        if missing:
            return
        tried = [self._by(found, value, path, kind) for _, found in known if found]
        kept = next((one for one in tried if not one.failed), None) or (tried[0] if len(tried) == 1 else None)
        if kept:
            self.references += kept.references
            self.found += kept.found
        else:
            names = ", ".join(found.name for _, found in known if found)
            self.tell(path, "structure", "profile-type", f"a value as one of {names} has it is expected")

    def _by(self, profile: Profile, value: Any, path: Path, kind: str) -> Tried:
        frame = self.frame
        if kind == "Resource":
            if not isinstance(value, dict) or value.get("resourceType") != profile.type:
                text = f"{profile.name}: a {profile.type} is expected"
                return Tried([Finding(path, "structure", "profile-type", text)], [])
            frame = surroundings.beside(frame, value, self._full_url(value))
        judge = Judge(frame, profile)
        return Tried(judge.whole(value, path), judge.references)

    def conforms(self, urls: list[str], value: Any) -> bool | None:
        """Whether a value is as one of these profiles has it; None where none is, and one is not here."""
        return self._any_held(urls, value, DEEPEST)

    def _any_held(self, urls: list[str], value: Any, left: int) -> bool | None:
        unknown = False
        for url in urls:
            key = (id(value), url)
            held = self.frame.judged.conforming.get(key)
            if held is None:
                self.frame.judged.conforming[key] = True  # while it is judged, for those that lead to each other
                held = self.frame.judged.conforming[key] = self._held(url, value, left)
            if held == "unknown":
                unknown = True
            elif held:
                return True
        return None if unknown else False

    def _held(self, url: str, value: Any, left: int) -> bool | str:
        kind = value.get("resourceType") if isinstance(value, dict) else None
        if url.partition("|")[0] in {f"{CORE}{kind}", f"{CORE}Resource", f"{CORE}DomainResource"}:
            return True
        profile = compiler.find(self.frame, url)
        if profile is None:
            self.frame.unchecked.add(f"profile {url}")
            return "unknown"
        tried = self._by(profile, value, (), "Resource" if isinstance(kind, str) else "")
        return not tried.failed and all(self._leads(reference, left) for reference in tried.references)

    def _leads(self, reference: Reference, left: int) -> bool:
        """Whether what it refers to is as it has to be, unless that is too far away."""
        judge = Judge(reference.frame, self.profile)
        return not left or judge._any_held(reference.profiles, reference.frame.resource, left - 1) is not False

    def _full_url(self, resource: dict[str, Any]) -> str:
        """Of the entry of a resource in the Bundle; where it is in none, of the one around it."""
        known = self.frame.judged.conforming
        key = (id(self.frame.entries), "")
        if key not in known:
            known[key] = {id(resource): url for url, resource in self.frame.entries.items()}
        return str(known[key].get(id(resource), self.frame.full_url))


def _is_of(kind: str, value: Any) -> bool:
    """Whether an invariant can be asked of it: an object, or of a primitive none; what is neither `structure` tells."""
    return isinstance(value, dict) if kind[:1].isupper() else not isinstance(value, (dict, list))
