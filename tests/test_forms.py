"""The guide's forms say what the model's visits have: field by field, in its types and words."""

import json
import typing
from pathlib import Path

import pytest

import kapfhir
from kapfhir.mapping.form import CHOSEN, FORMS
from kapfhir.model import Consultation, Dosing, Integration, OutcomeReview, Preparation
from kapfhir.terminology import CHOICES

GUIDE = Path(kapfhir.__file__).parent / "definitions" / "kap"
VISITS = {
    "kap-setting": Dosing, "kap-gate": Dosing, "kap-intake": Consultation, "kap-preparation": Preparation,
    "kap-session": Dosing, "kap-integration": Integration, "kap-experience": OutcomeReview,
}  # fmt: skip
TYPES = {bool: "boolean", str: "text"}


def plain_types(annotation):
    """The types in an annotation, None and the annotations of pydantic aside."""
    if typing.get_origin(annotation) is typing.Literal:
        return set(typing.get_args(annotation))
    parts = [part for part in typing.get_args(annotation) if part is not type(None) and part is not Ellipsis]
    return set().union(*(plain_types(part) for part in parts)) if parts else {annotation} & {bool, str}


def fields(name):
    """The model's fields of a form, with what they hold."""
    form, visit = FORMS[name], VISITS[name]
    found = {field: visit.model_fields[field] for field in form.own}
    if form.group:
        [group] = [a for a in typing.get_args(visit.model_fields[form.group].annotation) if a is not type(None)]
        found |= group.model_fields
    return found


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_an_item_for_each_field_and_none_besides(name):
    items = {
        i["linkId"].replace("-", "_"): i
        for i in json.loads((GUIDE / f"Questionnaire-{name}.json").read_bytes())["item"]
    }
    assert items.keys() == fields(name).keys()
    for field, info in fields(name).items():
        item, held = items[field], plain_types(info.annotation)
        chosen = {option["valueCoding"]["code"] for option in item.get("answerOption", [])}
        assert ((name, item["linkId"]) in CHOSEN) == (item["type"] == "choice") == bool(chosen)
        assert held == chosen if chosen else {TYPES[kind] for kind in held} == {item["type"]}
        assert item.get("repeats", False) == (info.default == ())
        assert chosen <= CHOICES.keys()
