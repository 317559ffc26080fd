"""Answers against their Questionnaire: each rule by a response that keeps it and one that breaks it; HL7's verdict."""

import copy
import json
import time
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import answering
import kapfhir
import test_oracle_r5
from anything import JSON, places
from kapfhir import definitions, instruments, wire
from kapfhir.release import R5
from kapfhir.validation.answered import GUIDE, instrument_of
from kapfhir.validation.answers.patterns import matches

Json = dict[str, Any]
DEPTH, KM, UCUM = answering.DEPTH, answering.KILOMETRES, answering.UCUM
MUTANTS = 400
OURS = ("total-", "subscale-", "score-")  # rules that are not HL7's: of the scores of our instruments
item, limit, when = answering.item, answering.limit, answering.when


def questionnaire(*items: Json, **more: Any) -> Json:
    return {"resourceType": "Questionnaire", "url": "https://a.example/q", "status": "active", "item": [*items], **more}


def answered(*items: Json, **more: Any) -> Json:
    return {
        "resourceType": "QuestionnaireResponse", "questionnaire": "https://a.example/q", "status": "completed",
        "item": [*items], **more,
    }  # fmt: skip


def said(link: str, *values: Json, **more: Any) -> Json:
    return {"linkId": link, **({"answer": [*values]} if values else {}), **more}


def judged(form: Json, response: Json, release: str = "4.0.1") -> list[kapfhir.Issue]:
    """What is said of a response in a Bundle with its Questionnaire."""
    entries = [{"fullUrl": f"https://a.example/{n}", "resource": one} for n, one in enumerate((response, form))]
    report = kapfhir.validate({"resourceType": "Bundle", "type": "collection", "entry": entries}, release=release)
    return [issue for issue in report if issue.expression.startswith("Bundle.entry[0]")]


YES, NO = {"valueBoolean": True}, {"valueBoolean": False}
TEXT, ONE = {"valueString": "abc"}, {"valueInteger": 1}
DEEP = {"valueCoding": DEPTH | {"code": "psychedelic"}}
OTHER = {"valueCoding": DEPTH | {"code": "psycholytic"}}
AB = questionnaire(item("a", "boolean"), item("b", "boolean", item=[item("c", "boolean")]))
GROUP = questionnaire(item("g", "group", required=True, item=[item("a", "boolean", required=True)]))
CHOICE = questionnaire(item("a", "choice", repeats=True, answerOption=[
    {"valueCoding": DEPTH | {"code": "psychedelic"}},
    {"valueCoding": DEPTH | {"code": "psycholytic"},
     "extension": [limit("questionnaire-optionExclusive", valueBoolean=True)]}]))  # fmt: skip
OF_SET = questionnaire(item("a", "choice", answerValueSet="https://kapfhir.org/fhir/ValueSet/kap-depth"))
ENABLED = questionnaire(item("a", "integer"), item("b", "boolean", required=True,
                                                   enableWhen=[when("a", ">", answerInteger=1)]))  # fmt: skip


def limited(kind: str, *limits: Json, **more: Any) -> Json:
    return questionnaire(item("a", kind, *limits, **more))


RULES: list[tuple[str, Json, Json, Json]] = [  # rule, Questionnaire, a response that keeps it, one that breaks it
    ("item", AB, answered(said("a", YES)), answered(said("x", YES))),
    ("item", AB, answered(said("b", YES | {"item": [said("c", NO)]})), answered(said("a", YES), said("c", NO))),
    ("order", AB, answered(said("a", YES), said("b", YES)), answered(said("b", YES), said("a", YES))),
    ("text", AB, answered(said("a", YES, text="Text of a")), answered(said("a", YES, text="Text of b"))),
    ("type", AB, answered(said("a", YES)), answered(said("a", TEXT))),
    ("type", AB, answered(said("b", YES | {"item": [said("c", NO)]})), answered(said("b", item=[said("c", NO)]))),
    ("type", GROUP, answered(said("g", item=[said("a", YES)])), answered(said("g", YES, item=[said("a", YES)]))),
    ("type", questionnaire(item("a", "display")), answered(said("a")), answered(said("a", YES))),
    ("type", limited("reference", limit("questionnaire-referenceResource", valueCode="Patient")),
     answered(said("a", {"valueReference": {"reference": "Patient/1"}})),
     answered(said("a", {"valueReference": {"reference": "Group/1"}}))),
    ("required", GROUP, answered(said("g", item=[said("a", YES)])), answered(said("g", item=[said("a")]))),
    ("required", limited("boolean", required=True), answered(said("a", YES)), answered(said("a"))),
    ("required", ENABLED, answered(said("a", ONE)), answered(said("a", {"valueInteger": 2}))),
    ("repeats", AB, answered(said("a", YES)), answered(said("a", YES, NO))),
    ("repeats", AB, answered(said("a", YES)), answered(said("a", YES), said("a", YES))),
    ("repeats", limited("boolean", limit("questionnaire-maxOccurs", valueInteger=1), repeats=True),
     answered(said("a", YES)), answered(said("a", YES, NO))),
    ("repeats", limited("boolean", limit("questionnaire-minOccurs", valueInteger=2), repeats=True),
     answered(said("a", YES, NO)), answered(said("a", YES))),
    ("enabled", ENABLED, answered(said("a", {"valueInteger": 2}), said("b", YES)),
     answered(said("a", ONE), said("b", YES))),
    ("option", CHOICE, answered(said("a", DEEP)),
     answered(said("a", {"valueCoding": DEPTH | {"code": "out-of-body"}}))),
    ("option", CHOICE, answered(said("a", OTHER)), answered(said("a", DEEP, OTHER))),
    ("option", CHOICE, answered(said("a", DEEP)), answered(said("a", TEXT))),
    ("option", limited("integer", answerOption=[{"valueInteger": 1}]), answered(said("a", ONE)),
     answered(said("a", {"valueInteger": 2}))),
    ("option", limited("date", answerOption=[{"valueDate": "2026"}]), answered(said("a", {"valueDate": "2026"})),
     answered(said("a", {"valueDate": "2025"}))),
    ("option", OF_SET, answered(said("a", DEEP)),
     answered(said("a", {"valueCoding": {"system": answering.CODES + "kap-intensity", "code": "mild"}}))),
    ("limit", limited("string", maxLength=3), answered(said("a", TEXT)), answered(said("a", {"valueString": "abcd"}))),
    ("limit", limited("string", limit("minLength", valueInteger=3)), answered(said("a", TEXT)),
     answered(said("a", {"valueString": "ab"}))),
    ("limit", limited("text", limit("regex", valueString="[a-c]+")), answered(said("a", TEXT)),
     answered(said("a", {"valueString": "abcd"}))),
    ("limit", limited("decimal", limit("maxDecimalPlaces", valueInteger=1)), answered(said("a", {"valueDecimal": 1.5})),
     answered(said("a", {"valueDecimal": 1.25}))),
    ("limit", limited("integer", limit("minValue", valueInteger=1)), answered(said("a", ONE)),
     answered(said("a", {"valueInteger": 0}))),
    ("limit", limited("date", limit("maxValue", valueDate="2026-03")), answered(said("a", {"valueDate": "2026-02-28"})),
     answered(said("a", {"valueDate": "2026-04"}))),
    ("limit", limited("decimal", limit("maxValue", valueDecimal=2.50)), answered(said("a", {"valueDecimal": 2.5})),
     answered(said("a", {"valueDecimal": 2.51}))),
    ("limit", limited("decimal", limit("maxDecimalPlaces", valueInteger=1)), answered(said("a", {"valueDecimal": 15})),
     answered(said("a", {"valueDecimal": wire.Decimal("0.00001")}))),
    ("limit", limited("time", limit("minValue", valueTime="08:00:00")), answered(said("a", {"valueTime": "08:00:00"})),
     answered(said("a", {"valueTime": "07:59:59"}))),
    ("limit", limited("dateTime", limit("minValue", valueDateTime="2026-03-09T10:00:00-05:00")),
     answered(said("a", {"valueDateTime": "2026-03-09T15:00:00Z"})),
     answered(said("a", {"valueDateTime": "2026-03-09T14:59:00Z"}))),
    ("limit", limited("attachment", limit("maxSize", valueDecimal=2)),
     answered(said("a", {"valueAttachment": {"contentType": "text/plain", "data": "YWI="}})),
     answered(said("a", {"valueAttachment": {"contentType": "text/plain", "data": "YWJj"}}))),
    ("limit", limited("quantity", limit("maxDecimalPlaces", valueInteger=1)),
     answered(said("a", {"valueQuantity": KM | {"value": 2.5}})),
     answered(said("a", {"valueQuantity": KM | {"value": 2.25}}))),
    ("limit", limited("quantity", limit(answering.SDC + "minQuantity", valueQuantity=KM | {"value": 2})),
     answered(said("a", {"valueQuantity": KM | {"value": 2}})),
     answered(said("a", {"valueQuantity": {"value": 3, "unit": "km"}}))),
    ("limit", limited("quantity", limit(answering.SDC + "minQuantity", valueQuantity=KM | {"value": 2})),
     answered(said("a", {"valueQuantity": KM | {"value": 2}})),
     answered(said("a", {"valueQuantity": {"value": 3, "system": "https://a.example/units", "code": "km"}}))),
    ("limit", limited("quantity", limit("questionnaire-unitOption", valueCoding={"display": "km"})),
     answered(said("a", {"valueQuantity": {"value": 2, "unit": "km"}})),
     answered(said("a", {"valueQuantity": {"value": 2, "unit": "miles"}}))),
    ("type", limited("reference"), answered(said("a", {"valueReference": {"reference": "Patient/1"}})),
     answered(said("a", {"valueReference": {"reference": "Chicken/1"}}))),
    ("limit", limited("attachment", limit("mimeType", valueCode="image/png")),
     answered(said("a", {"valueAttachment": {"contentType": "image/png"}})),
     answered(said("a", {"valueAttachment": {"contentType": "image/gif"}}))),
    ("limit", limited("quantity", limit(answering.SDC + "maxQuantity", valueQuantity=KM | {"value": 2})),
     answered(said("a", {"valueQuantity": KM | {"value": 2}})),
     answered(said("a", {"valueQuantity": KM | {"value": 3}}))),
    ("limit", limited("quantity", limit("questionnaire-unitOption", valueCoding={"system": UCUM, "code": "km"})),
     answered(said("a", {"valueQuantity": KM | {"value": 2}})),
     answered(said("a", {"valueQuantity": {"value": 2, "unit": "kg", "system": UCUM, "code": "kg"}}))),
]  # fmt: skip
ROWS = [pytest.param(*row, id=f"{number}-{row[0]}") for number, row in enumerate(RULES)]


@pytest.mark.parametrize(("rule", "form", "kept", "broken"), ROWS)
def test_a_response_is_judged_by_its_questionnaire(rule: str, form: Json, kept: Json, broken: Json) -> None:
    assert judged(form, kept) == []
    issues = judged(form, broken)
    found = {
        (issue.severity, issue.rule) for issue in issues if issue.rule != "qrs-1"
    }  # HL7's: answers and items at once
    assert found == {("error", f"questionnaire-{rule}")}
    as_r5 = judged(R5.encode(copy.deepcopy(form)), broken, R5.version)
    assert [issue.rule for issue in as_r5] == [issue.rule for issue in issues]


@pytest.mark.parametrize("status", ["in-progress", "stopped"])
def test_what_is_missing_while_the_form_is_filled_in_is_a_warning(status: str) -> None:
    [issue] = judged(limited("boolean", required=True), answered(said("a"), status=status))
    assert (issue.severity, issue.rule) == ("warning", "questionnaire-required")


OPERATORS = [("=", 2, False, True), ("!=", 2, True, False), (">", 1, False, True), ("<", 2, True, False),
             (">=", 2, False, True), ("<=", 1, True, False)]  # fmt: skip


@pytest.mark.parametrize(("operator", "bound", "after_one", "after_two"), OPERATORS, ids=str)
def test_every_operator_asks_the_question_or_not(operator: str, bound: int, after_one: bool, after_two: bool) -> None:
    form = questionnaire(
        item("a", "integer"), item("b", "boolean", enableWhen=[when("a", operator, answerInteger=bound)])
    )
    for number, asked in ((1, after_one), (2, after_two)):
        issues = judged(form, answered(said("a", {"valueInteger": number}), said("b", YES)))
        assert [issue.rule for issue in issues] == ([] if asked else ["questionnaire-enabled"])


@pytest.mark.parametrize(("behaviour", "asked"), [("any", True), ("all", False)])
def test_one_of_two_conditions_is_enough_where_any_will_do(behaviour: str, asked: bool) -> None:
    conditions = [when("a", "exists", answerBoolean=True), when("a", "=", answerInteger=2)]
    form = questionnaire(item("a", "integer"), item("b", "boolean", enableBehavior=behaviour, enableWhen=conditions))
    assert (judged(form, answered(said("a", ONE), said("b", YES))) == []) is asked


def test_a_condition_looks_at_the_repetition_in_which_the_question_stands() -> None:
    form = questionnaire(item("g", "group", repeats=True, item=[
        item("a", "boolean"), item("b", "boolean", enableWhen=[when("a", "=", answerBoolean=True)])]))  # fmt: skip
    groups = [said("g", item=[said("a", first), said("b", YES)]) for first in (YES, NO)]
    assert [issue.expression for issue in judged(form, answered(*groups))] == [
        "Bundle.entry[0].resource.item[1].item[1]"
    ]


# --- which Questionnaire -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("canonical", "severity"), [
    ("https://b.example/q", "warning"), ("http://example.org/q", "information"), ("", "information"), ("#q", "warning"),
    ("https://a.example/q|2", "warning"), ("https://kapfhir.org/fhir/Questionnaire/phq-9|0.0.1", "warning"),
])  # fmt: skip
def test_without_the_questionnaire_no_answer_is_an_error_and_it_is_said(canonical: str, severity: str) -> None:
    response = answered(said("x", YES), questionnaire=canonical)
    if not canonical:
        del response["questionnaire"]
    report = kapfhir.validate(response)
    found = [(issue.severity, issue.rule) for issue in report]
    dangling = [("error", "canonical-fragment")] if canonical == "#q" else []
    assert found == [*dangling, (severity, "questionnaire")]
    assert "answers whose Questionnaire is not here" in report.not_checked


@pytest.mark.parametrize(("period", "in_use"), [
    ({"start": "2026-03-09", "end": "2026-03"}, True), ({"start": "2026"}, True), ({"end": "2026-03-09"}, True),
    ({"start": "2026-03-10"}, False), ({"end": "2026-02"}, False), ({"end": "2025"}, False), ({"start": "2027"}, False),
])  # fmt: skip
def test_a_response_is_written_while_its_questionnaire_is_in_use(period: Json, in_use: bool) -> None:
    issues = judged(AB | {"effectivePeriod": period}, answered(said("a", YES), authored="2026-03-09T10:00:00Z"))
    assert [(issue.severity, issue.rule) for issue in issues] == (
        [] if in_use else [("warning", "questionnaire-period")]
    )


def test_a_contained_questionnaire_is_found_from_the_response_and_from_one_beside_it() -> None:
    form = {name: value for name, value in AB.items() if name != "url"} | {"id": "q"}
    wrong = answered(said("a", TEXT), questionnaire="#q")
    assert [issue.rule for issue in kapfhir.validate(wrong | {"contained": [form]})] == ["questionnaire-type"]
    holder = {"resourceType": "List", "status": "current", "mode": "working", "contained": [form, wrong | {"id": "r"}],
              "entry": [{"item": {"reference": "#r"}}]}  # fmt: skip
    assert "questionnaire-type" in {issue.rule for issue in kapfhir.validate(holder)}


def test_what_cannot_be_judged_is_named() -> None:
    slow = limited("string", limit("regex", valueString="(a+)+"))
    response = answered(said("a", {"valueString": "a" * 40 + "b"}))
    entries = [{"fullUrl": f"https://a.example/{n}", "resource": one} for n, one in enumerate((slow, response))]
    report = kapfhir.validate({"resourceType": "Bundle", "type": "collection", "entry": entries})
    assert (report.ok, "regular expressions of a Questionnaire" in report.not_checked) == (True, True)


@pytest.mark.parametrize(("pattern", "text", "matched"), [
    (r"\d{4}-\d{2}", "2026-03", True), (r"\d{4}-\d{2}", "2026", False), (r"[^@\s]+@[^@\s]+\.[^@\s]+", "a@b.c", True),
    (r"(\d{3}-)?\d{4}", "123-4567", True), ("(a+)+", "a", None), ("(a|a)*", "a", None), ("(.*)*x", "a", None),
    (r"(a)\1", "aa", None), ("(?=a)a", "a", None), ("a*a*a*a*b", "a" * 100, None), ("(", "a", None), ("", "", True),
    ("a{,}", "aa", True), ("a{2}", "aa", True), ("a|b", "b", True), ("x" * 501, "x", None),
])  # fmt: skip
def test_a_strangers_pattern_is_tried_only_where_it_is_quick(pattern: str, text: str, matched: bool | None) -> None:
    assert matches(pattern, text) is matched


@pytest.mark.parametrize(("unit", "found", "named"), [
    ("m", ["questionnaire-limit"], False), ("mm", ["questionnaire-limit"], False), ("Mm", [], False),
    ("[pH]", [], True),
])  # fmt: skip
def test_a_limit_in_another_unit_is_converted_or_named(unit: str, found: list[str], named: bool) -> None:
    wanted = KM | {"value": 2} | ({"code": "Cel"} if named else {})
    form = limited("quantity", limit(answering.SDC + "minQuantity", valueQuantity=wanted))
    response = answered(said("a", {"valueQuantity": {"value": 3, "unit": "m", "system": UCUM, "code": unit}}))
    entries = [{"fullUrl": f"https://a.example/{n}", "resource": one} for n, one in enumerate((form, response))]
    report = kapfhir.validate({"resourceType": "Bundle", "type": "collection", "entry": entries})
    told = [issue.rule for issue in report if issue.is_error]
    assert (told, "limits in another unit" in report.not_checked) == (found, named)


SYSTEM = answering.CODES + "kap-depth"
SETS = [  # a compose, whether it has `psychedelic`, or that is not known
    ({"include": [{"system": SYSTEM}]}, True),
    ({"include": [{"system": SYSTEM, "concept": [{"code": "psycholytic"}]}]}, False),
    ({"include": [{"system": SYSTEM}], "exclude": [{"system": SYSTEM, "concept": [{"code": "psychedelic"}]}]}, False),
    ({"include": [{"system": SYSTEM}], "exclude": [{"system": SYSTEM, "concept": [{"code": "psycholytic"}]}]}, True),
    ({"include": [{"system": SYSTEM}], "exclude": [{"system": SYSTEM, "filter": []}]}, False),
    ({"include": [{"valueSet": ["https://kapfhir.org/fhir/ValueSet/kap-depth"]}]}, True),
    ({"include": [{"valueSet": ["https://a.example/nowhere"]}]}, None),
    ({"include": [{"system": SYSTEM, "filter": [{"property": "a", "op": "=", "value": "b"}]}]}, None),
    ({"include": [{"system": "https://a.example/other"}]}, False),
    (7, False),
]


@pytest.mark.parametrize(("compose", "has"), SETS, ids=range(len(SETS)))
def test_a_value_set_has_a_code_or_not_or_that_is_not_known(compose: Any, has: bool | None) -> None:
    contained = {"resourceType": "ValueSet", "id": "v", "status": "active", "compose": compose}
    form = limited("choice", answerValueSet="#v") | {"contained": [contained]}
    resources = (answered(said("a", DEEP)), form)
    entries = [{"fullUrl": f"https://a.example/{n}", "resource": one} for n, one in enumerate(resources)]
    report = kapfhir.validate({"resourceType": "Bundle", "type": "collection", "entry": entries})
    assert ("questionnaire-option" in {issue.rule for issue in report}) is (has is False)
    assert ("answers by value set" in report.not_checked) is (has is None)


# --- scores ------------------------------------------------------------------------------------------------------


def scored(total: Any, *answers: int) -> Json:
    """A GAD-7 with these answers and this total."""
    gad = instruments.instrument("gad-7")
    items = [
        said(q.link_id, {"valueCoding": q.option_for(n).coding}) for q, n in zip(gad.questions, answers, strict=False)
    ]  # type: ignore[union-attr]
    return answered(*items, said(gad.scores[-1].link_id, {"valueDecimal": total}), questionnaire=gad.canonical)


@pytest.mark.parametrize(("response", "rules"), [
    (scored(7, 1, 1, 1, 1, 1, 1, 1), []), (scored(7.0, 1, 1, 1, 1, 1, 1, 1), []),
    (scored(8, 1, 1, 1, 1, 1, 1, 1), ["total-disagrees"]), (scored(3, 1, 1, 1), ["total-incomplete"]),
    (scored(22), ["score-range"]), (scored(21), []),
    (scored(8, 1, 1, 1, 1, 1, 1, 1) | {"status": "entered-in-error"}, []),
])  # fmt: skip
def test_a_total_is_what_the_calculated_expression_gives(response: Json, rules: list[str]) -> None:
    assert [issue.rule for issue in kapfhir.validate(response)] == rules


def test_every_instrument_of_the_guide_is_found_by_what_a_response_names_and_no_form_is() -> None:
    for name in definitions.names("kap", "Questionnaire"):
        for canonical in (f"{GUIDE}{name}", f"{GUIDE}{name}|1", f"https://example.org/{name}", f"#{name}"):
            assert instrument_of({"questionnaire": canonical}) is instruments.of_canonical(canonical)


@pytest.mark.parametrize(("total", "rules"), [(7, []), (9, ["total-disagrees"])])
def test_an_observation_of_the_score_is_judged_by_the_answers_it_derives_from(total: int, rules: list[str]) -> None:
    gad = instruments.instrument("gad-7")
    observation = {
        "resourceType": "Observation", "status": "final", "code": {"coding": [gad.scores[-1].coding]},
        "derivedFrom": [{"reference": "https://a.example/1"}], "valueQuantity": {"value": total},
    }  # fmt: skip
    entries = [
        {"fullUrl": f"https://a.example/{n}", "resource": one}
        for n, one in enumerate((observation, scored(7, 1, 1, 1, 1, 1, 1, 1)))
    ]
    report = kapfhir.validate({"resourceType": "Bundle", "type": "collection", "entry": entries})
    assert [(issue.rule, issue.expression) for issue in report] == [
        (rule, "Bundle.entry[0].resource.valueQuantity.value") for rule in rules
    ]


# --- law 5 -------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_json_in_the_place_of_any_other_makes_it_raise(data: st.DataObject) -> None:
    entries = [{"resource": one} for one in (answering.SINK, answering.response(answering.SINK, Random(1)))]
    made = json.loads(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    *steps, last = data.draw(st.sampled_from(places(made)[1:]))
    node: Any = made
    for step in steps:
        node = node[step]
    node[last] = data.draw(JSON)
    kapfhir.validate(made)


def test_many_answers_to_many_conditions_end_in_time() -> None:
    """A small file may ask for a great many comparisons: beyond a limit they are named as not checked."""
    conditions = [item(f"q{n}", "integer", enableWhen=[when("a", "=", answerInteger=-1)]) for n in range(700)]
    form = questionnaire(item("a", "integer", repeats=True), *conditions)
    many = answered(said("a", *[ONE] * 700), *[said(f"q{n}", ONE) for n in range(700)])
    empty = [answered() for _ in range(100)]
    for one in empty:
        del one["item"]
    entries = [{"fullUrl": f"https://a.example/{n}", "resource": r} for n, r in enumerate([form, many, *empty])]
    started = time.process_time()
    report = kapfhir.validate(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    assert time.process_time() - started < 10
    assert "answers beyond a limit of steps" in report.not_checked


# --- HL7's verdict -----------------------------------------------------------------------------------------------

# what HL7's validator says otherwise, and why
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize("release", ["4.0.1", "5.0.0"])
def test_the_verdict_on_mutants_is_hl7s(oracle: ModuleType, tmp_path: Path, release: str) -> None:
    sink = answering.SINK if release == "4.0.1" else R5.encode(copy.deepcopy(answering.SINK))
    guide = tmp_path / "guide"
    guide.mkdir()
    (guide / "Questionnaire-sink.json").write_text(wire.dumps(sink), encoding="utf-8")
    known = [str(guide)]
    if release == "4.0.1":
        known.append(str(answering.guide.GUIDE))
    else:
        test_oracle_r5.definitions(guide)
    made = dict(answering.mutants(MUTANTS))
    for name, response in made.items():
        (tmp_path / f"{name}.json").write_text(wire.dumps(response), encoding="utf-8")
    asked = [oracle.Asked(tmp_path / f"{name}.json") for name in made]
    differs = {}
    for answer in oracle.validate(asked, version=release, igs=known):
        name = Path(answer.file).stem
        issues = judged(sink, made[name], release)
        ours = [str(issue) for issue in issues if issue.is_error and not issue.rule.startswith(OURS)]
        if bool(ours) != bool(answer.errors) and name not in KNOWN:
            differs[name] = (ours, [error.text for error in answer.errors])
    assert differs == {}
