"""Constraints of Questionnaire and other definitions, R4's and R5's, native."""

import re
from typing import Any

from kapfhir.validation.document import objects
from kapfhir.validation.invariants.members import (
    Frame,
    Holds,
    Node,
    among,
    count,
    distinct,
    each,
    has,
    has_any,
    implies,
    matching,
    number,
    resolved,
    text,
    texts,
)

__all__ = ["NATIVE"]

MOST = 255  # characters of a linkId
ABSTRACT = ("Resource", "DomainResource")
_NAME = re.compile(r"^[A-Z]([A-Za-z0-9_]){0,254}$").search
_LONGER_NAME = re.compile(r"^[A-Z]([A-Za-z0-9_]){1,254}$").search
_PLAIN_URL = re.compile(r"^[^|# ]+$").search
LISTED = ("decimal", "integer", "date", "dateTime", "time", "string", "quantity")  # items that may have answers listed
WITH_LENGTH = ("boolean", "decimal", "integer", "string", "text", "url")


def _answers_listed(item: Node, *more: str) -> bool:
    return text(item, "type") in (*more, *LISTED) or not has_any(item, "answerValueSet", "answerOption")


def _group_or_display(item: Node) -> bool:
    grouped = implies(among(item, "type", "group"), has(item, "item"))
    return grouped and implies(among(item, "type", "display"), not has(item, "item"))


def _not_display(item: Node, *names: str) -> bool:
    """`type!='display' or (a.empty() and b.empty())`."""
    return among(item, "type", "display") is False or not has_any(item, *names)


def _complete_group(frame: Frame, item: Node) -> bool:
    group, complete = among(item, "type", "group"), among(frame.resource, "status", "complete")
    both = False if group is False or complete is False else (group and complete)
    return implies(both, has(item, "item"))


def _codes(node: Node, least: int = 0) -> list[str]:
    """Codes of the concepts below, from that depth on; and of those of what is contained."""
    found: list[str] = []
    level = [node]
    while level:
        level = [below for one in level for below in each(one, "concept")]
        found += [text(one, "code") or "" for one in level if has(one, "code")] if least <= 0 else []
        least -= 1
    return found


def _codes_r4(node: Node) -> bool:
    contained = [codes for one in each(node, "contained") for codes in _codes(one)]
    return distinct([*_codes(node), *contained])


def _codes_r5(frame: Frame, node: Node) -> bool:
    """Those of the top, and of what `%resource.concept.descendants().concept` reaches: from the third level on."""
    return distinct([*texts(each(node, "concept"), "code"), *_codes(frame.resource, 2)])


def _link_ids(node: Node) -> bool:
    return distinct(texts(objects(node)[1:], "linkId"))


def _targeted(frame: Frame, parameter: Node) -> bool:
    type_ = text(parameter, "type")
    known = type_ in ("Reference", "canonical", *ABSTRACT) or type_ in frame.types.resources
    return not has(parameter, "targetProfile") or known


def _structure_known(frame: Frame, instance: Node) -> bool:
    code = text(instance.get("structureType"), "code")
    known = code in ABSTRACT or code in frame.types.resources
    return not has(instance, "structureType") or known or has(instance, "structureVersion")


def _forms_without_route(frame: Frame, product: Node) -> bool:
    forms = [resolved(frame, form) for form in each(product, "formOf")]
    return not any(has(form, "route") for form in forms if form)


def _probable(prediction: Node) -> bool:
    """A probability as a decimal is one in percent."""
    value = number(prediction, "probabilityDecimal")
    return value is None or value <= 100  # noqa: PLR2004  # percent


def _composed(_: Frame, report: Any) -> bool | None:
    """Whether a report is what its composition shows: not judged, as the expression itself fails on most."""
    return None if has(report, "composition") else True


NATIVE: dict[str, Holds] = {
    # adf-0 and all the other …-0 of R4
    "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')":
        lambda _, d: not has(d, "name") or matching(_NAME, d.get("name")),
    # cnl-0
    "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){1,254}$')":
        lambda _, d: not has(d, "name") or matching(_LONGER_NAME, d.get("name")),
    # cnl-1, at url
    "exists() implies matches('^[^|# ]+$')":
        lambda _, url: matching(_PLAIN_URL, url),
    # que-2
    "descendants().linkId.isDistinct()":
        lambda _, q: _link_ids(q),
    # que-1 of R4
    "(type='group' implies item.empty().not()) and (type.trace('type')='display' implies item.trace('item').empty())":
        lambda _, i: _group_or_display(i),
    # que-1a, que-1b, que-1c of R5
    "(type='group' and %resource.status='complete') implies item.empty().not()":
        _complete_group,
    "type='group' implies item.empty().not()":
        lambda _, i: implies(among(i, "type", "group"), has(i, "item")),
    "type='display' implies item.empty()":
        lambda _, i: implies(among(i, "type", "display"), not has(i, "item")),
    # que-3
    "type!='display' or code.empty()":
        lambda _, i: _not_display(i, "code"),
    # que-4
    "answerOption.empty() or answerValueSet.empty()":
        lambda _, i: not has(i, "answerOption") or not has(i, "answerValueSet"),
    # que-5 of R4, of R5
    "(type ='choice' or type = 'open-choice' or type = 'decimal' or type = 'integer' or type = 'date' or "
    "type = 'dateTime' or type = 'time' or type = 'string' or type = 'quantity') or "
    "(answerValueSet.empty() and answerOption.empty())":
        lambda _, i: _answers_listed(i, "choice", "open-choice"),
    "(type='coding' or type = 'decimal' or type = 'integer' or type = 'date' or type = 'dateTime' or type = 'time' or "
    "type = 'string' or type = 'quantity') or (answerValueSet.empty() and answerOption.empty())":
        lambda _, i: _answers_listed(i, "coding"),
    # que-6
    "type!='display' or (required.empty() and repeats.empty())":
        lambda _, i: _not_display(i, "required", "repeats"),
    # que-7
    "operator = 'exists' implies (answer is boolean)":
        lambda _, w: implies(among(w, "operator", "exists"), has(w, "answerBoolean")),
    # que-8
    "(type!='group' and type!='display') or initial.empty()":
        lambda _, i: among(i, "type", "group", "display") is False or not has(i, "initial"),
    # que-9
    "type!='display' or readOnly.empty()":
        lambda _, i: _not_display(i, "readOnly"),
    # que-10 of R4, of R5
    "(type in ('boolean' | 'decimal' | 'integer' | 'string' | 'text' | 'url' | 'open-choice')) or maxLength.empty()":
        lambda _, i: text(i, "type") in (*WITH_LENGTH, "open-choice") or not has(i, "maxLength"),
    "(type in ('boolean' | 'decimal' | 'integer' | 'string' | 'text' | 'url')) or answerConstraint='optionOrString' or "
    "maxLength.empty()":
        lambda _, i: text(i, "type") in WITH_LENGTH
        or text(i, "answerConstraint") == "optionOrString"
        or not has(i, "maxLength"),
    # que-11
    "answerOption.empty() or initial.empty()":
        lambda _, i: not has(i, "answerOption") or not has(i, "initial"),
    # que-12 of R4, of R5
    "enableWhen.count() >= 2 implies enableBehavior.exists()":
        lambda _, i: count(i, "enableWhen") < 2 or has(i, "enableBehavior"),  # noqa: PLR2004  # as it stands above
    "enableWhen.count() > 1 implies enableBehavior.exists()":
        lambda _, i: count(i, "enableWhen") <= 1 or has(i, "enableBehavior"),
    # que-13
    "repeats=true or initial.count() <= 1":
        lambda _, i: i.get("repeats") is True or count(i, "initial") <= 1,
    # que-14
    "answerConstraint.exists() implies answerOption.exists() or answerValueSet.exists()":
        lambda _, i: not has(i, "answerConstraint") or has_any(i, "answerOption", "answerValueSet"),
    # que-15, mea-2 to mea-6, at linkId
    "$this.length() <= 255":
        lambda _, link_id: isinstance(link_id, str) and len(link_id) <= MOST,
    # csd-1 of R4, of R5
    "concept.code.combine($this.descendants().concept.code).isDistinct()":
        lambda _, c: _codes_r4(c),
    "concept.exists() implies concept.code.combine(%resource.concept.descendants().concept.code).isDistinct()":
        _codes_r5,
    # vsd-1
    "valueSet.exists() or system.exists()":
        lambda _, i: has_any(i, "valueSet", "system"),
    # vsd-2
    "(concept.exists() or filter.exists()) implies system.exists()":
        lambda _, i: has(i, "system") or not has_any(i, "concept", "filter"),
    # vsd-3
    "concept.empty() or filter.empty()":
        lambda _, i: not has(i, "concept") or not has(i, "filter"),
    # vsd-6
    "code.exists() or display.exists()":
        lambda _, c: has_any(c, "code", "display"),
    # vsd-9
    "code.exists() or abstract = true":
        lambda _, c: has(c, "code") or c.get("abstract") is True,
    # vsd-10
    "code.empty() or system.exists()":
        lambda _, c: not has(c, "code") or has(c, "system"),
    # ras-2, whose probability is a decimal or a Range
    "(probability.exists() and (probability is decimal)) implies ((probability as decimal) <= 100)":
        lambda _, p: _probable(p),
    "probability.empty() or ((probability is decimal) implies ((probability as decimal) <= 100))":
        lambda _, p: _probable(p),
    # opd-3 of R4 and of R5, as HL7 corrects them
    "targetProfile.exists() implies (type = 'Reference' or type = 'canonical' or "
    "type.memberOf('http://hl7.org/fhir/ValueSet/resource-types'))":
        _targeted,
    "targetProfile.exists() implies (type = 'Reference' or type = 'canonical' or "
    "type.memberOf('http://hl7.org/fhir/ValueSet/all-resource-types'))":
        _targeted,
    # exs-1
    "structureType.exists() and structureType.memberOf('http://hl7.org/fhir/ValueSet/resource-types').not() implies "
    "structureVersion.exists()":
        _structure_known,
    # apd-1
    "AdministrableProductDefinition.formOf.resolve().route.empty()":
        _forms_without_route,
    # dgr-1
    "composition.exists() implies (composition.resolve().section.entry.reference.where(resolve() is Observation) in "
    "(result.reference|result.reference.resolve().hasMember.reference))":
        _composed,
}  # fmt: skip
