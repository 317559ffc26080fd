"""QuestionnaireResponse: what a visit's forms say, in words that may be shared.

https://hl7.org/fhir/R4/questionnaireresponse.html. A form is a Questionnaire of the guide that counts nothing, called
kap-…; a linkId is the model's word for the field. Scored instruments are in `questionnaire_response`.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from kapfhir import definitions
from kapfhir.mapping.context import Facts, Resource, VisitContext
from kapfhir.mapping.datatypes import Json, filled
from kapfhir.model import VisitBase, instant_text
from kapfhir.terminology import CHOICES, SUBSTANCE_USE


class Form(NamedTuple):
    """A form: the group of the visit that it holds (empty for the visit's own fields), and who tells it."""

    group: str
    own: tuple[str, ...] = ()
    by_patient: bool = False


FORMS = {  # kind in the identity, which is also the Questionnaire's id
    "kap-setting": Form("setting", ("mindset",)),
    "kap-gate": Form("gate"),
    "kap-intake": Form("", ("history", "family_history", "trauma_history", "substance_use", "explained", "ready")),
    "kap-preparation": Form("", ("education", "expectations", "anxiety_plan", "music", "fasting", "medications_held",
                                 "escort_arranged", "emergency_plan")),
    "kap-session": Form("", ("felt_supported", "rest"), by_patient=True),
    "kap-integration": Form("", ("insights", "themes", "barriers", "changes", "symptom_check", "next_dose")),
    "kap-experience": Form("", ("experience",), by_patient=True),
}  # fmt: skip


class Item(NamedTuple):
    """An item of a form."""

    link_id: str
    repeats: bool

    @property
    def field(self) -> str:
        """The model's word for it."""
        return self.link_id.replace("-", "_")


@cache
def _items(name: str) -> tuple[Item, ...]:
    questionnaire = definitions.load(f"kap/Questionnaire-{name}")
    return tuple(Item(item["linkId"], item.get("repeats", False)) for item in questionnaire["item"])


@cache
def _canonical(name: str) -> str:
    questionnaire = definitions.load(f"kap/Questionnaire-{name}")
    return f"{questionnaire['url']}|{questionnaire['version']}"


def to_fhir(visit: VisitBase, this: VisitContext) -> Iterator[Resource]:
    """A response for each form of which something is filled in."""
    for name, form in FORMS.items():
        if items := [*_filled(name, form, visit)]:
            labels = (SUBSTANCE_USE,) if getattr(visit, "substance_use", None) and name == "kap-intake" else ()
            when = instant_text(visit.start) if visit.start else this.day
            yield this.episode.header("QuestionnaireResponse", this.key(name), *labels) | filled(
                questionnaire=_canonical(name),
                status="completed",
                subject=this.episode.patient(),
                **this.encounter(),
                authored=when,
                source=this.episode.patient() if form.by_patient else None,
                item=items,
            )


def _filled(name: str, form: Form, visit: VisitBase) -> Iterator[Resource]:
    group = getattr(visit, form.group, None) if form.group else None
    for item in _items(name):
        value = getattr(visit if item.field in form.own else group, item.field, None)
        if value is not None and value != ():
            values = value if item.repeats else (value,)
            yield {"linkId": item.link_id, "answer": [_answer(name, item, member) for member in values]}


def _answer(name: str, item: Item, value: Any) -> Resource:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    return {"valueCoding": CHOICES[value].coding()} if (name, item.link_id) in CHOSEN else {"valueString": value}


CHOSEN = frozenset({("kap-setting", "place"), ("kap-gate", "decision"), ("kap-integration", "next-dose")})


def from_fhir(visit: str, facts: Facts) -> Json:
    """The visit's fields that its forms hold."""
    found: dict[str, Any] = {}
    for name, form in FORMS.items():
        for _, resource in facts.at(visit, name):
            fields = dict(_fields(name, resource))
            found |= {field: value for field, value in fields.items() if field in form.own}
            if form.group:
                found |= filled(**{form.group: {f: v for f, v in fields.items() if f not in form.own}})
    return found


def _fields(name: str, resource: Json) -> Iterator[tuple[str, Any]]:
    answers = {item.get("linkId"): item.get("answer", []) for item in resource.get("item", [])}
    for item in _items(name):
        values = [_value(answer) for answer in answers.get(item.link_id, [])]
        if values:
            yield item.field, values if item.repeats else values[0]


def _value(answer: Json) -> Any:
    return answer.get("valueBoolean", answer.get("valueString", answer.get("valueCoding", {}).get("code")))
