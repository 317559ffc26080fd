"""Constraints that follow references, R4's and R5's, native: to what is contained, or an entry of the Bundle."""

from typing import Any

from kapfhir.validation.invariants.members import Frame, Holds, Node, each, has, once, resolved, text, type_of
from kapfhir.wire import canonical

__all__ = ["NATIVE"]

PRACTITIONERS = ("Practitioner", "PractitionerRole")


def _member_is_practitioner(frame: Frame, node: Node) -> bool:
    """What leads nowhere leads to no Practitioner, as HL7's validator has it."""
    return not has(node, "onBehalfOf") or type_of(_led(frame, node.get("member"))) == "Practitioner"


def _led(frame: Frame, reference: Any) -> Node | None:
    """`resolve()`, also of what is relative to the entry's fullUrl."""
    target = (text(reference, "reference") or "").partition("/_history/")[0]
    found = resolved(frame, reference) or frame.known.get(f"{frame.full_url.rsplit('/', 2)[0]}/{target}")
    return found if isinstance(found, dict) else None


def _any_is(frame: Frame, references: list[Node], *types: str) -> bool:
    """Whether one of the references leads to a resource of these types."""
    return any(type_of(resolved(frame, reference)) in types for reference in references)


def _specimens_alone(frame: Frame, specimen: Any) -> bool:
    group = resolved(frame, specimen)
    return group is None or type_of(group) != "Group" or once(frame, group, _members_are_specimens)


def _members_are_specimens(frame: Frame, group: Node) -> bool:
    found = [resolved(frame, member) for member in each(group, "member", "entity")]
    return all(type_of(one) == "Specimen" for one in found if one)


def _same(frame: Frame, one: Node, other: Node) -> bool:
    """Equal, whatever they are called: each is read once."""
    return bool(once(frame, one, _written) == once(frame, other, _written))


def _written(_: Frame, node: Node) -> bytes:
    return canonical(node)


def _for_another(frame: Frame, node: Node) -> bool:
    """Who acts is not who it is done for."""
    who, other = resolved(frame, node.get("who")), resolved(frame, node.get("onBehalfOf"))
    return who is None or other is None or not _same(frame, who, other)


def _role_for_another(frame: Frame, node: Node) -> bool:
    who, other = resolved(frame, node.get("who")), resolved(frame, node.get("onBehalfOf"))
    person = resolved(frame, who.get("practitioner")) if who and type_of(who) == "PractitionerRole" else None
    return person is None or other is None or type_of(other) != "Practitioner" or not _same(frame, person, other)


def _organization_for_another(frame: Frame, node: Node) -> bool:
    who, other = resolved(frame, node.get("who")), resolved(frame, node.get("onBehalfOf"))
    theirs = resolved(frame, other.get("organization")) if other and type_of(other) == "PractitionerRole" else None
    return theirs is None or who is None or type_of(who) != "Organization" or not _same(frame, who, theirs)


def _performer_for_another(frame: Frame, node: Node) -> bool:
    return not has(node, "onBehalfOf") or type_of(resolved(frame, node.get("actor"))) not in PRACTITIONERS


NATIVE: dict[str, Holds] = {
    # obs-9
    "(reference.resolve().exists() and reference.resolve() is Group) implies "
    "reference.resolve().member.entity.resolve().all($this is Specimen)":
        _specimens_alone,
    # ctm-1 of R4
    "onBehalfOf.exists() implies (member.resolve().iif(empty(), true, ofType(Practitioner).exists()))":
        lambda frame, p: not has(p, "onBehalfOf")
        or type_of(resolved(frame, p.get("member"))) in (None, "Practitioner"),
    # ctm-1 of R5
    "onBehalfOf.exists() implies (member.resolve() is Practitioner)":
        _member_is_practitioner,
    # docRef-1, docRef-2
    "facilityType.empty() or context.where(resolve() is Encounter).empty()":
        lambda frame, d: not has(d, "facilityType") or not _any_is(frame, each(d, "context"), "Encounter"),
    "practiceSetting.empty() or context.where(resolve() is Encounter).empty()":
        lambda frame, d: not has(d, "practiceSetting") or not _any_is(frame, each(d, "context"), "Encounter"),
    # enc-2
    "actor.exists(resolve() is Patient or resolve() is Group) implies type.exists().not()":
        lambda frame, p: not has(p, "type") or not _any_is(frame, each(p, "actor"), "Patient", "Group"),
    # prc-1
    "onBehalfOf.exists() and actor.resolve().exists() implies "
    "actor.resolve().where($this is Practitioner or $this is PractitionerRole).empty()":
        _performer_for_another,
    # prov-1 to prov-3
    "who.resolve().exists() and onBehalfOf.resolve().exists() implies who.resolve() != onBehalfOf.resolve()":
        _for_another,
    "who.resolve().ofType(PractitionerRole).practitioner.resolve().exists() and "
    "onBehalfOf.resolve().ofType(Practitioner).exists() implies "
    "who.resolve().practitioner.resolve() != onBehalfOf.resolve()":
        _role_for_another,
    "who.resolve().ofType(Organization).exists() and "
    "onBehalfOf.resolve().ofType(PractitionerRole).organization.resolve().exists() implies "
    "who.resolve() != onBehalfOf.resolve().organization.resolve()":
        _organization_for_another,
}  # fmt: skip
