"""Each rule of `kapfhir.validation.plausibility` by an episode that keeps it and one that breaks it, R4 and R5."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kapfhir
from anything import JSON, places
from kapfhir.release import R5
from kapfhir.testing.strategies import episodes
from kapfhir.validation import plausibility

EXAMPLES = Path(__file__).parent.parent / "examples"
Json = dict[str, Any]
CODES = "https://kapfhir.org/fhir/CodeSystem/"
OURS = "https://kapfhir.org/fhir/StructureDefinition/"
UCUM = "http://unitsofmeasure.org"
PATIENT = {"reference": "Patient/1"}
SESSION, DOSE, TIMES, LEFT, SIGN, SCORE, ANSWERS, FLAG, INTEGRATION, CONSULTATION, PLAN, LEVEL = range(12)


def concept(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def encounter(name: str, kind: str, start: str, end: str, **more: Any) -> Json:
    return {
        "resourceType": "Encounter", "id": name, "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "type": [concept(CODES + "kap-encounter-type", kind)], "subject": PATIENT,
        "period": {"start": f"2026-03-{start}:00-05:00", "end": f"2026-03-{end}:00-05:00"}, **more,
    }  # fmt: skip


def observation(name: str, code: Json, **more: Any) -> Json:
    return {
        "resourceType": "Observation", "id": name, "status": "final", "code": code, "subject": PATIENT,
        "encounter": {"reference": "Encounter/session"}, **more,
    }  # fmt: skip


def quantity(value: Any, code: str) -> Json:
    return {"value": value, "unit": code, "system": UCUM, "code": code}


def at(code: str, time: str) -> Json:
    return {"code": concept(CODES + "kap-observation", code), "valueDateTime": f"2026-03-09T{time}:00-05:00"}


def session() -> list[Json]:
    """A dosing session as it should be, its consultation before and its integration after it."""
    return [
        encounter("session", "dosing", "09T09:00", "09T12:10"),
        {
            "resourceType": "MedicationAdministration", "id": "dose", "status": "completed", "subject": PATIENT,
            "extension": [{"url": OURS + "kap-administration-kind",
                           "valueCodeableConcept": concept(CODES + "kap-administration-kind", "dose")}],
            "medicationCodeableConcept": concept("http://www.nlm.nih.gov/research/umls/rxnorm", "6130"),
            "context": {"reference": "Encounter/session"},
            "effectivePeriod": {"start": "2026-03-09T10:05:00-05:00", "end": "2026-03-09T10:45:00-05:00"},
            "dosage": {"dose": quantity(34, "mg") | {"extension": [{
                "url": OURS + "kap-dose-per-body-weight",
                "extension": [{"url": "amount", "valueQuantity": quantity(0.5, "mg/kg")},
                              {"url": "weight", "valueQuantity": quantity(68.0, "kg")}]}]}},
        },
        observation("times", concept(CODES + "kap-observation", "effect-timecourse"),
                    partOf=[{"reference": "MedicationAdministration/dose"}],
                    component=[at("onset", "10:11"), at("peak", "10:40"), at("offset", "11:10")]),
        observation("left", concept(CODES + "kap-observation", "discharge-readiness"),
                    component=[at("fit-to-leave", "11:50"), at("departure", "12:10")]),
        observation("sign", concept("http://loinc.org", "8867-4"), effectiveDateTime="2026-03-09T10:15:00-05:00",
                    category=[concept("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs")],
                    valueQuantity=quantity(72, "/min")),
        observation("score", concept(CODES + "kap-instrument-score", "madrs-total"),
                    valueQuantity=quantity(35, "{score}")),
        {
            "resourceType": "QuestionnaireResponse", "id": "answers", "status": "completed", "subject": PATIENT,
            "questionnaire": "https://kapfhir.org/fhir/Questionnaire/phq-9", "authored": "2026-03-09T09:05:00-05:00",
            "item": [{"linkId": "/44260-8", "answer": [{
                "valueCoding": {"system": "http://loinc.org", "code": "LA6569-3"}}]}],
        },
        {
            "resourceType": "Flag", "id": "flag", "status": "active", "subject": PATIENT,
            "category": [concept("http://terminology.hl7.org/CodeSystem/flag-category", "safety")],
            "code": {"text": "a signal"}, "period": {"start": "2026-03-09T09:05:00-05:00"},
        },
        encounter("integration", "integration", "10T10:00", "10T11:00", extension=[
            {"url": OURS + "kap-integrates", "valueReference": {"reference": "Encounter/session"}}]),
        encounter("consultation", "consultation", "02T09:00", "02T10:30"),
        {
            "resourceType": "CarePlan", "id": "plan", "status": "active", "intent": "plan", "subject": PATIENT,
            "activity": [{"detail": {
                "status": "scheduled", "code": concept(CODES + "kap-care-plan", "monitoring"),
                "scheduledTiming": {"repeat": {"duration": 120, "durationUnit": "min"}}}}],
        },
        observation("level", concept(CODES + "kap-observation", "moaa-s"), valueInteger=4),
    ]  # fmt: skip


def bundle(resources: list[Json]) -> Json:
    entries = [
        {"fullUrl": f"https://a.example/{number}/{one['resourceType']}/{one['id']}", "resource": one}
        for number, one in enumerate(resources)
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def again(made: list[Json], index: int) -> None:
    made.append(copy.deepcopy(made[index]) | {"id": "again"})


def period(made: list[Json], index: int, start: str, end: str) -> None:
    made[index]["period"] = {"start": start, "end": end}


def another(made: list[Json], kind: str, start: str) -> None:
    """A booster, or a rescue drug, at this time."""
    given = copy.deepcopy(made[DOSE]) | {"id": kind, "effectivePeriod": None, "effectiveDateTime": start}
    given["extension"][0]["valueCodeableConcept"]["coding"][0]["code"] = kind
    made.append(given)


Break = Callable[[list[Json]], Any]
BROKEN: list[tuple[str, Break]] = [
    ("kap-visit-order", lambda s: period(s, CONSULTATION, "2026-03-11T09:00:00-05:00", "2026-03-11T10:00:00-05:00")),
    ("kap-visit-order", lambda s: period(s, CONSULTATION, "2026-03-11", "2026-03-11")),
    ("kap-integration-order", lambda s: period(s, INTEGRATION, "2026-03-08T09:00:00Z", "2026-03-08T10:00:00Z")),
    ("kap-dose-visit", lambda s: s[DOSE]["effectivePeriod"].update(start="2026-03-09T10:05:00Z")),
    ("kap-dose-visit", lambda s: s[SESSION].update(status="cancelled")),
    (
        "kap-dose-visit",
        lambda s: (
            s[DOSE].update(effectiveDateTime="2026-03-12", effectivePeriod=None)
            or s[SESSION].update(period={"start": "2026-03-09"})
        ),
    ),
    ("kap-dose-visit", lambda s: another(s, "booster", "2026-03-09T12:30:00-05:00")),
    ("kap-dose-visit", lambda s: another(s, "rescue", "2026-03-09T10:30:00Z")),
    ("kap-dose-duplicate", lambda s: again(s, DOSE)),
    ("kap-dose-weight", lambda s: s[DOSE]["dosage"]["dose"].update(value=340)),
    ("kap-monitoring", lambda s: s[PLAN]["activity"][0]["detail"]["scheduledTiming"]["repeat"].update(duration=180)),
    ("kap-monitoring", lambda s: s[LEFT]["component"].__setitem__(1, at("departure", "11:55"))),
    ("kap-effect-order", lambda s: s[TIMES]["component"].__setitem__(2, at("offset", "10:10"))),
    ("kap-effect-order", lambda s: s[TIMES]["component"].__setitem__(0, at("onset", "10:00"))),
    ("kap-discharge-order", lambda s: s[LEFT]["component"].__setitem__(0, at("fit-to-leave", "09:50"))),
    ("kap-vital-sign-visit", lambda s: s[SIGN].update(effectiveDateTime="2026-03-09T10:15:00Z")),
    ("kap-score-range", lambda s: s[SCORE]["valueQuantity"].update(value=61)),
    ("kap-score-range", lambda s: s[SCORE].update(code=concept("http://loinc.org", "44261-6"))),
    ("kap-score-range", lambda s: s[LEVEL].update(valueInteger=6)),
    ("kap-safety-follow-up", lambda s: s.pop(FLAG)),
    ("kap-safety-follow-up", lambda s: s[FLAG]["period"].update(start="2026-03-02")),
]
KEPT: list[Break] = [
    len,  # as it is
    lambda s: s.pop(CONSULTATION),  # what is not in the Bundle is not missed
    lambda s: s[CONSULTATION].update(status="cancelled"),
    lambda s: period(s, CONSULTATION, "2026-03-09", "2026-03-09"),  # of the same day nobody knows which came first
    lambda s: s[CONSULTATION].update(period={"start": "2026-04"}),
    lambda s: s[CONSULTATION].update(subject={"reference": "Patient/2"}, period={"start": "2026-03-11"}),
    lambda s: s[DOSE]["effectivePeriod"].update(start="2026-03-09T15:05:00Z", end="2026-03-09T15:45:00Z"),
    lambda s: s[DOSE].update(status="not-done") or s[SESSION].update(status="cancelled"),
    lambda s: s[DOSE]["dosage"]["dose"].update(value=34.5),
    lambda s: s.pop(PLAN) and s[LEFT]["component"].__setitem__(1, at("departure", "11:00")),  # ketamine has no figure
    lambda s: another(s, "booster", "2026-03-09T10:05:00-05:00"),  # a part is no second dose
    lambda s: s[FLAG]["period"].update(start="2026-03-10"),
    lambda s: s[FLAG].update(period=None),
    lambda s: s[FLAG].update(resourceType="RiskAssessment", occurrenceDateTime="2026-03-09"),
    lambda s: s[FLAG].update(
        resourceType="QuestionnaireResponse",
        authored="2026-03-10",
        questionnaire="https://kapfhir.org/fhir/Questionnaire/c-ssrs-screener",
    ),
    lambda s: s[ANSWERS]["item"][0]["answer"][0]["valueCoding"].update(code="LA6568-5") or s.pop(FLAG),
    lambda s: s[SCORE]["valueQuantity"].update(value=61) or s[SCORE].update(status="entered-in-error"),
]


def found(made: Json) -> set[str]:
    findings = [*plausibility.check(made)]
    assert all(finding.severity == "warning" for finding in findings)
    return {finding.rule for finding in findings}


@pytest.mark.parametrize("keep", KEPT, ids=range(len(KEPT)))
def test_an_episode_that_keeps_the_rules_is_not_warned_of(keep: Break) -> None:
    made = session()
    keep(made)
    assert found(bundle(made)) == set()


@pytest.mark.parametrize(("rule", "broken"), BROKEN, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(BROKEN)])
def test_an_episode_that_breaks_a_rule_is_warned_of_by_that_rule(rule: str, broken: Break) -> None:
    made = session()
    broken(made)
    assert found(bundle(made)) == {rule}


@pytest.mark.parametrize(("rule", "broken"), BROKEN, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(BROKEN)])
def test_the_rules_hold_in_r5_too(rule: str, broken: Break) -> None:
    made = session()
    broken(made)
    made = [{name: value for name, value in one.items() if value is not None} for one in made]
    assert found(R5.encode(bundle(made))) == {rule}


def test_every_rule_is_broken_here() -> None:
    assert plausibility.__doc__ is not None
    assert {rule for rule, _ in BROKEN} == {word for word in plausibility.__doc__.split("`") if word.startswith("kap-")}


def test_the_label_of_esketamine_gives_a_figure_where_the_record_has_no_protocol() -> None:
    made = session()
    made[DOSE]["medicationCodeableConcept"]["coding"][0]["code"] = "2119365"
    made[LEFT]["component"][1] = at("departure", "12:00")
    del made[PLAN]
    assert found(bundle(made)) == {"kap-monitoring"}


@pytest.mark.parametrize("name", ["jane.json", "jane-as-told.json"])
def test_the_example_episodes_are_not_warned_of(name: str) -> None:
    made = kapfhir.to_bundle(kapfhir.read(EXAMPLES / name))
    assert found(made) == set()
    assert found(R5.encode(made)) == set()


def is_answer(resource: Json) -> bool:
    """Whether it deals with a safety signal: a flag, a judgement of risk, a C-SSRS."""
    told = json.dumps([resource.get("code"), resource.get("questionnaire")])
    return resource["resourceType"] == "Flag" or "suicide-risk" in told or "c-ssrs" in told


def test_jane_is_warned_of_where_she_is_changed() -> None:
    made = kapfhir.to_bundle(kapfhir.read(EXAMPLES / "jane.json"))
    made["entry"] = [entry for entry in made["entry"] if not is_answer(entry["resource"])]
    for entry in made["entry"]:
        for activity in entry["resource"].get("activity", []):
            repeat = activity["detail"].get("scheduledTiming", {}).get("repeat", {})
            repeat.update({"duration": 150} if repeat.get("duration") == 120 else {})
    findings = [finding.rule for finding in plausibility.check(made)]
    assert findings.count("kap-monitoring") == 5  # none of her sessions went on for 150 minutes after the dose
    assert "kap-safety-follow-up" in findings


def test_a_warning_is_off_by_a_flag_and_never_an_error() -> None:
    made = session()
    del made[FLAG]
    assert "kap-safety-follow-up" in {issue.rule for issue in kapfhir.validate(bundle(made))}
    assert not {issue.rule for issue in kapfhir.validate(bundle(made), clinical=False)} & {rule for rule, _ in BROKEN}


def test_a_bundle_without_an_episode_is_not_asked() -> None:
    made = [one for one in session() if one["resourceType"] != "Encounter"]
    made[SCORE - 1]["valueQuantity"]["value"] = 99
    assert found(bundle(made)) == set()


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_json_in_the_place_of_any_other_makes_it_raise(data: st.DataObject) -> None:
    made = json.loads(json.dumps(bundle(session())))  # no object stands in it twice
    *steps, last = data.draw(st.sampled_from(places(made)[1:]))
    node: Any = made
    for step in steps:
        node = node[step]
    node[last] = data.draw(JSON)
    found(made)
    found(json.loads(json.dumps(made)))


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(episodes())
def test_nothing_of_a_generated_episode_makes_it_raise(episode: kapfhir.Episode) -> None:
    found(kapfhir.to_bundle(episode))
