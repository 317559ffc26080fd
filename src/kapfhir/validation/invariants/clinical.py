"""Constraints of the resources that our guide profiles, and of those beside them, R4's and R5's, native."""

from kapfhir.validation.invariants import moments
from kapfhir.validation.invariants.members import (
    Frame,
    Holds,
    Node,
    among,
    codings,
    count,
    distinct,
    each,
    has,
    has_any,
    has_choice,
    implies,
    once,
    text,
    texts,
)
from kapfhir.wire import canonical

__all__ = ["NATIVE"]

HL7 = "http://terminology.hl7.org/CodeSystem"
MISTAKEN = "entered-in-error"
OVER = ("inactive", "resolved", "remission")
CLINICAL = f"{HL7}/condition-clinical"


def _coded(node: Node, name: str, system: str, *codes: str) -> bool:
    """`name.coding.where(system = … and code = …).exists()`."""
    return any(given == system and code in codes for given, code in codings(node, name))


def _code_is_a_component(frame: Frame, node: Node) -> bool:
    """Whether a coding of a component is one of the resource's own."""
    own = {canonical(coding) for coding in each(frame.resource, "code", "coding")}
    return any(canonical(coding) in own for coding in each(node, "component", "code", "coding"))


def _over(node: Node) -> bool:
    return _coded(node, "clinicalStatus", CLINICAL, *OVER)


def _mistaken(node: Node) -> bool:
    return _coded(node, "verificationStatus", f"{HL7}/condition-ver-status", MISTAKEN)


def _allergy_mistaken(node: Node) -> bool:
    return _coded(node, "verificationStatus", f"{HL7}/allergyintolerance-verification", MISTAKEN)


def _about(node: Node, code: str) -> bool:
    return has(node, "patient") or not _coded(node, "scope", "something", code)


def _problem_unknown(node: Node) -> bool:
    listed = _coded(node, "category", f"{HL7}/condition-category", "problem-list-item")
    return listed and _coded(node, "clinicalStatus", CLINICAL, "unknown")


def _answered_once(frame: Frame, node: Node) -> bool:
    """Below an item, and its answers, no question is answered twice in one place."""
    below = [*each(node, "answer"), *each(node, "item")]
    return all(once(frame, one, _items_once) and once(frame, one, _answered_once) for one in below)


def _items_once(_: Frame, node: Node) -> bool:
    answered = [one for one in each(node, "item") if any(has_choice(a, "value") for a in each(one, "answer"))]
    return distinct(texts(answered, "linkId"))


def _in_order(node: Node, first: str, second: str) -> bool:
    """Two moments, where both exist."""
    return not has(node, first) or not has(node, second) or bool(moments.at_most(node.get(first), node.get(second)))


NATIVE: dict[str, Holds] = {
    # obs-6
    "dataAbsentReason.empty() or value.empty()":
        lambda _, o: "dataAbsentReason" not in o or not has_choice(o, "value"),
    # obs-7
    "value.empty() or component.code.where(coding.intersect(%resource.code.coding).exists()).empty()":
        lambda frame, o: "component" not in o or not has_choice(o, "value") or not _code_is_a_component(frame, o),
    # obs-3
    "low.exists() or high.exists() or text.exists()":
        lambda _, r: has_any(r, "low", "high", "text"),
    # obs-8, bdystr-1
    "bodySite.exists() implies bodyStructure.empty()":
        lambda _, o: not has(o, "bodySite") or not has(o, "bodyStructure"),
    # ait-1
    "verificationStatus.coding.where(system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification' "
    "and code = 'entered-in-error').exists() or clinicalStatus.exists()":
        lambda _, a: has(a, "clinicalStatus") or _allergy_mistaken(a),
    # ait-2
    "verificationStatus.coding.where(system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification' "
    "and code = 'entered-in-error').empty() or clinicalStatus.empty()":
        lambda _, a: not has(a, "clinicalStatus") or not _allergy_mistaken(a),
    # con-1
    "summary.exists() or assessment.exists()":
        lambda _, s: has_any(s, "summary", "assessment"),
    # con-2 of R4
    "code.exists() or detail.exists()":
        lambda _, e: has_any(e, "code", "detail"),
    # con-2 of R5
    "category.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-category' and "
    "code='problem-list-item').exists() implies clinicalStatus.coding.where("
    "system='http://terminology.hl7.org/CodeSystem/condition-clinical' and code='unknown').exists().not()":
        lambda _, c: not _problem_unknown(c),
    # con-3 of R4: as HL7 corrects it, `exists(…).empty()` asks whether a boolean is empty, which none is
    "(verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and "
    "code = 'entered-in-error').exists() and category.coding.exists("
    "system='http://terminology.hl7.org/CodeSystem/condition-category' and code ='problem-list-item').empty()) "
    "implies (clinicalStatus.exists())":
        lambda _, _c: True,
    # con-3 of R5
    "abatement.exists() implies (clinicalStatus.coding.where("
    "system='http://terminology.hl7.org/CodeSystem/condition-clinical' and "
    "(code='inactive' or code='resolved' or code='remission')).exists())":
        lambda _, c: not has_choice(c, "abatement") or _over(c),
    # con-4
    "abatement.empty() or clinicalStatus.coding.where("
    "system='http://terminology.hl7.org/CodeSystem/condition-clinical' and "
    "(code='resolved' or code='remission' or code='inactive')).exists()":
        lambda _, c: not has_choice(c, "abatement") or _over(c),
    # con-5
    "verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and "
    "code='entered-in-error').empty() or clinicalStatus.empty()":
        lambda _, c: not has(c, "clinicalStatus") or not _mistaken(c),
    # ppc-1
    "policy.exists() or policyRule.exists()":
        lambda _, c: has_any(c, "policy", "policyRule"),
    # ppc-2 to ppc-5
    "patient.exists() or scope.coding.where(system='something' and code='patient-privacy').exists().not()":
        lambda _, c: _about(c, "patient-privacy"),
    "patient.exists() or scope.coding.where(system='something' and code='research').exists().not()":
        lambda _, c: _about(c, "research"),
    "patient.exists() or scope.coding.where(system='something' and code='adr').exists().not()":
        lambda _, c: _about(c, "adr"),
    "patient.exists() or scope.coding.where(system='something' and code='treatment').exists().not()":
        lambda _, c: _about(c, "treatment"),
    # cpl-3
    "detail.empty() or reference.empty()":
        lambda _, a: not has(a, "detail") or not has(a, "reference"),
    # ctm-2
    "role.exists() or member.exists()":
        lambda _, p: has_any(p, "role", "member"),
    # enc-1
    "actor.exists() or type.exists()":
        lambda _, p: has_any(p, "actor", "type"),
    # gol-1
    "(detail.exists() and measure.exists()) or detail.exists().not()":
        lambda _, t: has(t, "measure") or not has_choice(t, "detail"),
    # mad-1 of R4
    "dose.exists() or rate.exists()":
        lambda _, d: has(d, "dose") or has_choice(d, "rate"),
    # mad-1 of R5
    "(dose.exists() or rate.exists() or text.exists())":
        lambda _, d: has_any(d, "dose", "text") or has_choice(d, "rate"),
    # prr-1
    "orderDetail.empty() or code.exists()":
        lambda _, s: not has(s, "orderDetail") or has(s, "code"),
    # qrs-1
    "(answer.exists() and item.exists()).not()":
        lambda _, i: "answer" not in i or "item" not in i,
    # qrs-2
    "repeat(answer|item).select(item.where(answer.value.exists()).linkId.isDistinct()).allTrue()":
        _answered_once,
    # pat-1
    "name.exists() or telecom.exists() or address.exists() or organization.exists()":
        lambda _, c: has_any(c, "name", "telecom", "address", "organization"),
    # org-1, ipn-1
    "(identifier.count() + name.count()) > 0":
        lambda _, o: has_any(o, "identifier", "name"),
    # org-2 and org-3 of R4, at each address and each telecom
    "where(use = 'home').empty()":
        lambda _, a: text(a, "use") != "home",
    # org-3 and org-4 of R5, at each contact
    "telecom.where(use = 'home').empty()":
        lambda _, c: "home" not in texts(each(c, "telecom"), "use"),
    "address.where(use = 'home').empty()":
        lambda _, c: "home" not in texts(each(c, "address"), "use"),
    # cmp-1
    "text.exists() or entry.exists() or section.exists()":
        lambda _, s: has_any(s, "text", "entry", "section"),
    # cmp-2, lst-1
    "emptyReason.empty() or entry.empty()":
        lambda _, s: not has(s, "emptyReason") or not has(s, "entry"),
    # imm-1
    "documentType.exists() or reference.exists()":
        lambda _, e: has_any(e, "documentType", "reference"),
    # app-1
    "type.exists() or actor.exists()":
        lambda _, p: has_any(p, "type", "actor"),
    # apr-1
    "participantType.exists() or actor.exists()":
        lambda _, r: has_any(r, "participantType", "actor"),
    # fhs-1
    "age.empty() or born.empty()":
        lambda _, f: not has_choice(f, "age") or not has_choice(f, "born"),
    # fhs-2
    "age.exists() or estimatedAge.empty()":
        lambda _, f: has_choice(f, "age") or not has(f, "estimatedAge"),
    # lnk-1
    "item.count()>1":
        lambda _, link: count(link, "item") > 1,
    # nor-1
    "oralDiet.exists() or supplement.exists() or enteralFormula.exists()":
        lambda _, o: has_any(o, "oralDiet", "supplement", "enteralFormula"),
    # inv-1 of Parameters
    "(part.exists() and value.empty() and resource.empty()) or "
    "(part.empty() and (value.exists() xor resource.exists()))":
        lambda _, p: not (has_choice(p, "value") or has(p, "resource")) if has(p, "part")
        else has_choice(p, "value") != has(p, "resource"),
    # grp-1
    "member.empty() or (actual = true)":
        lambda _, g: not has(g, "member") or g.get("actual") is True,
    # lst-2, lst-3
    "mode = 'changes' or entry.deleted.empty()":
        lambda _, li: text(li, "mode") == "changes" or not any(has(e, "deleted") for e in each(li, "entry")),
    "mode = 'working' or entry.date.empty()":
        lambda _, li: text(li, "mode") == "working" or not any(has(e, "date") for e in each(li, "entry")),
    # mdd-1
    "whenHandedOver.empty() or whenPrepared.empty() or whenHandedOver >= whenPrepared":
        lambda _, m: _in_order(m, "whenPrepared", "whenHandedOver"),
    # inv-1 of Task
    "lastModified.exists().not() or authoredOn.exists().not() or lastModified >= authoredOn":
        lambda _, t: _in_order(t, "authoredOn", "lastModified"),
    # app-5
    "start.exists() implies start <= end":
        lambda _, a: not has(a, "start") or moments.at_most(a.get("start"), a.get("end")) is True,
    # app-4 of R4
    "Appointment.cancelationReason.exists() implies (Appointment.status='no-show' or Appointment.status='cancelled')":
        lambda _, a: implies(has(a, "cancelationReason"), among(a, "status", "no-show", "cancelled")),
}  # fmt: skip
