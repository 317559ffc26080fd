"""What definitions have to keep: for each rule an instance that keeps it, and one for each way to break it."""

import json
from pathlib import Path

import pytest

from definitions import Given
from kapfhir import definitions
from kapfhir.validation import definitional, structure
from kapfhir.validation.frame import framed
from kapfhir.validation.tables import types

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
BESIDE = tuple(CASES["beside"])  # definitions that the others name
LIBRARY = Given("r5", BESIDE)
BROKEN = [(rule, one, index) for rule, case in CASES["rules"].items() for index, one in enumerate(case["breaks"])]


def judged(resource, release="r5"):
    frame = framed(types(release), Given(release, BESIDE), resource)
    return [*definitional.check(frame, resource, ())], frame.unchecked


@pytest.mark.parametrize(
    ("rule", "keeps"), [(rule, one) for rule, case in CASES["rules"].items() for one in case["keeps"]]
)
def test_what_keeps_a_rule_is_not_told_of(rule, keeps):
    assert judged(keeps)[0] == []


@pytest.mark.parametrize(("rule", "breaks", "number"), BROKEN)
def test_what_breaks_a_rule_is_told_once(rule, breaks, number):
    assert [finding.rule for finding in judged(breaks)[0]] == [rule]


def test_every_rule_of_definitions_has_a_page():
    assert CASES["rules"].keys() <= definitions.load("rules").keys()


def test_what_is_not_here_is_named():
    derived = {"resourceType": "SearchParameter", "derivedFrom": "https://a.example/SearchParameter/none"}
    assert judged(derived) == ([], {"search parameters that others are derived from"})
    report = {"resourceType": "MeasureReport", "measure": "https://a.example/Measure/none"}
    assert judged(report) == ([], {"reports of measures that are not here"})


@pytest.mark.parametrize("kind", definitional.JUDGES)
def test_members_of_any_type_are_judged(kind):
    names = [*types("r5")[kind].elements]
    for value in (None, 1, "x", [], [1], {}, [{}], [[]], [{"extension": 1, "url": []}]):
        judged(dict.fromkeys(names, value) | {"resourceType": kind})


def test_a_coding_is_of_a_code_system_and_not_of_its_supplement():
    def rules(name):
        coding = {"system": f"https://a.example/CodeSystem/{name}", "code": "red"}
        resource = {"resourceType": "Basic", "code": {"coding": [coding]}}
        frame = framed(types("r5"), LIBRARY, resource)
        return [finding.rule for finding in structure.resource(frame) if finding.severity == "error"]

    assert (rules("colours"), rules("words")) == ([], ["code-system"])
