"""Instruments: what the guide's Questionnaires ask, what their answers count, and the worked case's totals."""

import pickle

import pytest

from kapfhir import definitions, instruments
from kapfhir.instruments import InvalidAnswer, UnknownInstrument, instrument

SCORES = {  # questions, then each score with its lowest and highest: as the forms have it
    "5d-asc": (94, {}),
    "11d-asc": (42, {}),
    "audit-c": (3, {"total": (0, 12)}),
    "bdi-ii": (21, {"total": (0, 63)}),
    "c-ssrs-screener": (7, {}),
    "cadss": (23, {"total": (0, 92)}),
    "cadss-6": (6, {"total": (0, 24)}),
    "ceq": (26, {}),
    "cgi-i": (1, {"total": (1, 7)}),
    "cgi-s": (1, {"total": (1, 7)}),
    "dast-10": (10, {"total": (0, 10)}),
    "ebi": (6, {"total": (0, 600)}),
    "edi": (8, {"total": (0, 100)}),
    "eq-5d-5l": (6, {}),
    "gad-7": (7, {"total": (0, 21)}),
    "ham-d17": (17, {"total": (0, 52)}),
    "isi": (7, {"total": (0, 28)}),
    "madrs": (10, {"total": (0, 60)}),
    "madrs-s": (9, {"total": (0, 54)}),
    "meq30": (
        30,
        {
            "mystical": (0, 75), "positive-mood": (0, 30), "time-space": (0, 30), "ineffability": (0, 15),
            "total": (0, 150),
        },
    ),
    "pc-ptsd-5": (6, {"total": (0, 5)}),
    "pcl-5": (
        20,
        {"cluster-b": (0, 20), "cluster-c": (0, 8), "cluster-d": (0, 28), "cluster-e": (0, 24), "total": (0, 80)},
    ),
    "pgi-c": (1, {"total": (1, 7)}),
    "pgi-s": (1, {"total": (1, 7)}),
    "phq-2": (2, {"total": (0, 6)}),
    "phq-9": (10, {"total": (0, 27)}),
    "piq": (23, {"total": (0, 115)}),
    "psqi": (7, {"total": (0, 21)}),
    "qids-sr16": (16, {"total": (0, 27)}),
    "sds": (3, {"total": (0, 30)}),
    "who-5": (5, {"raw": (0, 25), "total": (0, 100)}),
    "wsas": (5, {"total": (0, 40)}),
    "y-bocs": (10, {"obsessions": (0, 20), "compulsions": (0, 20), "total": (0, 40)}),
}  # fmt: skip
BANDS = {  # the upper ends of the bands; the lowest starts at the minimum, each next one behind the one before
    "bdi-ii": (13, 19, 28, 63),
    "dast-10": (0, 2, 5, 8, 10),
    "gad-7": (4, 9, 14, 21),
    "isi": (7, 14, 21, 28),
    "madrs": (6, 19, 34, 60),
    "phq-9": (4, 9, 14, 19, 27),
    "qids-sr16": (5, 10, 15, 20, 27),
    "wsas": (9, 20, 40),
    "y-bocs": (7, 15, 23, 31, 40),
}
SAFETY = {  # item -> the answer from which it is a signal
    "phq-9": {"9": 1},
    "madrs": {"10": 2},
    "madrs-s": {"9": 1},
    "qids-sr16": {"12": 2},
    "bdi-ii": {"9": 1},
    "ham-d17": {"3": 1},
    "c-ssrs-screener": dict.fromkeys(["1", "2", "3", "4", "5", "6-lifetime", "6-3-months"], 1),
}
WORDED = {"phq-9", "phq-2", "gad-7", "pcl-5", "pc-ptsd-5", "audit-c"}  # the words may be shipped
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


def test_every_instrument_has_its_size_and_ranges():
    assert {
        name: (
            len(instrument(name).questions),
            {score.name: (score.minimum, score.maximum) for score in instrument(name).scores},
        )
        for name in instruments.names()
    } == SCORES


def test_scores_stand_last_and_nobody_answers_them(one, items):
    held = [score.link_id for score in one.scores]
    assert [item["linkId"] for item in items if item["type"] == "decimal"] == held
    assert [item["linkId"] for item in items if item.get("readOnly")] == held
    assert [item["linkId"] for item in items[len(one.questions) :]] == held
    assert not {*held} & {*one.by_link_id}
    codes = [one.panel["code"], *(score.coding["code"] for score in one.scores)]
    assert len({*codes}) == len(codes)


def test_link_ids_are_the_codes_and_no_item_is_required(items):
    assert [item["linkId"] for item in items] == [f"/{item['code'][0]['code']}" for item in items]
    assert not any(item.get("required") for item in items)


def test_numbers_and_link_ids_are_unique(one):
    assert len(one.by_prefix) == len(one.by_link_id) == len(one.questions)


def test_a_question_counts_with_all_its_answers_or_with_none(one):
    for question in one.questions:
        ordinals = [option.ordinal for option in question.options]
        if question.span:
            assert not ordinals
        else:
            assert ordinals == (list(range(len(ordinals))) if question.scored else [None] * len(ordinals))
        assert [question.option_for(option.coding["code"]) for option in question.options] == list(question.options)
        assert not any(question.accepts(odd) for odd in (-1, 101, True, 1.0, None, "", "LA0-0"))


def least(question):
    """Its answer that counts least."""
    low, high = question.scale
    return high if question.is_reversed else low


def test_no_score_while_any_of_its_answers_is_missing(one):
    for score in one.scores:
        full = {question.prefix: least(question) for question in score.members if question.scored}
        full |= {"gate": "LA33-6"} if "gate" in one.by_prefix else {}
        assert score.missing(full) == ()
        assert score.value(full) == score.minimum
        for question in score.members:
            others = {prefix: answer for prefix, answer in full.items() if prefix != question.prefix}
            if question.alternative is None:
                assert score.missing(others) == (question.prefix,)
                assert score.value(others) is None


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


def test_the_cadss_6_is_taken_from_an_answered_cadss():
    six, whole = instrument("cadss-6"), instrument("cadss")
    answers = {prefix: int(prefix) % 5 for prefix in whole.by_prefix}
    taken = six.taken_from(whole, answers)
    assert taken == {prefix: int(prefix) % 5 for prefix in ("1", "2", "6", "7", "15", "22")}
    assert six.score(taken) == 1 + 2 + 1 + 2 + 0 + 2
    assert instrument("phq-2").taken_from(instrument("phq-9"), {"1": 3, "2": 2, "9": 1}) == {"1": 3, "2": 2}


def test_words_that_are_not_ours_are_not_shipped():
    for name in {*instruments.names()} - WORDED:
        for question in instrument(name).questions:
            assert question.text.endswith(f"item {question.prefix}") or name == "c-ssrs-screener"
            assert [option.answer.display for option in question.options] in ([], ["No", "Yes"])


def test_what_each_instrument_says_of_its_wording_agrees():
    for name in instruments.names():
        (wording,) = [fact for fact in instrument(name).facts if fact.kind == "wording"]
        assert wording.text.startswith("Shipped: " if name in WORDED else "Structure only; ")
        assert instrument(name).copyright


# --- the traps -----------------------------------------------------------------------------------------------------


def test_qids_counts_each_domain_by_its_highest_item():
    qids = instrument("qids-sr16")
    assert qids.score(dict.fromkeys(qids.by_prefix, 1) | {"7": 0, "9": 0}) == 9
    assert qids.score(dict.fromkeys(qids.by_prefix, 3) | {"7": 0, "9": 0}) == 27


def test_qids_asks_for_one_of_two_alternatives_and_no_contradiction():
    qids = instrument("qids-sr16")
    rest = {prefix: 1 for prefix in qids.by_prefix if prefix not in ("6", "7", "8", "9")}
    assert qids.score(rest | {"6": 2, "9": 3}) == qids.score(rest | {"6": 2, "7": 0, "8": 0, "9": 3}) == 8 + 3
    assert qids.missing(rest | {"6": 2}) == ("8", "9")
    assert [wrong.rule for wrong in qids.wrong(rest | {"6": 1, "7": 1})] == ["exclusive"]
    with pytest.raises(InvalidAnswer, match="items 8 and 9 exclude each other"):
        qids.score(rest | {"6": 1, "8": 2, "9": 1})


def test_dast_10_item_3_counts_in_reverse():
    dast = instrument("dast-10")
    no = dict.fromkeys(dast.by_prefix, 0)
    assert dast.score(no) == 1
    assert dast.score(no | {"3": 1}) == 0
    assert dast.score(dict.fromkeys(dast.by_prefix, "LA33-6")) == 9
    assert dast.score(dict.fromkeys(dast.by_prefix, 1) | {"3": "LA32-8"}) == 10


def test_who_5_is_four_times_its_raw_score_and_higher_is_better():
    who = instrument("who-5")
    answers = {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
    assert (who.subscales["raw"].value(answers), who.score(answers)) == (15, 60)
    assert who.total.direction == "higher-is-better"


def test_the_scale_of_the_eq_5d_runs_against_its_items_and_there_is_no_sum():
    eq = instrument("eq-5d-5l")
    assert [question.direction for question in eq.questions] == ["higher-is-worse"] * 5 + ["higher-is-better"]
    assert eq.total is None
    assert eq.score({"1": 2, "2": 1, "3": 2, "4": 3, "5": 1, "vas": 70}) is None


def test_what_is_worse_and_what_is_better():
    better = {
        (name, s.name)
        for name in instruments.names()
        for s in instrument(name).scores
        if s.direction == "higher-is-better"
    }
    assert better == {("who-5", "raw"), ("who-5", "total")}


def test_pcl_5_has_its_clusters_and_loinc_numbers_that_are_not_in_order():
    pcl = instrument("pcl-5")
    assert {name: [q.prefix for q in score.members] for name, score in pcl.subscales.items()} == {
        "cluster-b": list("12345"),
        "cluster-c": list("67"),
        "cluster-d": [str(n) for n in range(8, 15)],
        "cluster-e": [str(n) for n in range(15, 21)],
    }
    assert [pcl.by_prefix[prefix].asks.code for prefix in ("8", "9", "14", "15", "16")] == [
        "101710-2", "101699-7", "101713-6", "101714-4", "101702-9"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("symptoms", "suggested"),
    [
        (["1", "6", "8", "9", "15", "16"], True),
        (["6", "7", "8", "9", "15", "16"], False),  # nothing of B
        (["1", "2", "8", "9", "15", "16"], False),  # nothing of C
        (["1", "6", "8", "15", "16", "17"], False),  # one of D
        (["1", "6", "8", "9", "10", "20"], False),  # one of E
    ],
)
def test_pcl_5_suggests_a_diagnosis_by_the_symptoms_of_each_cluster(symptoms, suggested):
    pcl = instrument("pcl-5")
    answers = dict.fromkeys(pcl.by_prefix, 1) | dict.fromkeys(symptoms, 2)
    assert pcl.provisional(answers) is suggested
    del answers["20"]
    assert pcl.provisional(answers) is None
    assert instrument("phq-9").provisional({}) is None


def test_pc_ptsd_5_ends_with_0_after_a_no_to_the_first_question():
    screen = instrument("pc-ptsd-5")
    assert screen.score({"gate": "LA32-8"}) == 0
    assert screen.score({"gate": "LA33-6"}) is None
    assert screen.score({"gate": "LA33-6", "1": 1, "2": 0, "3": 1, "4": 1, "5": "LA33-6"}) == 4
    assert screen.missing({}) == ("gate",)
    with pytest.raises(InvalidAnswer, match="item 2: it is not asked after this answer to item gate"):
        screen.score({"gate": "LA32-8", "2": 1})


def test_the_c_ssrs_has_no_sum_and_every_yes_is_a_signal():
    screener = instrument("c-ssrs-screener")
    assert screener.total is None
    assert screener.signals({"1": 0, "2": 0, "6-lifetime": 1}) == ("6-lifetime",)
    assert screener.signals({"2": "LA32-8", "4": "LA33-6"}) == ("4",)  # kept although the form would have skipped it
    assert [*screener.wrong({"2": 0, "4": 1})] == []


def test_meq30_has_the_numbers_of_the_stand_alone_form():
    meq = instrument("meq30")
    assert [q.prefix for q in meq.subscales["ineffability"].members] == ["3", "10", "29"]
    assert sorted((q.prefix for s in meq.subscales.values() for q in s.members), key=int) == list(meq.by_prefix)
    assert [fact.low for s in meq.subscales.values() for fact in s.facts] == [45, 18, 18, 9]


def test_bands_follow_each_other_from_the_lowest_score_to_the_highest():
    found = {}
    for name in instruments.names():
        for score in instrument(name).scores:
            if bands := [fact for fact in score.facts if fact.kind == "band" and fact.low is not None]:
                assert [band.low for band in bands] == [score.minimum, *(band.high + 1 for band in bands[:-1])]
                assert bands[-1].high == score.maximum
                assert all(score.band(value) is band for band in bands for value in (band.low, band.high))
                found[name] = tuple(band.high for band in bands)
    assert found == BANDS


def test_safety_items_and_from_which_answer_they_are_signals():
    found = {
        name: {prefix: q.safety_from for prefix, q in instrument(name).by_prefix.items() if q.safety_from is not None}
        for name in instruments.names()
    }
    assert {name: items for name, items in found.items() if items} == SAFETY
    for name, items in SAFETY.items():
        for prefix, least_of in items.items():
            assert instrument(name).signals({prefix: least_of}) == (prefix,)
            assert instrument(name).signals({prefix: least_of - 1}) == ()


def test_a_clinic_may_have_a_threshold_of_its_own():
    madrs = instrument("madrs")
    assert (madrs.signals({"10": 1}), madrs.signals({"10": 1}, {"10": 1})) == ((), ("10",))
    assert madrs.signals({"10": 3}, {"10": 4}) == ()


def test_every_fact_has_a_source_and_tells_whether_it_was_read_there():
    for name in instruments.names():
        whole = instrument(name)
        told = [*whole.facts, *(f for part in (*whole.scores, *whole.questions) for f in part.facts)]
        assert all(fact.verification in ("verified", "unverified") and fact.source for fact in told)
        assert all(
            fact.verification == "unverified"
            for fact in told
            if fact.source.startswith(("background", "no ", "convention"))
        )


def test_loinc_numbers_that_other_exports_confuse_are_not_here():
    asked = {
        coded.code
        for name in instruments.names()
        for coded in (
            instrument(name).measures,
            *(s.counts for s in instrument(name).scores),
            *(q.asks for q in instrument(name).questions),
        )
    }
    assert not asked & {"89204-2", "89205-9", "89206-7", "54632-5", "44262-4", "68517-2"}


# --- answers that break a rule -----------------------------------------------------------------------------------


def test_an_answer_off_the_scale_is_refused_and_not_repeated():
    with pytest.raises(InvalidAnswer, match=r"^phq-9: item 3: an answer of 0 to 3 is expected$") as refused:
        instrument("phq-9").score({"3": 77})
    with pytest.raises(InvalidAnswer, match=r"^phq-9: the instrument has no item of this number$"):
        instrument("phq-9").score({"a note": 1})
    assert "77" not in repr(refused.value)
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)


def test_an_unknown_instrument_names_the_known_ones():
    with pytest.raises(KeyError, match="there are 11d-asc, 5d-asc, audit-c, bdi-ii, ") as unknown:
        instrument("hamd-x")
    assert isinstance(unknown.value, UnknownInstrument)
    assert "hamd-x" not in repr(unknown.value)


def test_a_canonical_leads_to_its_instrument(one):
    assert instruments.of_canonical(one.canonical) is one
    assert instruments.of_canonical(one.url) is one
    assert instruments.of_canonical(f"{one.url}|9.9.9") is None
    assert instruments.of_canonical(f"https://example.org/Questionnaire/{one.name}|{one.version}") is None


@pytest.mark.parametrize("canonical", ["", "|", "https://kapfhir.org/fhir/Questionnaire/hamd|1.0.0"])
def test_another_canonical_leads_nowhere(canonical):
    assert instruments.of_canonical(canonical) is None


def test_a_coding_handed_out_is_the_callers_own(one):
    for coded in (*one.scores, one.questions[0], *one.questions[0].options):
        coded.coding["code"] = "changed"
        assert coded.coding["code"] != "changed"
    one.panel.clear()
    assert one.panel
