"""Responses to answer Questionnaires with, and ways to break them, by seed: for tests of `kapfhir.validation.answers`.

`SINK` is a Questionnaire that has what the guide's own have not: groups, what is required, every operator of
enableWhen, limits of every kind, value sets, units.
"""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import guide

Json = dict[str, Any]
CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
CODES = "https://kapfhir.org/fhir/CodeSystem/"
UCUM = "http://unitsofmeasure.org"
INSTRUMENTS = {
    path.stem.removeprefix("Questionnaire-"): guide.read(path) for path in guide.GUIDE.glob("Questionnaire-*")
}


def limit(name: str, **value: Any) -> Json:
    return {"url": name if name.startswith("http") else CORE + name, **value}


def item(link: str, kind: str, *limits: Json, **more: Any) -> Json:
    return {
        "linkId": link,
        "type": kind,
        "text": f"Text of {link}",
        **({"extension": list(limits)} if limits else {}),
        **more,
    }


def when(question: str, operator: str, **answer: Any) -> Json:
    return {"question": question, "operator": operator, **answer}


KILOMETRES = {"system": UCUM, "code": "km", "unit": "km"}
SINK: Json = {
    "resourceType": "Questionnaire",
    "id": "sink",
    "url": "https://kapfhir.org/fhir/Questionnaire/sink",
    "version": "1.0.0",
    "name": "Sink",
    "title": "Sink",
    "status": "active",
    "item": [
        item("flag", "boolean", required=True),
        item("group", "group", repeats=True, required=True, item=[
            item("name", "string", limit("minLength", valueInteger=2), limit("regex", valueString="[a-z]+"),
                 maxLength=5, required=True),
            item("why", "text", repeats=True, enableWhen=[when("name", "=", answerString="abc")]),
            item("inner", "group", item=[item("deep", "integer", item=[item("below", "boolean", required=True)])]),
        ]),
        item("hint", "display"),
        item("number", "decimal", limit("minValue", valueDecimal=1.5), limit("maxValue", valueDecimal=9),
             limit("maxDecimalPlaces", valueInteger=2)),
        item("count", "integer", limit("minValue", valueInteger=0), limit("maxValue", valueInteger=9), required=True),
        item("day", "date", limit("minValue", valueDate="2020"), limit("maxValue", valueDate="2026-06")),
        item("moment", "dateTime", limit("minValue", valueDateTime="2020-01-01T00:00:00Z")),
        item("clock", "time", answerOption=[{"valueTime": "08:00:00"}, {"valueTime": "09:00:00"}]),
        item("size", "quantity", limit(SDC + "minQuantity", valueQuantity=KILOMETRES | {"value": 1}),
             limit("questionnaire-unitOption", valueCoding={"system": UCUM, "code": "km"})),
        item("who", "reference", limit("questionnaire-referenceResource", valueCode="Patient")),
        item("where", "url"),
        item("choice", "choice", repeats=True, answerOption=[
            {"valueCoding": {"system": CODES + "kap-depth", "code": code}} for code in ("psycholytic", "psychedelic")
        ]),
        item("open", "open-choice", answerOption=[{"valueString": "one"}, {"valueInteger": 2}]),
        item("set", "choice", answerValueSet="https://kapfhir.org/fhir/ValueSet/kap-depth"),
        item("some", "string", limit("questionnaire-minOccurs", valueInteger=2),
             limit("questionnaire-maxOccurs", valueInteger=3), repeats=True),
        item("gt", "boolean", enableWhen=[when("count", ">", answerInteger=4)]),
        item("le", "boolean", required=True, enableWhen=[when("count", "<=", answerInteger=4)]),
        item("ne", "boolean", enableWhen=[when("flag", "!=", answerBoolean=True)]),
        item("is", "boolean", enableWhen=[when("choice", "=", answerCoding={
            "system": CODES + "kap-depth", "code": "psychedelic"})]),
        item("exists", "boolean", enableWhen=[when("number", "exists", answerBoolean=True)]),
        item("absent", "boolean", enableWhen=[when("number", "exists", answerBoolean=False)]),
        item("any", "boolean", enableBehavior="any", enableWhen=[
            when("count", ">=", answerInteger=8), when("flag", "=", answerBoolean=False)]),
        item("all", "boolean", enableBehavior="all", enableWhen=[
            when("count", "<", answerInteger=8), when("flag", "=", answerBoolean=True)]),
    ],
}  # fmt: skip
DEPTH = {"system": CODES + "kap-depth"}
VALUES: dict[str, list[Json]] = {
    "boolean": [{"valueBoolean": True}, {"valueBoolean": False}],
    "decimal": [{"valueDecimal": 2.5}, {"valueDecimal": 9}],
    "integer": [{"valueInteger": number} for number in (0, 1, 4, 5, 8, 9)],
    "date": [{"valueDate": "2020-01-01"}, {"valueDate": "2026-05"}, {"valueDate": "2021"}],
    "dateTime": [{"valueDateTime": "2026-03-09T10:00:00Z"}],
    "time": [{"valueTime": "08:00:00"}],
    "string": [{"valueString": "abc"}, {"valueString": "de"}],
    "text": [{"valueString": "Some text"}],
    "url": [{"valueUri": "https://a.example/b"}],
    "reference": [{"valueReference": {"reference": "Patient/1"}}],
    "quantity": [{"valueQuantity": KILOMETRES | {"value": 3}}],
    "choice": [{"valueCoding": DEPTH | {"code": "psycholytic"}}, {"valueCoding": DEPTH | {"code": "psychedelic"}}],
    "open-choice": [{"valueString": "one"}, {"valueInteger": 2}, {"valueString": "else"}],
    "attachment": [{"valueAttachment": {"contentType": "text/plain", "data": "YQ=="}}],
}  # fmt: skip
WRONG = [
    *(value for values in VALUES.values() for value in values),
    {"valueDecimal": 1.25}, {"valueInteger": 99}, {"valueInteger": -1}, {"valueDecimal": 1.005}, {"valueDecimal": 99.5},
    {"valueDate": "2019"}, {"valueDate": "2026-07-01"}, {"valueDateTime": "2019-12-31T23:00:00Z"},
    {"valueTime": "10:00:00"}, {"valueString": "a"}, {"valueString": "abcdef"}, {"valueString": "A1"},
    {"valueCoding": DEPTH | {"code": "sub-psychedelic"}},
    {"valueCoding": {"system": "http://loinc.org", "code": "LA6568-5"}},
    {"valueCoding": {"code": "psycholytic"}}, {"valueReference": {"reference": "Organization/1"}},
    {"valueQuantity": KILOMETRES | {"value": 0.5}},
    {"valueQuantity": {"value": 2, "unit": "m", "system": UCUM, "code": "m"}},
    {"valueQuantity": {"value": 2, "unit": "km"}},
]  # fmt: skip


def answer_to(question: Json, random: Random) -> Json:
    """One of the answers that a question offers, or one of its type."""
    options = question.get("answerOption")
    if options:
        option = copy.deepcopy(random.choice(options))
        coding = option.get("valueCoding")
        if coding:
            coding.pop("extension", None)
        return {name: value for name, value in option.items() if name.startswith("value")}
    limits = {one["url"]: one for one in question.get("extension", [])}
    least = limits.get(CORE + "minValue", {}).get("valueInteger")
    if question["type"] == "integer" and least is not None:
        return {"valueInteger": random.randint(least, min(limits[CORE + "maxValue"]["valueInteger"], 9 + least))}
    return copy.deepcopy(random.choice(VALUES[question["type"]]))


def filled(questions: list[Json], random: Random) -> Iterator[Json]:
    """Items that answer most of the questions, in their order; scores are left out."""
    for question in questions:
        wanted = 0.15 if "enableWhen" in question else 0.85
        if question.get("readOnly") or not (question.get("required") or random.random() < wanted):
            continue
        made: Json = {"linkId": question["linkId"]}
        if random.random() < 0.3 and "text" in question:
            made["text"] = question["text"]
        if question["type"] == "group":
            made["item"] = [*filled(question.get("item", []), random)]
        elif question["type"] != "display":
            count = random.randint(2, 3) if question.get("repeats") else 1
            made["answer"] = [answer_to(question, random) for _ in range(count)]
            for answer in made["answer"]:
                if inside := [*filled(question.get("item", []), random)]:
                    answer["item"] = inside
        if question["type"] != "group" or made["item"]:
            yield made


def response(questionnaire: Json, random: Random) -> Json:
    """A response to a Questionnaire."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{questionnaire['url']}|{questionnaire['version']}",
        "status": random.choice(["completed", "completed", "completed", "amended", "in-progress"]),
        "subject": {"reference": "Patient/1"},
        "authored": "2026-03-09T10:00:00Z",
        "item": [*filled(questionnaire["item"], random)],
    }


# --- breaking ----------------------------------------------------------------------------------------------------


def holders(node: Json) -> Iterator[Json]:
    """Every object that has items, outermost first."""
    if node.get("item"):
        yield node
    for one in [*node.get("item", []), *node.get("answer", [])]:
        yield from holders(one)


def _holder(made: Json, random: Random) -> Json:
    return random.choice([*holders(made)] or [made | {"item": [{"linkId": "x"}]}])


def _answers(made: Json) -> list[tuple[Json, int]]:
    found = [one for holder in holders(made) for one in holder["item"] if one.get("answer")]
    return [(one, index) for one in found for index in range(len(one["answer"]))]


def unknown_item(made: Json, random: Random) -> None:
    random.choice(_holder(made, random)["item"])["linkId"] = "/no-such-item"


def swapped(made: Json, random: Random) -> None:
    items = _holder(made, random)["item"]
    if len(items) > 1:
        index = random.randrange(len(items) - 1)
        items[index], items[index + 1] = items[index + 1], items[index]


def doubled(made: Json, random: Random) -> None:
    items = _holder(made, random)["item"]
    index = random.randrange(len(items))
    items.insert(index, copy.deepcopy(items[index]))


def dropped(made: Json, random: Random) -> None:
    holder = _holder(made, random)
    items = holder["item"]
    del items[random.randrange(len(items))]
    if not items:
        del holder["item"]


def answered_twice(made: Json, random: Random) -> None:
    if found := _answers(made):
        one, index = random.choice(found)
        one["answer"].append(copy.deepcopy(one["answer"][index]))


def answered_otherwise(made: Json, random: Random) -> None:
    if found := _answers(made):
        one, index = random.choice(found)
        one["answer"][index] = copy.deepcopy(random.choice(WRONG))


def unanswered(made: Json, random: Random) -> None:
    if found := _answers(made):
        del random.choice(found)[0]["answer"]


def reworded(made: Json, random: Random) -> None:
    random.choice(_holder(made, random)["item"])["text"] = "Another text"


def moved_in(made: Json, random: Random) -> None:
    items = _holder(made, random)["item"]
    if len(items) > 1:
        taken = items.pop(random.randrange(1, len(items)))
        target = random.choice(items)
        (random.choice(target["answer"]) if target.get("answer") else target).setdefault("item", []).append(taken)


def under_a_question(made: Json, random: Random) -> None:
    if found := _answers(made):
        one = random.choice(found)[0]
        one["item"] = [{"linkId": one["linkId"], "answer": copy.deepcopy(one["answer"])}]


def answer_in_a_group(made: Json, random: Random) -> None:
    groups = [one for holder in holders(made) for one in holder["item"] if "item" in one or "answer" not in one]
    if groups:
        random.choice(groups)["answer"] = [{"valueBoolean": True}]


def unchanged(made: Json, random: Random) -> None:
    """As it is: it may break a condition all the same."""


BREAKS: list[Callable[[Json, Random], None]] = [
    unchanged, unknown_item, swapped, doubled, dropped, answered_twice, answered_otherwise, answered_otherwise,
    unanswered, reworded, moved_in, under_a_question, answer_in_a_group,
]  # fmt: skip


def mutants(count: int) -> Iterator[tuple[str, Json]]:
    """Name and response, the same each time: half of them of the sink, the others of the guide's instruments."""
    names = sorted(INSTRUMENTS)
    for number in range(count):
        random = Random(number)  # no secret
        name = "sink" if number % 2 else names[number // 2 % len(names)]
        made = response(SINK if name == "sink" else INSTRUMENTS[name], random)
        broken = random.choice(BREAKS)
        broken(made, random)
        yield f"{number}-{name}-{broken.__name__}", json.loads(json.dumps(made))
