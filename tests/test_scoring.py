"""What answers come to, from each shape in which they are given; and the page of instruments for clinicians."""

import copy
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import kapfhir
from kapfhir import instruments, scoring
from kapfhir.instruments import UnknownInstrument
from kapfhir.scoring import InvalidAnswers, NoAnswers

ROOT = Path(__file__).parent.parent
JANE = json.loads((ROOT / "examples" / "jane.json").read_bytes())
RESPONSES = [
    entry["resource"]
    for entry in kapfhir.to_bundle(kapfhir.read(ROOT / "examples" / "jane.json"))["entry"]
    if entry["resource"]["resourceType"] == "QuestionnaireResponse"
    and instruments.of_canonical(entry["resource"]["questionnaire"])  # the visits' forms count nothing
]
PHQ = {"1": 2, "2": 2, "3": 2, "4": 2, "5": 2, "6": 2, "7": 1, "8": 0, "9": 1}


def test_a_score_has_its_band_the_cut_offs_it_meets_and_its_safety_signals():
    (total,) = (result := scoring.scored("phq-9", PHQ)).scores
    assert (total.value, total.band.text, [fact.low for fact in total.reached]) == (14, "moderate", [10])
    assert (result.signals, result.unanswered, result.provisional) == (("9",), (), None)


def test_without_an_answer_there_is_no_total_and_no_all_clear():
    (total,) = (result := scoring.scored("phq-9", {"1": 3})).scores
    assert (total.value, total.band, total.reached) == (None, None, ())
    assert total.missing == tuple("23456789")
    assert (result.signals, result.unanswered) == ((), ("9",))
    (rule,) = result.proration
    assert rule.verification == "unverified"


def test_a_subscale_is_scored_as_soon_as_its_own_answers_are_there():
    result = scoring.scored("pcl-5", {"6": 3, "7": 4, "1": 1})
    assert {one.score.name: one.value for one in result.scores} == {
        "cluster-b": None, "cluster-c": 7, "cluster-d": None, "cluster-e": None, "total": None,
    }  # fmt: skip


@pytest.mark.parametrize("response", RESPONSES, ids=lambda response: response["identifier"]["value"])
def test_every_response_of_the_worked_case_is_scored_as_it_was(response):
    name = instruments.of_canonical(response["questionnaire"]).name
    answers, given = scoring.read(name, response)
    scores = scoring.scored(name, answers, given).scores
    assert {one.score.name: one.value for one in scores if one.value is not None} == given


def test_a_questionnaire_of_an_episode_is_read_too():
    for questionnaire in (response for response in JANE["questionnaires"] if response.get("answers")):
        answers, given = scoring.read(questionnaire["instrument"], questionnaire)
        assert answers == questionnaire["answers"]
        assert given == ({"total": Decimal(questionnaire["total"])} if "total" in questionnaire else {})


def test_the_cadss_6_is_taken_from_a_cadss_without_its_total():
    whole = {"instrument": "cadss", "answers": {str(n): 2 for n in range(1, 24)}, "total": 46}
    assert scoring.read("cadss-6", whole) == (dict.fromkeys(("1", "2", "6", "7", "15", "22"), 2), {})


@pytest.mark.parametrize(
    ("name", "answers", "given", "rules"),
    [
        ("phq-9", PHQ, {"total": 15}, ["total-disagrees"]),
        ("phq-9", {"1": 1}, {"total": 1}, ["total-incomplete"]),
        ("pcl-5", {"6": 3, "7": 4}, {"cluster-c": 6}, ["subscale-disagrees"]),
        ("pcl-5", {"6": 3}, {"cluster-c": 3}, ["subscale-incomplete"]),
        ("pcl-5", {"6": 3}, {"cluster-f": 3}, ["no-score"]),
        ("ceq", {"1": 3}, {"total": 3}, ["no-score"]),
        ("phq-2", {"1": 4, "x": 1, "2": [1]}, {}, ["answer", "answer", "answer"]),
        ("qids-sr16", {"6": 1, "7": 2}, {}, ["exclusive"]),
        ("pc-ptsd-5", {"gate": "LA32-8", "1": 1}, {}, ["not-asked"]),
    ],
)
def test_what_contradicts_is_an_error_and_never_overwritten(name, answers, given, rules):
    with pytest.raises(InvalidAnswers) as refused:
        scoring.scored(name, answers, given)
    assert [wrong.rule for wrong in refused.value.wrong] == rules


def test_an_error_tells_no_answer_and_no_key_that_is_not_the_forms():
    with pytest.raises(InvalidAnswers) as refused:
        scoring.scored("phq-2", {"1": 77, "a note": 1})
    assert str(refused.value) == (
        "phq-2: item 1: an answer of 0 to 3 is expected; the instrument has no item of this number"
    )


@pytest.mark.parametrize(
    "data",
    [
        None, [], "x", {}, {"answers": {}}, {"answers": 1, "total": []}, {"answers": {"1": 1}, "total": "much"},
        {"answers": {"1": 1}, "subscales": 3}, {"answers": {"1": 1}, "instrument": []}, {"resourceType": "Patient"},
        {"resourceType": "QuestionnaireResponse", "questionnaire": 7},
        {**RESPONSES[0], "item": 1}, {**RESPONSES[0], "item": [{"linkId": "/44250-9", "answer": ["x"]}]},
    ],
)  # fmt: skip
def test_what_holds_no_answers_is_refused(data):
    with pytest.raises((NoAnswers, InvalidAnswers)):
        scoring.scored("phq-9", *scoring.read("phq-9", data))


def test_answers_to_an_unknown_instrument_are_refused():
    with pytest.raises(UnknownInstrument):
        scoring.read("phq-9", {"instrument": "phq-99", "answers": {"1": 1}})


def test_the_page_of_instruments_is_what_the_guide_says():
    table = ROOT / "profiles" / "instruments_table.py"
    ended = subprocess.run([sys.executable, table, "--check"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_page_marks_what_is_unverified():
    page = (ROOT / "docs" / "instruments.md").read_text(encoding="utf-8")
    facts = [
        fact
        for whole in map(instruments.instrument, instruments.names())
        for part in (whole, *whole.scores, *whole.questions)
        for fact in part.facts
    ]
    unverified = [fact for fact in facts if fact.verification == "unverified"]
    assert page.count("| **unverified**: ") == len(unverified)
    assert page.count("| verified: ") == len(facts) - len(unverified)


@pytest.mark.parametrize("codes", [("LA6571-9", "LA6568-5"), ("LA6568-5", "LA6571-9")])
def test_two_answers_to_one_item_are_none_that_counts(codes):
    """Else a suicidal thought could vanish behind the last."""
    [response] = [r for r in RESPONSES if r["questionnaire"].partition("|")[0].endswith("/phq-9")][:1]
    twice = copy.deepcopy(response)
    item = next(item for item in twice["item"] if "44260-8" in item["linkId"])
    item["answer"] = [{"valueCoding": {"system": "http://loinc.org", "code": code}} for code in codes]
    answers, given = scoring.read("phq-9", twice)
    with pytest.raises(scoring.InvalidAnswers):
        scoring.scored("phq-9", answers, given)


def test_what_was_entered_in_error_is_not_scored():
    with pytest.raises(scoring.NoAnswers):
        scoring.read("phq-9", RESPONSES[0] | {"status": "entered-in-error"})
