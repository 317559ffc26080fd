"""Each keyword of an ElementDefinition by a definition made by hand, with what keeps it and what breaks it."""

import pytest

from definitions import URL, judged, profile
from kapfhir import wire

PATIENT = {"resourceType": "Patient"}
OBSERVATION = {"resourceType": "Observation", "status": "final", "code": {"text": "a measurement"}}
LOINC = "http://loinc.org"
LINK_TYPES = "http://hl7.org/fhir/ValueSet/link-type"
CORE = "http://hl7.org/fhir/StructureDefinition/"

# element(s) of a profile, what keeps them, what breaks them, the rule, and what the sentence says
CASES = {
    "min": ([{"path": "name", "min": 1}], {"name": [{"text": "a"}]}, {}, "profile-cardinality", "required"),
    "min beyond one": (
        [{"path": "name", "min": 2}],
        {"name": [{"text": "a"}, {"text": "b"}]},
        {"name": [{"text": "a"}]},
        "profile-cardinality",
        "at least 2",
    ),
    "max": (
        [{"path": "name", "max": "1"}],
        {"name": [{"text": "a"}]},
        {"name": [{"text": "a"}, {"text": "b"}]},
        "profile-cardinality",
        "at most 1 expected, 2 found",
    ),
    "max 0": (
        [{"path": "photo", "max": "0"}],
        {},
        {"photo": [{"title": "a"}]},
        "profile-cardinality",
        "allows no photo",
    ),
    "max 0 of a primitive": (
        [{"path": "birthDate", "max": "0"}],
        {},
        {"_birthDate": {"id": "a"}},
        "profile-cardinality",
        "allows no birthDate",
    ),
    "min of a choice": (
        [{"path": "deceased[x]", "min": 1, "type": [{"code": "boolean"}, {"code": "dateTime"}]}],
        {"deceasedDateTime": "2026"},
        {},
        "profile-cardinality",
        "one of deceasedBoolean, deceasedDateTime",
    ),
    "max 0 of a choice": (
        [{"path": "deceased[x]", "max": "0", "type": [{"code": "boolean"}, {"code": "dateTime"}]}],
        {},
        {"deceasedBoolean": True},
        "profile-cardinality",
        "allows no deceased[x]",
    ),
    "type of a choice": (
        [{"path": "deceased[x]", "type": [{"code": "boolean"}]}],
        {"deceasedBoolean": False},
        {"deceasedDateTime": "2026"},
        "profile-cardinality",
        "only boolean",
    ),
    "an element below": (
        [{"path": "contact"}, {"path": "contact.name", "min": 1}],
        {"contact": [{"name": {"text": "a"}}]},
        {"contact": [{"gender": "male"}]},
        "profile-cardinality",
        "required",
    ),
    "fixed primitive": (
        [{"path": "gender", "fixedCode": "other"}],
        {"gender": "other"},
        {"gender": "male"},
        "profile-fixed",
        '"other" is expected',
    ),
    "fixed object": (
        [{"path": "maritalStatus", "fixedCodeableConcept": {"text": "a"}}],
        {"maritalStatus": {"text": "a"}},
        {"maritalStatus": {"text": "a", "coding": [{"code": "b"}]}},
        "profile-fixed",
        "nothing else",
    ),
    "fixed, and only an extension": (
        [{"path": "birthDate", "fixedDate": "2026"}],
        {},
        {"_birthDate": {"id": "a"}},
        "profile-fixed",
        '"2026"',
    ),
    "pattern": (
        [{"path": "maritalStatus", "patternCodeableConcept": {"coding": [{"system": LOINC, "code": "b"}]}}],
        {"maritalStatus": {"coding": [{"code": "a"}, {"system": LOINC, "code": "b", "display": "c"}]}},
        {"maritalStatus": {"coding": [{"code": "a"}, {"system": LOINC, "code": "c"}]}},
        "profile-pattern",
        'system "http://loinc.org" and code "b" is expected in coding',
    ),
    "maxLength": (
        [{"path": "language", "maxLength": 2}],
        {"language": "de"},
        {"language": "de-CH"},
        "profile-length",
        "at most 2",
    ),
    "minLength": (
        [{"path": "language", "extension": [{"url": f"{CORE}minLength", "valueInteger": 3}]}],
        {"language": "de-CH"},
        {"language": "de"},
        "profile-length",
        "at least 3",
    ),
    "minValue": (
        [{"path": "birthDate", "minValueDate": "1900-01-01"}],
        {"birthDate": "1900"},
        {"birthDate": "1899-12"},
        "profile-limit",
        "at least",
    ),
    "maxValue": (
        [{"path": "multipleBirth[x]", "maxValueInteger": 3, "type": [{"code": "boolean"}, {"code": "integer"}]}],
        {"multipleBirthInteger": 3},
        {"multipleBirthInteger": 4},
        "profile-limit",
        "at most 3",
    ),
    "target": (
        [{"path": "generalPractitioner", "type": [{"code": "Reference", "targetProfile": [f"{CORE}Practitioner"]}]}],
        {"generalPractitioner": [{"reference": "Practitioner/1"}]},
        {"generalPractitioner": [{"reference": "Organization/1"}]},
        "profile-target",
        "a reference to Practitioner",
    ),
    "aggregation": (
        [{"path": "generalPractitioner", "type": [{"code": "Reference", "aggregation": ["contained"]}]}],
        {"generalPractitioner": [{"reference": "#a"}], "contained": [{"resourceType": "Organization", "id": "a"}]},
        {"generalPractitioner": [{"reference": "Organization/1"}]},
        "profile-target",
        "contained",
    ),
    "type of a resource inside": (
        [{"path": "contained", "type": [{"code": "Organization"}]}],
        {"contained": [{"resourceType": "Organization", "id": "a"}], "managingOrganization": {"reference": "#a"}},
        {"contained": [{"resourceType": "Practitioner", "id": "a"}], "generalPractitioner": [{"reference": "#a"}]},
        "profile-type",
        "Organization",
    ),
    "binding": (
        [{"path": "maritalStatus", "binding": {"strength": "required", "valueSet": LINK_TYPES}}],
        {"maritalStatus": {"coding": [{"system": "http://hl7.org/fhir/link-type", "code": "refer"}]}},
        {"maritalStatus": {"coding": [{"system": "http://hl7.org/fhir/link-type", "code": "no-such"}]}},
        "required-binding",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_keyword_is_kept_and_broken(name):
    elements, keeping, breaking, rule, text = CASES[name]
    definition = profile("p", "Patient", *elements)
    assert judged(PATIENT | keeping, definition, by=("p",)) == ([], set())
    [finding] = judged(PATIENT | breaking, definition, by=("p",))[0]
    assert finding.rule == rule
    assert text in finding.text
    assert judged(PATIENT | breaking, definition)[0] == []


@pytest.mark.parametrize(("given", "valid"), [("72.50", True), ("72.5", False), ("7.25e1", False)])
def test_a_fixed_decimal_is_its_text(given, valid):
    fixed = {"path": "value[x].value", "fixedDecimal": wire.loads("72.50")}
    definition = profile("p", "Observation", {"path": "value[x]", "type": [{"code": "Quantity"}]}, fixed)
    resource = OBSERVATION | {"valueQuantity": {"value": wire.loads(given)}}
    assert ([finding.rule for finding in judged(resource, definition, by=("p",))[0]] == []) == valid


@pytest.mark.parametrize(("given", "valid"), [(True, True), (1, False), (False, False)])
def test_a_fixed_boolean_is_no_number(given, valid):
    definition = profile("p", "Patient", {"path": "active", "fixedBoolean": True})
    rules = {finding.rule for finding in judged(PATIENT | {"active": given}, definition, by=("p",))[0]}
    assert ("profile-fixed" not in rules) == valid


def test_a_profile_of_a_data_type_is_judged_where_an_element_asks_for_it():
    named = profile("named", "HumanName", {"path": "family", "min": 1})
    other = profile("other", "HumanName", {"path": "text", "min": 1})
    one = profile("p", "Patient", {"path": "name", "type": [{"code": "HumanName", "profile": [URL + "named"]}]})
    either = {"code": "HumanName", "profile": [URL + "named", URL + "other"]}
    two = profile("q", "Patient", {"path": "name", "type": [either]})
    given = (named, other, one, two)
    assert judged(PATIENT | {"name": [{"family": "a"}]}, *given, by=("p", "q"))[0] == []
    [finding] = judged(PATIENT | {"name": [{"text": "a"}]}, *given, by=("p",))[0]
    assert (finding.path, finding.rule) == (("name", 0, "family"), "profile-cardinality")
    assert judged(PATIENT | {"name": [{"text": "a"}]}, *given, by=("q",))[0] == []
    [finding] = judged(PATIENT | {"name": [{"given": ["a"]}]}, *given, by=("q",))[0]
    assert "one of named, other" in finding.text


def test_what_has_its_content_elsewhere_is_judged_as_that():
    fixed = {"path": "item.type", "min": 1, "max": "1", "fixedCode": "display"}
    inner = {"path": "item.item", "contentReference": "http://hl7.org/fhir/x#Questionnaire.item"}
    definition = profile("p", "Questionnaire", {"path": "item"}, fixed, inner)
    item = {"linkId": "1", "type": "display", "item": [{"linkId": "2", "type": "display"}]}
    resource = {"resourceType": "Questionnaire", "status": "draft", "item": [item]}
    assert judged(resource, definition, by=("p",))[0] == []
    item["item"][0]["type"] = "group"
    assert [finding.path for finding in judged(resource, definition, by=("p",))[0]] == [("item", 0, "item", 0, "type")]


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (profile("p", "Patient", snapshot={}), f"profile {URL}p: no snapshot"),
        (profile("p", "Patient", {"path": "a.b.c"}), "cannot be read"),
        (profile("p", "Patient", snapshot={"element": 3}), "cannot be read"),
        (profile("p", "Patient", {"path": "name", "max": "many"}), "cannot be read"),
        (profile("p", "Patient", {"path": "name", "valueAlternatives": ["x"]}), "valueAlternatives of Patient.name"),
        (profile("p", "Patient", {"path": "no-such"}), "profile p: Patient.no-such"),
    ],
)  # fmt: skip
def test_what_a_definition_asks_and_is_not_judged_is_named(definition, said):
    found, unchecked = judged(PATIENT, definition, by=("p",))
    assert found == []
    assert any(said in name for name in unchecked), unchecked


def test_quantities_of_other_units_are_not_compared():
    low = {"path": "value[x]", "type": [{"code": "Quantity"}], "minValueQuantity": {"value": 1, "code": "kg"}}
    definition = profile("p", "Observation", low)
    found, unchecked = judged(OBSERVATION | {"valueQuantity": {"value": 5, "code": "g"}}, definition, by=("p",))
    assert (found, len(unchecked)) == ([], 1)
    [finding] = judged(OBSERVATION | {"valueQuantity": {"value": 0.5, "code": "kg"}}, definition, by=("p",))[0]
    assert finding.rule == "profile-limit"


def test_a_constraint_of_the_type_is_not_judged_twice():
    core = {"key": "pat-1", "severity": "error", "human": "x", "expression": "false", "source": f"{CORE}Patient"}
    own = {"key": "own-1", "severity": "error", "human": "x", "expression": "false"}
    _, unchecked = judged(PATIENT, profile("p", "Patient", {"path": "Patient", "constraint": [core, own]}), by=("p",))
    assert not any("pat-1" in name for name in unchecked)
