"""Constraints of data types, R4's and R5's, native. Each entry is the expression, as HL7 has it or corrects it."""

import re

from kapfhir.terminology import UCUM
from kapfhir.validation.invariants import moments, quantities
from kapfhir.validation.invariants.members import (
    Holds,
    Node,
    among,
    has,
    has_any,
    has_choice,
    implies,
    matching,
    number,
    text,
    texts,
)

__all__ = ["NATIVE"]

_EXPRESSION_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}").search
MEALS = {"C", "CM", "CD", "CV"}
CURRENCIES = "urn:iso:std:iso:4217"


def _only(node: Node, *systems: str) -> bool:
    """`system.empty() or system = …`."""
    return text(node, "system") in systems or not has(node, "system")


def _coded(node: Node) -> bool:
    """`code.exists() or value.empty()`."""
    return has(node, "code") or not has(node, "value")


def _age(node: Node) -> bool:
    value = number(node, "value")
    return _coded(node) and _only(node, UCUM) and (value is None or value > 0)


def _count(node: Node) -> bool:
    value = node.get("value")
    one = text(node, "code") == "1" or not has(node, "code")
    return _coded(node) and _only(node, UCUM) and one and "." not in str(getattr(value, "text", value))


def _negative(node: Node, name: str) -> bool:
    """Not `name.exists() implies name >= 0`."""
    value = number(node, name)
    return has(node, name) and (value is None or value < 0)


def _ratio_r5(node: Node) -> bool:
    above, below = has(node, "numerator"), has(node, "denominator")
    return (above and below) or (not above and not below and has(node, "extension"))


def _ratio_range(node: Node) -> bool:
    above, below = has_any(node, "lowNumerator", "highNumerator"), has(node, "denominator")
    return (above and below) or (not above and not below and has(node, "extension"))


def _trigger(node: Node) -> bool:
    starts = (text(node, "type") or "").startswith("data-") if has(node, "type") else None
    named = implies(among(node, "type", "named-event"), has(node, "name"))
    timed = implies(among(node, "type", "periodic"), has_choice(node, "timing"))
    return named and timed and implies(starts, has(node, "data"))


def _needed(node: Node) -> bool:
    given = has_any(node, "asNeeded", "asNeededBoolean")  # R5 has no choice here any more
    return not has(node, "asNeededFor") or not given or node.get("asNeeded") is True


def _open_all_day(node: Node) -> bool:
    times = has_any(node, "availableStartTime", "availableEndTime")
    return not has(node, "allDay") or implies(node.get("allDay") if "allDay" in node else None, not times)


NATIVE: dict[str, Holds] = {
    # qty-3
    "code.empty() or system.exists()":
        lambda _, q: "system" in q or ("code" not in q and "_code" not in q) or "_system" in q,
    # sqty-1
    "comparator.empty()":
        lambda _, q: "comparator" not in q and "_comparator" not in q,
    # age-1
    "(code.exists() or value.empty()) and (system.empty() or system = %ucum) and "
    "(value.empty() or value.hasValue().not() or value > 0)":
        lambda _, q: _age(q),
    # cnt-3
    "(code.exists() or value.empty()) and (system.empty() or system = %ucum) and (code.empty() or code = '1') and "
    "(value.empty() or value.hasValue().not() or value.toString().contains('.').not())":
        lambda _, q: _count(q),
    # dis-1
    "(code.exists() or value.empty()) and (system.empty() or system = %ucum)":
        lambda _, q: _coded(q) and _only(q, UCUM),
    # mqty-1, mtqy-1
    "(code.exists() or value.empty()) and (system.empty() or system = 'urn:iso:std:iso:4217')":
        lambda _, q: _coded(q) and _only(q, CURRENCIES),
    # drt-1
    "code.exists() implies ((system = %ucum) and value.exists())":
        lambda _, q: not has(q, "code") or (text(q, "system") == UCUM and has(q, "value")),
    # att-1
    "data.empty() or contentType.exists()":
        lambda _, a: not has(a, "data") or has(a, "contentType"),
    # cpt-2
    "value.empty() or system.exists()":
        lambda _, c: not has(c, "value") or has(c, "system"),
    # exp-1
    "expression.exists() or reference.exists()":
        lambda _, e: has_any(e, "expression", "reference"),
    # exp-2
    "name.hasValue() implies name.matches('[A-Za-z][A-Za-z0-9\\\\_]{0,63}')":
        lambda _, e: "name" not in e or matching(_EXPRESSION_NAME, e["name"]),
    # per-1 of R4
    "start.hasValue().not() or end.hasValue().not() or (start <= end)":
        lambda _, p: "end" not in p or "start" not in p or moments.at_most(p["start"], p["end"]),
    # per-1 of R5
    "start.hasValue().not() or end.hasValue().not() or (start.lowBoundary() <= end.highBoundary())":
        lambda _, p: "end" not in p or "start" not in p or moments.may_be_at_most(p["start"], p["end"]),
    # rng-2 of R4
    "low.empty() or high.empty() or (low <= high)":
        lambda _, r: not has(r, "low") or not has(r, "high") or quantities.at_most(r.get("low"), r.get("high")),
    # rng-2 of R5
    "low.value.empty() or high.value.empty() or low.lowBoundary().comparable(high.highBoundary()).not() or "
    "(low.lowBoundary() <= high.highBoundary())":
        lambda _, r: quantities.may_be_at_most_if_comparable(r.get("low"), r.get("high")),
    # rat-1 of R4
    "(numerator.empty() xor denominator.exists()) and (numerator.exists() or extension.exists())":
        lambda _, r: has(r, "numerator") == has(r, "denominator") and has_any(r, "numerator", "extension"),
    # rat-1 of R5
    "(numerator.exists() and denominator.exists()) or "
    "(numerator.empty() and denominator.empty() and extension.exists())":
        lambda _, r: _ratio_r5(r),
    # ratrng-1
    "((lowNumerator.exists() or highNumerator.exists()) and denominator.exists()) or "
    "(lowNumerator.empty() and highNumerator.empty() and denominator.empty() and extension.exists())":
        lambda _, r: _ratio_range(r),
    # ratrng-2
    "lowNumerator.hasValue().not() or highNumerator.hasValue().not()  or "
    "(lowNumerator.lowBoundary() <= highNumerator.highBoundary())":
        lambda _, r: quantities.may_be_at_most(r.get("lowNumerator"), r.get("highNumerator")),
    # drq-1, drq-2
    "path.exists() xor searchParam.exists()":
        lambda _, f: has(f, "path") != has(f, "searchParam"),
    # trd-1
    "data.empty() or timing.empty()":
        lambda _, t: not has(t, "data") or not has_choice(t, "timing"),
    # trd-2
    "condition.exists() implies data.exists()":
        lambda _, t: not has(t, "condition") or has(t, "data"),
    # trd-3
    "(type = 'named-event' implies name.exists()) and (type = 'periodic' implies timing.exists()) and "
    "(type.startsWith('data-') implies data.exists())":
        lambda _, t: _trigger(t),
    # tim-1
    "duration.empty() or durationUnit.exists()":
        lambda _, t: not has(t, "duration") or has(t, "durationUnit"),
    # tim-2
    "period.empty() or periodUnit.exists()":
        lambda _, t: not has(t, "period") or has(t, "periodUnit"),
    # tim-4
    "duration.exists() implies duration >= 0":
        lambda _, t: not _negative(t, "duration"),
    # tim-5
    "period.exists() implies period >= 0":
        lambda _, t: not _negative(t, "period"),
    # tim-6
    "periodMax.empty() or period.exists()":
        lambda _, t: not has(t, "periodMax") or has(t, "period"),
    # tim-7
    "durationMax.empty() or duration.exists()":
        lambda _, t: not has(t, "durationMax") or has(t, "duration"),
    # tim-8
    "countMax.empty() or count.exists()":
        lambda _, t: not has(t, "countMax") or has(t, "count"),
    # tim-9
    "offset.empty() or (when.exists() and when.select($this in ('C' | 'CM' | 'CD' | 'CV')).allFalse())":
        lambda _, t: not has(t, "offset") or (has(t, "when") and not set(texts([t], "when")) & MEALS),
    # tim-10
    "timeOfDay.empty() or when.empty()":
        lambda _, t: not has(t, "timeOfDay") or not has(t, "when"),
    # dos-1
    "asNeededFor.empty() or asNeeded.empty() or asNeeded":
        lambda _, d: _needed(d),
    # ref-2
    "reference.exists() or identifier.exists() or display.exists() or extension.exists()":
        lambda _, r: "reference" in r or has_any(r, "reference", "identifier", "display", "extension"),
    # ident-1
    "value.exists()":
        lambda _, i: has(i, "value"),
    # cod-1
    "code.exists().not() implies display.exists().not()":
        lambda _, c: "code" in c or has(c, "code") or not has(c, "display"),
    # sdd-1
    "interval.exists().not() xor offsets.exists().not()":
        lambda _, s: has(s, "interval") != has(s, "offsets"),
    # av-1
    "allDay.exists().not() or (allDay implies availableStartTime.exists().not() and availableEndTime.exists().not())":
        lambda _, a: _open_all_day(a),
}  # fmt: skip
