"""Every code that a mapping or a Questionnaire names has its source, and a check digit that holds."""

import csv
import json
from pathlib import Path

import pytest

import kapfhir
from kapfhir import terminology
from kapfhir.terminology import KAP, LOINC, RXNORM, SNOMED, Code, Vital

DEFINITIONS = Path(kapfhir.__file__).parent / "definitions"
ROWS = csv.DictReader((DEFINITIONS / "codes.csv").read_text(encoding="utf-8").splitlines())
SOURCES = {(row["system"], row["code"]): row for row in ROWS}
GUIDE = [json.loads(path.read_bytes()) for path in sorted((DEFINITIONS / "kap").glob("*.json"))]
OWN = {
    (system["url"], concept["code"]): concept["display"]
    for system in GUIDE
    if system["resourceType"] == "CodeSystem"
    for concept in system["concept"]
}


def codes_in(value):
    """Every Code in the tables of a module."""
    if isinstance(value, Code):
        yield value
    elif isinstance(value, Vital):
        yield from value.codes
    elif isinstance(value, (dict, tuple)):
        for member in value.values() if isinstance(value, dict) else value:
            yield from codes_in(member)


def codings_in(node):
    """Every Coding in a definition."""
    if isinstance(node, dict):
        if isinstance(node.get("system"), str) and isinstance(node.get("code"), str):
            yield node["system"], node["code"], node.get("display", "")
        for member in node.values():
            yield from codings_in(member)
    elif isinstance(node, list):
        for member in node:
            yield from codings_in(member)


NAMED = sorted({code for name in vars(terminology) for code in codes_in(getattr(terminology, name))})
QUESTIONNAIRES = [resource for resource in GUIDE if resource["resourceType"] == "Questionnaire"]
ASKED = sorted({coding for resource in QUESTIONNAIRES for coding in codings_in(resource)})


@pytest.mark.parametrize("code", NAMED, ids=lambda code: code.code)
def test_a_code_of_a_mapping_has_a_source_and_its_systems_words(code):
    if code.system.startswith(KAP):
        assert OWN[code.system, code.code] == code.display
    else:
        row = SOURCES[code.system, code.code]
        assert row["source"].startswith("verified")
        assert row["display"] == code.display


@pytest.mark.parametrize("coding", ASKED, ids=lambda coding: coding[1])
def test_a_code_of_a_questionnaire_has_a_source_and_its_systems_words(coding):
    system, code, display = coding
    if (system, code) in OWN:
        assert OWN[system, code] == display
    else:
        row = SOURCES[system, code]
        assert row["source"].startswith("verified")
        assert row["display"] == display


LISTED = sorted(
    (include["system"], concept["code"])
    for resource in GUIDE
    if resource["resourceType"] == "ValueSet"
    for include in resource["compose"]["include"]
    for concept in include.get("concept", [])
    if include["system"] in (LOINC, SNOMED, RXNORM)  # HL7's own are known to HL7's validator
)


@pytest.mark.parametrize("coding", LISTED, ids=lambda coding: coding[1])
def test_a_code_of_a_value_set_has_a_source(coding):
    assert SOURCES[coding]["source"].startswith("verified")


def luhn(digits):
    """LOINC's Mod 10."""
    doubled = [int(d) * (2 if n % 2 == 0 else 1) for n, d in enumerate(reversed(digits))]
    return -sum(d // 10 + d % 10 for d in doubled) % 10


DIHEDRAL = [
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
]  # fmt: skip
PERMUTED = [
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
]  # fmt: skip


def verhoeff(digits):
    """SNOMED CT's check: 0 where the last digit is right."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(DIHEDRAL[check][int(PERMUTED[place % 8][int(digit)])])
    return check


def test_check_digits_hold():
    wrong = []
    for system, code in SOURCES:
        digits, _, check = code.partition("-")
        if system == LOINC and digits.isdigit() and luhn(digits) != int(check):
            wrong.append(code)
        if system == SNOMED and verhoeff(code) != 0:
            wrong.append(code)
    assert wrong == []
    assert luhn("44261") == 6
    assert luhn("44262") != 6
    assert verhoeff("47625009") != 0
