"""Every code that a mapping or a Questionnaire names has its source, and a check digit that holds."""

import csv
import json
from pathlib import Path

import pytest

import kapfhir
from kapfhir import terminology
from kapfhir.terminology import KAP, LOINC, SNOMED, Code, Vital

DEFINITIONS = Path(kapfhir.__file__).parent / "definitions"
SOURCES = {
    (row["system"], row["code"]): row for row in csv.DictReader((DEFINITIONS / "codes.csv").open(encoding="utf-8"))
}
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
            yield node["system"], node["code"]
        for member in node.values():
            yield from codings_in(member)
    elif isinstance(node, list):
        for member in node:
            yield from codings_in(member)


NAMED = sorted({code for name in vars(terminology) for code in codes_in(getattr(terminology, name))})
ASKED = sorted(
    {coding for resource in GUIDE if resource["resourceType"] == "Questionnaire" for coding in codings_in(resource)}
)


@pytest.mark.parametrize("code", NAMED, ids=lambda code: code.code)
def test_a_code_of_a_mapping_has_a_source_and_its_systems_words(code):
    if code.system.startswith(KAP):
        assert OWN[code.system, code.code] == code.display
    else:
        row = SOURCES[code.system, code.code]
        assert row["source"].startswith("verified")
        assert row["display"] == code.display


@pytest.mark.parametrize("coding", ASKED, ids=lambda coding: coding[1])
def test_a_code_of_a_questionnaire_has_a_source(coding):
    assert coding in OWN or SOURCES[coding]["source"].startswith("verified")


def luhn(digits):
    """LOINC's Mod 10."""
    doubled = [int(d) * (2 if n % 2 == 0 else 1) for n, d in enumerate(reversed(digits))]
    return -sum(d // 10 + d % 10 for d in doubled) % 10


VERHOEFF_D = [[0,1,2,3,4,5,6,7,8,9],[1,2,3,4,0,6,7,8,9,5],[2,3,4,0,1,7,8,9,5,6],[3,4,0,1,2,8,9,5,6,7],[4,0,1,2,3,9,5,6,7,8],
              [5,9,8,7,6,0,4,3,2,1],[6,5,9,8,7,1,0,4,3,2],[7,6,5,9,8,2,1,0,4,3],[8,7,6,5,9,3,2,1,0,4],[9,8,7,6,5,4,3,2,1,0]]  # fmt: skip
VERHOEFF_P = [[0,1,2,3,4,5,6,7,8,9],[1,5,7,6,2,8,3,0,9,4],[5,8,0,3,7,9,6,1,4,2],[8,9,1,6,0,4,3,5,2,7],
              [9,4,5,3,1,2,6,8,7,0],[4,2,8,6,5,7,3,9,0,1],[2,7,9,3,8,0,6,4,1,5],[7,0,4,6,9,1,3,2,5,8]]  # fmt: skip


def verhoeff(digits):
    """SNOMED CT's check: 0 where the last digit is right."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = VERHOEFF_D[check][VERHOEFF_P[place % 8][int(digit)]]
    return check


def test_check_digits_hold():
    wrong = []
    for system, code in SOURCES:
        digits, _, check = code.partition("-")
        if system == LOINC and luhn(digits.lstrip("LA")) != int(check):
            wrong.append(code)
        if system == SNOMED and verhoeff(code) != 0:
            wrong.append(code)
    assert wrong == []
    assert luhn("44261") == 6
    assert luhn("44262") != 6
    assert verhoeff("47625009") != 0
