"""Twice as much takes twice as long: no rule looks for each thing in all the others.

The shapes are those that made, or could make, a rule take a square: judged at a size and at four times that.
"""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

import kapfhir

Document = dict[str, Any]
GUIDE = "https://kapfhir.org/fhir/StructureDefinition"
CORE = "http://hl7.org/fhir/StructureDefinition"
SIZE = 600
FOUR_TIMES = 10  # as long at most; a square would be 16


def url(number: int) -> str:
    return f"urn:uuid:{number:08x}-ec9a-4326-a141-556f43239520"


def entries(kind: str, resources: list[Document], **more: Any) -> Document:
    numbered = [{"fullUrl": url(number), "resource": one} for number, one in enumerate(resources)]
    return {"resourceType": "Bundle", "type": kind, "entry": numbered, **more}


def observation(**more: Any) -> Document:
    return {"resourceType": "Observation", "status": "final", "code": {"text": "a"}, **more}


def document(count: int) -> Document:
    section = [{"title": "a", "entry": [{"reference": url(number + 1)} for number in range(count)]}]
    first = {
        "resourceType": "Composition", "status": "final", "type": {"text": "a"}, "date": "2026-01-01",
        "author": [{"display": "a"}], "title": "a", "section": section,
    }  # fmt: skip
    identifier = {"system": "urn:ietf:rfc:3986", "value": url(0)}
    patients = [{"resourceType": "Patient", "id": f"a{number}"} for number in range(count)]
    return entries("document", [first, *patients], timestamp="2026-01-01T00:00:00Z", identifier=identifier)


def references(count: int) -> Document:
    return entries("collection", [
        observation(hasMember=[{"reference": url((number * 7 + step) % count)} for step in range(5)])
        for number in range(count)
    ])  # fmt: skip


def contained(count: int) -> Document:
    return observation(
        contained=[{"resourceType": "Patient", "id": f"a{number}"} for number in range(count)],
        performer=[{"reference": f"#a{number}"} for number in range(count)],
    )


def slices(count: int) -> Document:
    component = {"code": {"coding": [{"system": "http://loinc.org", "code": "1-8"}]}, "valueString": "a"}
    return observation(component=[component] * count, meta={"profile": [f"{GUIDE}/kap-blood-pressure"]})


def answers(count: int) -> Document:
    asked = [{"question": "a0", "operator": "=", "answerBoolean": True}]
    items = [
        {"linkId": f"a{number}", "type": "boolean"} | ({"enableWhen": asked} if number else {})
        for number in range(count)
    ]
    return {
        "resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": "#q",
        "contained": [{"resourceType": "Questionnaire", "id": "q", "status": "draft", "item": items}],
        "item": [{"linkId": f"a{number}", "answer": [{"valueBoolean": True}]} for number in range(count)],
    }  # fmt: skip


def concepts(count: int) -> Document:
    return {
        "resourceType": "CodeSystem", "status": "draft", "url": "http://a.example/c", "content": "complete",
        "caseSensitive": True, "concept": [{"code": f"a{number}", "display": "a"} for number in range(count)],
    }  # fmt: skip


SHAPES: list[Callable[[int], Document]] = [
    document, references, contained, slices, answers, concepts,
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_as_much_takes_no_square(shape):
    kapfhir.validate(shape(2))  # and the tables are read
    small, large = (json.dumps(shape(count)).encode() for count in (SIZE, 4 * SIZE))
    took = [(cpu(small), cpu(large)) for _ in range(3)]
    assert min(second for _, second in took) < FOUR_TIMES * min(first for first, _ in took)


def cpu(content: bytes) -> float:
    started = time.thread_time()
    kapfhir.validate(content)
    return time.thread_time() - started


# --- by how many profiles ----------------------------------------------------------------------------------------

PROFILES = [f"{CORE}/{name}" for name in ("bodyheight", "bodyweight", "bmi", "headcircum", "heartrate", "resprate")]


def limits(count: int, profiles: list[str]) -> list[str]:
    report = kapfhir.validate(observation(note=[{"text": "a"}] * count, meta={"profile": profiles}))
    return [str(issue) for issue in report if issue.rule == "limit"]


def test_a_large_resource_is_judged_by_few_of_the_profiles_that_it_claims():
    [said] = limits(40_000, PROFILES)
    assert said == (
        "Observation.meta.profile[4]: error: "
        "by so many profiles a resource of this size is not judged [limit]"
    )  # fmt: skip


def test_an_ordinary_one_is_judged_by_all():
    assert limits(100, PROFILES) == limits(40_000, PROFILES[:2]) == []
