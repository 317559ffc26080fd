"""Instruments: what the guide's Questionnaires ask, what their answers count, and the worked case's totals."""

import pickle

import pytest

from kapfhir import definitions, instruments
from kapfhir.instruments import InvalidAnswer, UnknownInstrument, instrument

SIZES = {  # questions, lowest and highest total
    "cadss": (23, 0, 92),
    "cadss-6": (6, 0, 24),
    "gad-7": (7, 0, 21),
    "madrs": (10, 0, 60),
    "pcl-5": (20, 0, 80),
    "phq-9": (10, 0, 27),
    "qids-sr16": (16, 0, 27),
}
# The worked case: the answers in the order of the form, "-" a skipped item, and the total that the clinic formed.
WORKED = [
    ("phq-9", "332323212", 21),
    ("phq-9", "322323211", 19),
    ("phq-9", "222222101", 14),
    ("phq-9", "221212-01", None),
    ("phq-9", "211212100", 10),
    ("phq-9", "111111100", 7),
    ("phq-9", "111111000", 6),
    ("phq-9", "122111001", 9),
    ("gad-7", "3332122", 16),
    ("gad-7", "2332122", 15),
    ("gad-7", "2221121", 11),
    ("gad-7", "2221111", 10),
    ("gad-7", "1221011", 8),
    ("gad-7", "1211010", 6),
    ("gad-7", "1111010", 5),
    ("gad-7", "1121011", 7),
    ("qids-sr16", "2310320102323212", 22),
    ("qids-sr16", "2210320102313211", 19),
    ("qids-sr16", "1210210102212111", 14),
    ("qids-sr16", "1200210102102101", 12),
    ("qids-sr16", "1100210002101101", 10),
    ("qids-sr16", "1100110001101100", 7),
    ("qids-sr16", "1100100001101100", 6),
    ("qids-sr16", "1100210001101100", 8),
    ("pcl-5", "32132321333222101121", 38),
    ("pcl-5", "32132321322222101121", 36),
    ("pcl-5", "22121221222212101121", 30),
    ("pcl-5", "22121221222111101111", 27),
    ("pcl-5", "21021211222111101111", 24),
    ("pcl-5", "21021211222111000010", 20),
    ("pcl-5", "21021210212111000010", 18),
    ("pcl-5", "21021210212111001111", 21),
    ("madrs", "4443244442", 35),
    ("madrs", "2221022220", 15),
    ("madrs", "1221011110", 10),
    ("cadss-6", "332221", 13),
    ("cadss-6", "333232", 16),
    ("cadss-6", "433332", 18),
    ("cadss-6", "443333", 20),
    ("cadss-6", "343322", 17),
]


def answered(name, form):
    """Answers from a row of the form."""
    scored = [question for question in instrument(name).questions if question.scored]
    return {question.prefix: int(mark) for question, mark in zip(scored, form, strict=True) if mark != "-"}


@pytest.fixture(params=instruments.names())
def one(request):
    """Each instrument in turn."""
    return instrument(request.param)


@pytest.fixture
def items(one):
    """The items of its Questionnaire, as written."""
    return definitions.load(f"kap/Questionnaire-{one.name}")["item"]


@pytest.mark.parametrize(("name", "form", "total"), WORKED)
def test_the_worked_case_has_the_clinics_totals(name, form, total):
    assert instrument(name).score(answered(name, form)) == total


def test_every_instrument_has_its_size_and_range():
    assert {
        name: (len(instrument(name).questions), instrument(name).minimum, instrument(name).maximum)
        for name in instruments.names()
    } == SIZES


def test_there_is_one_total_last_and_nobody_answers_it(one, items):
    assert [item["linkId"] for item in items if item["type"] == "decimal"] == [items[-1]["linkId"]]
    assert items[-1]["readOnly"]
    assert one.total.link_id == items[-1]["linkId"]
    assert one.total.link_id not in one.by_link_id
    assert one.panel["code"] != one.total.coding["code"]


def test_link_ids_are_the_codes_and_no_item_is_required(items):
    assert [item["linkId"] for item in items] == [f"/{item['code'][0]['code']}" for item in items]
    assert not any(item.get("required") for item in items)


def test_numbers_and_link_ids_are_unique(one):
    assert len(one.by_prefix) == len(one.by_link_id) == len(one.questions)


def test_a_question_counts_with_all_its_answers_or_with_none(one):
    for question in one.questions:
        ordinals = [option.ordinal for option in question.options]
        assert ordinals == (list(range(len(ordinals))) if question.scored else [None] * len(ordinals))
        assert [question.option_for(option.coding["code"]) for option in question.options] == list(question.options)


def test_lowest_and_highest_answers_make_lowest_and_highest_totals(one):
    scored = [question for question in one.questions if question.scored]
    assert one.score({question.prefix: 0 for question in scored}) == one.minimum
    assert one.score({question.prefix: len(question.options) - 1 for question in scored}) == one.maximum


def test_no_total_while_any_scored_answer_is_missing(one):
    full = {question.prefix: 0 for question in one.questions if question.scored}
    assert one.missing(full) == ()
    for prefix in full:
        partial = {number: ordinal for number, ordinal in full.items() if number != prefix}
        assert one.score(partial) is None
        assert one.missing(partial) == (prefix,)


def test_codes_and_ordinals_of_answers_score_the_same():
    gad = instrument("gad-7")
    codes = {q.prefix: q.options[2].coding["code"] for q in gad.questions}
    assert codes["2"] == "LA18938-3"
    assert gad.score(codes) == 14


def test_the_impairment_item_counts_nothing():
    phq = instrument("phq-9")
    impairment = phq.by_prefix["10"]
    assert impairment.coding["code"] == "69722-7"
    assert not impairment.scored
    assert impairment.option_for(2) is None
    assert phq.score(answered("phq-9", "111111100") | {"10": "LA6573-5"}) == 7


def test_a_domain_counts_once_by_the_highest():
    qids = instrument("qids-sr16")
    none = dict.fromkeys(qids.by_prefix, 0)
    assert {q.prefix: q.domain for q in qids.questions if q.domain} == (
        dict.fromkeys("1234", "qids-sr16-sleep")
        | dict.fromkeys("6789", "qids-sr16-appetite-weight")
        | dict.fromkeys(("15", "16"), "qids-sr16-psychomotor")
    )
    assert qids.score(none | {"1": 2, "4": 3, "5": 1, "15": 1, "16": 1}) == 3 + 1 + 1


def test_the_six_items_keep_their_numbers_and_codes():
    six, all_items = instrument("cadss-6"), instrument("cadss")
    assert list(six.by_prefix) == ["1", "2", "6", "7", "15", "22"]
    assert all(question == all_items.by_prefix[question.prefix] for question in six.questions)


def test_words_that_are_not_ours_are_not_shipped():
    for name, label in {"madrs": "MADRS", "qids-sr16": "QIDS-SR16", "cadss": "CADSS", "cadss-6": "CADSS"}.items():
        for question in instrument(name).questions:
            assert question.text == f"{label} item {question.prefix}"
            assert [option.coding["display"] for option in question.options] == [
                f"Score {option.ordinal}" for option in question.options
            ]


def test_an_answer_off_the_scale_is_refused_and_not_repeated():
    with pytest.raises(InvalidAnswer, match=r"^phq-9: not an answer of item 3$") as refused:
        instrument("phq-9").score({"3": 77})
    with pytest.raises(InvalidAnswer, match=r"^phq-9: no such item$"):
        instrument("phq-9").score({"a note": 1})
    assert "77" not in repr(refused.value)
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)


def test_an_unknown_instrument_names_the_known_ones():
    with pytest.raises(KeyError, match="there are cadss, cadss-6, gad-7, madrs, pcl-5, phq-9, qids-sr16") as unknown:
        instrument("hamd")
    assert isinstance(unknown.value, UnknownInstrument)
    assert "hamd" not in repr(unknown.value)


def test_a_canonical_leads_to_its_instrument(one):
    assert instruments.of_canonical(one.canonical) is one
    assert instruments.of_canonical(one.url) is one
    assert instruments.of_canonical(f"{one.url}|9.9.9") is None
    assert instruments.of_canonical(f"https://example.org/Questionnaire/{one.name}|{one.version}") is None


@pytest.mark.parametrize("canonical", ["", "|", "https://kapfhir.org/fhir/Questionnaire/hamd|1.0.0"])
def test_another_canonical_leads_nowhere(canonical):
    assert instruments.of_canonical(canonical) is None


def test_a_coding_handed_out_is_the_callers_own(one):
    for coded in (one.total, one.questions[0], one.questions[0].options[0]):
        coded.coding["code"] = "changed"
        assert coded.coding["code"] != "changed"
    one.panel.clear()
    assert one.panel
