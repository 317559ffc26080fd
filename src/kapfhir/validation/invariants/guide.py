"""Constraints of our own guide, and of the vital-signs profiles, native."""

import re
from decimal import Decimal
from typing import Any

from kapfhir.terminology import UCUM
from kapfhir.validation.invariants.members import (
    Frame,
    Holds,
    Node,
    among,
    codings,
    count,
    each,
    has,
    has_any,
    has_choice,
    matching,
    number,
    text,
    texts,
)

__all__ = ["NATIVE"]

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
CANCELLED = "http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled"
MISTAKEN = "entered-in-error"
MINUTES = "-min"
DAY = len("20260309")
SCALES = {"moaa-s": (0, 5), "rass": (-5, 4), "ramsay": (1, 6)}
_KEY = re.compile(r"^[A-Za-z0-9.-]{1,64}/[a-z0-9.-]{1,64}/[A-Za-z0-9.-]{1,64}$").search


def _identified(node: Node) -> bool:
    given = [one for one in each(node, "identifier") if (text(one, "system") or "").startswith("urn:uuid:")]
    return any(matching(_KEY, text(one, "value")) for one in given)


def _in(node: Node, name: str, system: str, *codes: str) -> int:
    """How many codings are of a code system of ours, by the end of its url; of these codes, where any is given."""
    end = f"/CodeSystem/{system}"
    return sum(
        given is not None and given.endswith(end) and (not codes or code in codes)
        for given, code in codings(node, name)
    )


def _coded(node: Node, name: str, code: str) -> bool:
    return any(found == code for _, found in codings(node, name))


def _extended(node: Node, end: str) -> bool:
    return any(url.endswith(end) for url in texts(each(node, "extension"), "url"))


def _measured(node: Any, *units: str) -> bool:
    """In one of these units, or without a value and with the reason for it."""
    if not isinstance(node, dict):
        return False
    if has(node, "value"):
        return text(node, "system") == UCUM and text(node, "code") in units
    return ABSENT in texts(each(node, "extension"), "url")


def _not_given(node: Node) -> bool:
    doses = [dose for dose in each(node, "dosage", "dose") if has(dose, "value")]
    return among(node, "status", "not-done") is False or not doses or [number(d, "value") for d in doses] == [0]


def _labelled(node: Node) -> bool:
    meta, own = texts(each(node, "meta", "security"), "code"), [code for _, code in codings(node, "securityLabel")]
    return all("V" in labels and "PSYTHPN" in labels for labels in (meta, own))


def _on_its_scale(node: Node) -> bool | None:
    """None where the value is no plain number: what FHIRPath says of it then is nobody's to know."""
    if not has_choice(node, "value"):
        return True
    found = [value for name in ("valueInteger", "valueDecimal") if (value := number(node, name)) is not None]
    value = found[0] if found else None
    return None if value is None else any(_within(node, value, *row) for row in SCALES.items())


def _within(node: Node, value: Decimal, code: str, limits: tuple[int, int]) -> bool:
    return _coded(node, "code", code) and limits[0] <= value <= limits[1]


def _minutes_of_components(frame: Frame, node: Node) -> bool:
    known = set(texts(each(frame.resource, "component", "code", "coding"), "code"))
    codes = texts(each(node, "component", "code", "coding"), "code")
    return all(code.removesuffix(MINUTES) in known for code in codes if code.endswith(MINUTES))


def _episode(node: Node) -> bool:
    values = texts(each(node, "identifier"), "value")
    return values.count("-/episode/-") == 1 and count(node, "identifier") > 1


NATIVE: dict[str, Holds] = {
    # vs-1, at effective[x]
    "($this as dateTime).toString().length() >= 8":
        lambda _, moment: isinstance(moment, str) and len(moment) >= DAY,
    # vs-2
    "(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())":
        lambda _, o: has_any(o, "component", "hasMember", "dataAbsentReason") or has_choice(o, "value"),
    # vs-3
    "value.exists() or dataAbsentReason.exists()":
        lambda _, o: has(o, "dataAbsentReason") or has_choice(o, "value"),
    # kap-identity
    "identifier.where(system.startsWith('urn:uuid:') and "
    "value.matches('^[A-Za-z0-9.-]{1,64}/[a-z0-9.-]{1,64}/[A-Za-z0-9.-]{1,64}$')).exists()":
        lambda _, r: _identified(r),
    # kap-tag
    "meta.tag.where(system.endsWith('/identity')).exists()":
        lambda _, r: any(system.endswith("/identity") for system in texts(each(r, "meta", "tag"), "system")),
    # kap-value-or-absent
    "value.exists() xor dataAbsentReason.exists()":
        lambda _, c: has(c, "dataAbsentReason") != has_choice(c, "value"),
    # kap-component-or-absent
    "component.exists() xor dataAbsentReason.exists()":
        lambda _, o: has(o, "component") != has(o, "dataAbsentReason"),
    # kap-judgement-says
    "value.exists() or dataAbsentReason.exists() or component.exists()":
        lambda _, o: has_any(o, "dataAbsentReason", "component") or has_choice(o, "value"),
    # kap-dose-mg
    "value.exists() and system = 'http://unitsofmeasure.org' and code = 'mg' or value.empty() and "
    "extension.where(url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason').exists()":
        lambda _, q: _measured(q, "mg"),
    # kap-segment-rate
    "value.exists() and system = 'http://unitsofmeasure.org' and (code = 'mg/h' or code = 'mg/kg/h' or code = 'mL/h') "
    "or value.empty() and "
    "extension.where(url = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason').exists()":
        lambda _, q: _measured(q, "mg/h", "mg/kg/h", "mL/h"),
    # kap-dose-not-given
    "status != 'not-done' or dosage.dose.value.empty() or dosage.dose.value = 0":
        lambda _, m: _not_given(m),
    # kap-pause-not-done
    "status = 'not-done' or status = 'entered-in-error'":
        lambda _, m: text(m, "status") in ("not-done", MISTAKEN),
    # kap-segment-given
    "status = 'completed' or status = 'in-progress' or status = 'entered-in-error'":
        lambda _, m: text(m, "status") in ("completed", "in-progress", MISTAKEN),
    # kap-care-plan-about
    "category.coding.where(system.endsWith('/CodeSystem/kap-care-plan')).count() = 1":
        lambda _, c: _in(c, "category", "kap-care-plan") == 1,
    # kap-consent-about
    "category.coding.where(system.endsWith('/CodeSystem/kap-consent')).count() = 1":
        lambda _, c: _in(c, "category", "kap-consent") == 1,
    # kap-encounter-kind
    "type.coding.where(system.endsWith('/CodeSystem/kap-encounter-type')).count() = 1":
        lambda _, e: _in(e, "type", "kap-encounter-type") == 1,
    # kap-encounter-session
    "extension.where(url.endsWith('/StructureDefinition/kap-session-number')).empty() or "
    "type.coding.where(system.endsWith('/CodeSystem/kap-encounter-type') and code = 'dosing').exists()":
        lambda _, e: not _extended(e, "/StructureDefinition/kap-session-number")
        or _in(e, "type", "kap-encounter-type", "dosing") > 0,
    # kap-encounter-integrates
    "extension.where(url.endsWith('/StructureDefinition/kap-integrates')).empty() or "
    "type.coding.where(system.endsWith('/CodeSystem/kap-encounter-type') and code = 'integration').exists()":
        lambda _, e: not _extended(e, "/StructureDefinition/kap-integrates")
        or _in(e, "type", "kap-encounter-type", "integration") > 0,
    # kap-encounter-cancelled
    "extension.where(url = 'http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled').empty() or "
    "status = 'cancelled' or status = 'entered-in-error'":
        lambda _, e: CANCELLED not in texts(each(e, "extension"), "url")
        or text(e, "status") in ("cancelled", MISTAKEN),
    # kap-encounter-part
    "partOf.empty() or "
    "type.coding.where(system.endsWith('/CodeSystem/kap-encounter-type') and code = 'integration').exists()":
        lambda _, e: not has(e, "partOf") or _in(e, "type", "kap-encounter-type", "integration") > 0,
    # kap-participant-role
    "type.all(coding.where(system.endsWith('/CodeSystem/kap-role')).exists())":
        lambda _, p: all(_in({"type": one}, "type", "kap-role") for one in each(p, "type")),
    # kap-episode-identity
    "identifier.where(value = '-/episode/-').count() = 1 and identifier.count() > 1":
        lambda _, e: _episode(e),
    # kap-note-shareable
    "type.coding.where(system.endsWith('/CodeSystem/kap-document') and code = 'psychotherapy-note').empty()":
        lambda _, d: _in(d, "type", "kap-document", "psychotherapy-note") == 0,
    # kap-psychotherapy-note-labelled
    "meta.security.where(code = 'V').exists() and meta.security.where(code = 'PSYTHPN').exists() and "
    "securityLabel.coding.where(code = 'V').exists() and securityLabel.coding.where(code = 'PSYTHPN').exists()":
        lambda _, d: _labelled(d),
    # kap-provenance-assembler
    "agent.type.coding.where(code = 'assembler').exists()":
        lambda _, p: any(_coded(agent, "type", "assembler") for agent in each(p, "agent")),
    # kap-response-version
    "questionnaire.contains('|')":
        lambda _, r: "|" in (text(r, "questionnaire") or ""),
    # kap-response-answered
    "answer.exists() or item.exists()":
        lambda _, i: has_any(i, "answer", "item"),
    # kap-score-source
    "method.coding.where(code = 'computed-total').exists() = derivedFrom.exists()":
        lambda _, o: _coded(o, "method", "computed-total") == has(o, "derivedFrom"),
    # kap-sedation-scale
    "value.empty() or code.coding.where(code = 'moaa-s').exists() and value >= 0 and value <= 5 or "
    "code.coding.where(code = 'rass').exists() and value >= (-5) and value <= 4 or "
    "code.coding.where(code = 'ramsay').exists() and value >= 1 and value <= 6":
        lambda _, o: _on_its_scale(o),
    # kap-time-course-minutes
    "component.code.coding.where(code.endsWith('-min')).all(code.substring(0, code.length() - 4) in "
    "%resource.component.code.coding.code)":
        _minutes_of_components,
}  # fmt: skip
