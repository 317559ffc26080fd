"""The model's rules: each breach names its field, none tells a value."""

import copy
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from kapfhir import dump, read, wire
from kapfhir.errors import InvalidEpisode
from kapfhir.model.schema import schema
from kapfhir.testing.strategies import episodes

ROOT = Path(__file__).parent.parent
JANE = json.loads((ROOT / "examples" / "jane.json").read_bytes())
CANARY = "canary-7d1f"
SCHEMA = jsonschema.Draft202012Validator(schema())  # checked once: there are many fields


def changed(path, value):
    """Jane with one thing changed; None takes it out."""
    episode = copy.deepcopy(JANE)
    node = episode
    for step in path[:-1]:
        node = node[step]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return json.dumps(episode, indent=1).encode()


D1 = next(n for n, visit in enumerate(JANE["visits"]) if visit["id"] == "d-1")
D4 = next(n for n, visit in enumerate(JANE["visits"]) if visit["id"] == "d-4")
REVIEW = next(n for n, visit in enumerate(JANE["visits"]) if visit["kind"] == "outcome-review")
DOSE = ["visits", D1, "doses", 0]
PHQ = next(n for n, q in enumerate(JANE["questionnaires"]) if q["instrument"] == "phq-9" and "total" in q)
BROKEN = {
    "no route": ([*DOSE, "route"], None, f"visits[{D1}].doses[0].route"),
    "weight disagrees": ([*DOSE, "weight_kg"], 80, f"visits[{D1}].doses[0].weight_kg"),
    "a text for a number": ([*DOSE, "mg"], CANARY, f"visits[{D1}].doses[0].mg"),
    "true for a number": ([*DOSE, "mg"], True, f"visits[{D1}].doses[0].mg"),
    "a negative dose": ([*DOSE, "mg"], -3, f"visits[{D1}].doses[0].mg"),
    "too many digits": ([*DOSE, "mg"], 12345678901234567890, f"visits[{D1}].doses[0].mg"),
    "ends before it starts": ([*DOSE, "end"], "2026-03-09T10:00:00-05:00", f"visits[{D1}].doses[0].end"),
    "a period outside": (
        ["visits", D4, "doses", 0, "periods", 0, "start"], "2026-04-01T13:00:00-05:00",
        f"visits[{D4}].doses[0].periods[0].start",
    ),
    "no seconds": (["visits", 0, "start"], "2026-03-02T09:00", "visits[0].start"),
    "no such day": (["visits", 0, "start"], "2026-02-30T09:00:00", "visits[0].start"),
    "clock put forward": (["visits", 0, "start"], "2026-03-08T02:30:00", "visits[0].start"),
    "clock put back": (["visits", 0, "end"], "2026-11-01T01:30:00", "visits[0].end"),
    "no such zone": (["timezone"], "Mars/Olympus", "timezone"),
    "saturation over 100": (
        ["visits", D1, "vitals", 0, "oxygen_saturation"], 101, f"visits[{D1}].vitals[0].oxygen_saturation"),
    "diastolic above systolic": (["visits", D1, "vitals", 0, "diastolic"], 190, f"visits[{D1}].vitals[0].diastolic"),
    "sedation off its scale": (["visits", D1, "sedation", 0, "score"], 6, f"visits[{D1}].sedation[0].score"),
    "answer off its scale": (["questionnaires", PHQ, "answers", "1"], 4, f"questionnaires[{PHQ}].answers.1"),
    "no such item": (["questionnaires", PHQ, "answers", "99"], 1, f"questionnaires[{PHQ}].answers.99"),
    "total contradicts": (["questionnaires", PHQ, "total"], 5, f"questionnaires[{PHQ}].total"),
    "total of incomplete": (["questionnaires", PHQ, "answers", "2"], None, f"questionnaires[{PHQ}].total"),
    "no such instrument": (["questionnaires", PHQ, "instrument"], CANARY, f"questionnaires[{PHQ}].instrument"),
    "no such visit": (["questionnaires", PHQ, "visit"], "v-none", f"questionnaires[{PHQ}].visit"),
    "no such kind": (["visits", 0, "kind"], CANARY, "visits[0]"),
    "no such field": (["visits", 0, "bogus"], CANARY, "visits[0].bogus"),
    "a status of its own": (["status"], CANARY, "status"),
    "two ids alike": (["visits", 1, "id"], JANE["visits"][0]["id"], "visits[1].id"),
    "two readings alike": (
        ["visits", D1, "vitals", 1, "id"], JANE["visits"][D1]["vitals"][0]["id"], f"visits[{D1}].vitals[1].id"),
    "id with a slash": (["visits", 0, "id"], "a/b", "visits[0].id"),
    "a text with a control character": (["site", "name"], "a\x07", "site.name"),
    "two patients": (["patient", "id"], "1", "patient.identifier"),
    "before the dose it blames": (
        ["visits", D4, "adverse_events", 0, "onset"], "2026-04-01T13:59:00-05:00",
        f"visits[{D4}].adverse_events[0].onset"),
    "a cause judged of no dose": (
        ["visits", D4, "adverse_events", 0],
        {"term": {"text": CANARY}, "id": "ae", "relatedness": "possible"}, f"visits[{D4}].adverse_events[0].blames"),
    "a word not in the table": (["diagnoses", 0, "severity"], CANARY, "diagnoses[0].severity"),
    "a diagnosis without system": (
        ["diagnoses", 0, "concept", "codings", 0, "system"], None, "diagnoses[0].concept.codings[0].system"),
    "no code of SNOMED CT": (
        ["diagnoses", 0, "concept", "codings", 0, "code"], "1153570008", "diagnoses[0].concept.codings[0].code"),
    "no code of LOINC": (
        ["goals", 0, "codings"], [{"system": "http://loinc.org", "code": "44261-7"}], "goals[0].codings[0].code"),
    "no code of ours": (
        ["goals", 0, "codings"], [{"system": "https://kapfhir.org/fhir/CodeSystem/kap-role", "code": CANARY}],
        "goals[0].codings[0].code"),
    "consents that contradict": (
        ["consents"], [{"id": name, "scope": "research", "given": name == "a"} for name in "ab"],
        "consents[1].given"),
    "over, yet active": (["diagnoses", 0, "abatement"], "2020", "diagnoses[0].clinical_status"),
    "a total of no instrument": (["goals", 0, "target"], {"below": 5}, "goals[0].target.instrument"),
    "one person twice in the team": (
        ["team"], [{"person": {"name": CANARY}}, {"person": {"name": CANARY}}], "team[1].person"),
    "an empty setting": (["visits", D1, "setting"], {}, f"visits[{D1}].setting.place"),
    "an outcome against itself": (
        ["visits", REVIEW, "outcomes", 0, "degree"], "worsened", f"visits[{REVIEW}].outcomes[0].degree"),
    "judged by no response": (
        ["visits", REVIEW, "outcomes", 0, "inputs"], ["none"], f"visits[{REVIEW}].outcomes[0].inputs[0]"),
    "a note without text": (["visits", D1, "notes", 0], {"id": "n"}, f"visits[{D1}].notes[0].progress_summary"),
    "allergies, yet none known": (
        ["visits", 0, "allergies"], [{"id": "a", "substance": {"text": CANARY}}], "visits[0].no_known_allergies"),
    "blames no dose": (
        ["visits", D4, "adverse_events", 0, "blames"], "dose-none", f"visits[{D4}].adverse_events[0].blames"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_breach_names_its_field_and_place_and_no_value(name):
    path, value, field = BROKEN[name]
    with pytest.raises(InvalidEpisode) as caught:
        read(changed(path, value))
    assert caught.value.readable
    issue = caught.value.report[0]
    assert issue.expression == field
    assert issue.line > 1
    assert CANARY not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize(
    ("questionnaire", "field", "rule"),
    [
        ({"instrument": "qids-sr16", "answers": {"6": 2, "7": 1}}, "answers.7", "exclusive"),
        ({"instrument": "qids-sr16", "answers": {"8": 1, "9": 3}}, "answers.9", "exclusive"),
        ({"instrument": "pc-ptsd-5", "answers": {"gate": "LA32-8", "3": 1}}, "answers.3", "not-asked"),
        ({"instrument": "edi", "answers": {"1": 101}}, "answers.1", "answer"),
        (
            {"instrument": "pcl-5", "answers": {"6": 1}, "subscales": {"cluster-c": 1}},
            "subscales.cluster-c",
            "subscale-incomplete",
        ),
        (
            {"instrument": "pcl-5", "answers": {"6": 1, "7": 1}, "subscales": {"cluster-c": 3}},
            "subscales.cluster-c",
            "subscale-disagrees",
        ),
        ({"instrument": "pcl-5", "subscales": {"cluster-c": 9}}, "subscales.cluster-c", "score-range"),
        ({"instrument": "pcl-5", "subscales": {"cluster-f": 1}}, "subscales.cluster-f", "no-score"),
        ({"instrument": "eq-5d-5l", "total": 8}, "total", "no-score"),
        ({"instrument": "ceq"}, "answers", "required"),
    ],
)  # fmt: skip
def test_a_questionnaire_that_breaks_a_rule_of_its_form_names_the_field(questionnaire, field, rule):
    with pytest.raises(InvalidEpisode) as caught:
        read(changed(["questionnaires", PHQ], {"id": "q", **questionnaire}))
    assert (caught.value.report[0].expression, caught.value.report[0].rule) == (f"questionnaires[{PHQ}].{field}", rule)


def test_subscales_are_computed_as_far_as_answers_go():
    answers = {str(n): 2 for n in range(6, 15)}
    episode = read(changed(["questionnaires", PHQ], {"id": "q-new", "instrument": "pcl-5", "answers": answers}))
    (response,) = [response for response in episode.questionnaires if response.id == "q-new"]
    assert (response.total, response.subscales) == (None, {"cluster-c": 4, "cluster-d": 14})


def test_a_naive_time_needs_the_episodes_zone():
    with pytest.raises(InvalidEpisode, match="name the episode's timezone"):
        read(changed(["timezone"], None).replace(b"-05:00", b"").replace(b"-06:00", b""))


def test_a_naive_time_is_taken_in_the_episodes_zone():
    episode = read(changed(["visits", 0, "start"], "2026-03-02T09:00:00"))
    assert b'"start": "2026-03-02T09:00:00-06:00"' in dump(episode)


def test_digits_are_kept():
    text = changed([*DOSE, "concentration"], 1).replace(b'"concentration": 1', b'"concentration": 10.50')
    assert b'"concentration": 10.50' in dump(read(text))


@pytest.mark.parametrize(
    "source", [b"", b"{", b'{"a":1,"a":2}', b'{"a":NaN}', b"[" * 100_000, b'{"a":' + b"9" * 400 + b"}", b"\xff\xfe{"],
)  # fmt: skip
def test_what_is_not_json_is_not_readable(source):
    with pytest.raises(InvalidEpisode) as caught:
        read(source)
    assert not caught.value.readable
    assert caught.value.report[0].line == 1


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InvalidEpisode, match="No such file") as caught:
        read(tmp_path / "none.json")
    assert not caught.value.readable


def test_a_repr_tells_no_value():
    episode = read(changed(["site", "name"], CANARY))
    assert CANARY not in f"{episode!r} {episode} {episode.visits!r} {episode.site!r}"


def test_lists_stand_in_order_of_time_whatever_the_source():
    turned = copy.deepcopy(JANE)
    turned["visits"].reverse()
    turned["questionnaires"].reverse()
    turned["visits"][0].get("vitals", []).reverse()
    assert dump(read(json.dumps(turned).encode())) == dump(read(ROOT / "examples" / "jane.json"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(episodes())
def test_what_is_dumped_is_read_again_and_keeps_the_schema(episode):
    text = dump(episode)
    assert dump(read(text)) == text
    SCHEMA.validate(json.loads(text))


def test_ids_written_in_survive_a_corrected_time():
    episode = read(ROOT / "examples" / "jane.json")
    bare = json.loads(dump(episode))
    reading = bare["visits"][D1]["vitals"][3]
    del reading["id"]
    kept = json.loads(dump(read(json.dumps(bare).encode()).with_ids()))
    key = kept["visits"][D1]["vitals"][3]["id"]
    assert key.startswith("t-")
    kept["visits"][D1]["vitals"][3]["at"] = "2026-03-09T10:26:00-05:00"
    assert key in {v.id for v in read(json.dumps(kept).encode()).visits[D1].vitals}


def fields(node, path=()):
    for name, field in node.get("properties", {}).items():
        yield (*path, name), field
    for name, definition in node.get("$defs", {}).items():
        yield from fields(definition, (name,))


def test_every_field_has_a_description_and_every_number_a_unit():
    found = dict(fields(schema()))
    assert [path for path, field in found.items() if not field.get("description")] == []
    numbers = {path for path, field in found.items() if field.get("type") in ("number", "integer")}
    assert [path for path in sorted(numbers) if not found[path].get("unit")] == []


def test_the_committed_schema_is_the_models():
    jsonschema.Draft202012Validator.check_schema(schema())
    committed = (ROOT / "src/kapfhir/definitions/episode.schema.json").read_text(encoding="utf-8")
    assert committed == wire.dumps(schema(), indent=2) + "\n"


@pytest.mark.parametrize("name", ["jane.json", "jane-as-told.json"])
def test_the_examples_keep_the_schema(name):
    SCHEMA.validate(json.loads((ROOT / "examples" / name).read_bytes()))


def test_a_later_consent_replaces_an_earlier_one():
    first = {"id": "a", "scope": "touch", "given": True, "at": "2026-03-02T10:00:00-06:00"}
    later = {"id": "b", "scope": "touch", "given": False, "at": "2026-03-09T10:00:00-05:00"}
    assert [consent.given for consent in read(changed(["consents"], [later, first])).consents] == [True, False]
