"""Law 4: a score equals what the Questionnaire's own calculatedExpression computes, whatever is answered.

fhirpathpy evaluates the expressions. SDC's function `weight()` it does not have: it is given to it here, as SDC defines
it, by the ordinals of the Questionnaire's options (http://hl7.org/fhir/uv/sdc/expressions.html).
"""

from decimal import Decimal
from functools import cache

import pytest
from fhirpathpy import compile as compiled
from fhirpathpy.models import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapfhir import definitions, instruments
from kapfhir.instruments import instrument
from kapfhir.mapping.questionnaire_response import answer_to_fhir
from kapfhir.testing.strategies import answers

SCORED = [name for name in instruments.names() if instrument(name).scores]
several = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def weights(name):
    """Coding -> ordinal, which no Questionnaire gives twice."""
    found = {}
    for question in instrument(name).questions:
        for option in question.options if question.scored else ():
            assert found.setdefault(option.answer[:2], option.ordinal) == option.ordinal
    return found


def response(name, given_answers):
    """The answers as a QuestionnaireResponse, without any score."""
    questions = instrument(name).questions
    return {
        "resourceType": "QuestionnaireResponse",
        "item": [
            {"linkId": question.link_id, "answer": [answer_to_fhir(question, given_answers[question.prefix])]}
            for question in questions
            if question.prefix in given_answers
        ],
    }


@cache
def computed(name, expression):
    """A function from a response to what the expression makes of it."""
    known = weights(name)
    weight = {"fn": lambda codings: [known[coding["system"], coding["code"]] for coding in codings], "arity": {0: []}}
    evaluate = compiled(expression, models["r4"], {"userInvocationTable": {"weight": weight}})
    return lambda resource: evaluate(resource, {"resource": resource})


@pytest.mark.parametrize("name", SCORED)
@several
@given(data=st.data())
def test_a_score_equals_what_the_questionnaire_computes(name, data):
    chosen = data.draw(answers(instrument(name)))
    resource = response(name, chosen)
    for score in instrument(name).scores:
        value = score.value(chosen)
        found = computed(name, score.expression)(resource)
        assert [Decimal(str(number)) for number in found] == ([] if value is None else [value])


@pytest.mark.parametrize(("six", "seven", "allowed"), [(1, 1, False), (2, 0, True), (0, 3, True), (None, 2, True)])
def test_the_constraints_of_the_qids_are_its_exclusive_items(six, seven, allowed):
    chosen = {prefix: answer for prefix, answer in {"6": six, "7": seven}.items() if answer is not None}
    resource = response("qids-sr16", chosen)
    extensions = definitions.load("kap/Questionnaire-qids-sr16")["extension"]
    constraints = [
        {part["url"]: part for part in extension["extension"]}["expression"]["valueString"]
        for extension in extensions
        if extension["url"].endswith("/questionnaire-constraint")
    ]
    kept = [computed("qids-sr16", constraint)(resource) for constraint in constraints]
    assert len(kept) == 2
    assert (kept[0] != [False]) is allowed
    assert ([*instrument("qids-sr16").wrong(chosen)] == []) is allowed
