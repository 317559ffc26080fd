"""What a value has to be beyond its type: attachments, identifiers, canonicals, decimals, base64."""

import base64
import hashlib
import json

import pytest

import kapfhir

TEXT = b"text"
DATA = base64.b64encode(TEXT).decode()
HASH = base64.b64encode(hashlib.sha1(TEXT, usedforsecurity=False).digest()).decode()


def rules(resource, release="4.0.1"):
    source = resource if isinstance(resource, str) else json.dumps(resource)
    return [issue.rule for issue in kapfhir.validate(source, release=release) if issue.is_error]


def report(**attachment):
    return {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "code": {"text": "A report"},
        "presentedForm": [{"contentType": "text/plain"} | attachment],
    }


@pytest.mark.parametrize(
    ("attachment", "rule"),
    [
        ({"data": DATA, "size": 4, "hash": HASH}, ""),
        ({"data": DATA}, ""),
        ({"url": "http://example.org/a.txt", "size": 5, "hash": HASH}, ""),
        ({"data": DATA, "size": 5}, "attachment-size"),
        ({"data": DATA, "hash": DATA}, "attachment-hash"),
        ({"data": DATA, "hash": "no base64"}, "attachment-hash"),
        ({"data": f"{DATA}\n", "size": 4}, "attachment-data"),
        ({"data": f" {DATA}"}, "attachment-data"),
        ({"data": "é", "size": 1}, "structure"),
        ({"data": DATA, "size": True}, "structure"),
        ({"data": [], "size": {}, "hash": 1}, "structure"),
    ],
)
def test_size_and_hash_of_an_attachment_are_those_of_its_data(attachment, rule):
    found = rules(report(**attachment))
    assert rule in found if rule else found == []


def test_a_size_of_r5_is_a_text():
    assert rules(report(data=DATA, size="4"), "5.0.0") == []
    assert rules(report(data=DATA, size="5"), "5.0.0") == ["attachment-size"]


@pytest.mark.parametrize("system", ["http://example.org/mrn", "https://a.example/x", "urn:oid:1.2.3", "ldap://x", None])
def test_the_system_of_an_identifier_is_absolute(system):
    identifier = {"value": "1"} | ({"system": system} if system else {})
    assert rules({"resourceType": "Patient", "identifier": [identifier]}) == []
    identifier["system"] = "mrn"
    assert rules({"resourceType": "Patient", "identifier": [identifier]}) == ["identifier-system"]


def test_a_security_label_stands_once():
    def labelled(*labels):
        return rules({"resourceType": "Patient", "meta": {"security": [*labels], "tag": [*labels]}})

    restricted = {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}
    assert labelled(restricted, restricted | {"code": "V"}) == []
    assert labelled(restricted, restricted | {"display": "restricted"}) == ["security-label"]
    assert labelled({"display": "a"}, {"display": "b"}) == ["security-label"]


@pytest.mark.parametrize(("value", "wrong"), [("urn:oid:1.2.3", False), ("http://x", False), ("1.2.3", True)])
def test_a_uri_for_an_identifier_is_whole(value, wrong):
    patient = {"resourceType": "Patient", "identifier": [{"system": "urn:ietf:rfc:3986", "value": value}]}
    assert rules(patient) == ["identifier-uri"] * wrong


@pytest.mark.parametrize(("canonical", "wrong"), [("#v", False), ("#v|1", False), ("#w", True), ("http://x/v", False)])
def test_a_canonical_that_is_a_fragment_is_contained(canonical, wrong):
    questionnaire = {
        "resourceType": "Questionnaire",
        "status": "draft",
        "contained": [{"resourceType": "ValueSet", "id": "v", "status": "draft"}],
        "item": [
            {"linkId": "1", "type": "choice", "answerValueSet": canonical},
            {"linkId": "2", "type": "choice", "answerValueSet": "#v"},
        ],
    }
    assert rules(questionnaire) == ["canonical-fragment"] * wrong


@pytest.mark.parametrize(
    ("number", "in_r5"),
    [
        ("1", True),
        ("-0.50", True),
        ("1.5e-3", True),
        ("999999999999999999", True),
        ("1000000000000000000", False),
        ("1.000000000000000000E-24", False),
        ("1e05", False),
    ],
)
def test_a_decimal_of_r5_has_at_most_18_digits(number, in_r5):
    observation = '{"resourceType":"Observation","status":"final","code":{"text":"c"},"valueQuantity":{"value":%s}}'
    assert rules(observation % number) == []
    assert rules(observation % number, "5.0.0") == ["structure"] * (not in_r5)


def test_whitespace_in_base64_is_r4s_alone():
    binary = {"resourceType": "Binary", "contentType": "text/plain", "data": "dGV4\ndA=="}
    assert rules(binary) == []
    assert rules(binary, "5.0.0") == ["structure"]


@pytest.mark.parametrize(
    ("categories", "beside", "found"),
    [
        ([None], [{"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                                  "valueCode": "unknown"}]}], ["required-binding"]),
        (["food"], [{"id": "a"}], []),
        (["food", None], [None, {"id": "a"}], ["required-binding"]),
    ],
)  # fmt: skip
def test_a_code_in_a_list_is_there(categories, beside, found):
    allergy = {
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": {
            "coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"}
            ]
        },
        "category": categories,
        "_category": beside,
        "patient": {"reference": "Patient/1"},
    }
    assert rules(allergy) == found


@pytest.mark.parametrize(("answer", "found"), [("AU", []), ("001", []), ("Australia", ["questionnaire-option"])])
def test_a_text_that_answers_by_a_value_set_is_a_code_of_it(answer, found):
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": "#q",
        "contained": [
            {
                "resourceType": "Questionnaire",
                "id": "q",
                "status": "active",
                "item": [
                    {
                        "linkId": "1",
                        "type": "string",
                        "answerValueSet": "http://hl7.org/fhir/ValueSet/jurisdiction",
                    }
                ],
            }
        ],
        "item": [{"linkId": "1", "answer": [{"valueString": answer}]}],
    }
    assert [rule for rule in rules(response) if rule.startswith("questionnaire")] == found
