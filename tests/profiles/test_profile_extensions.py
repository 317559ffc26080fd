"""Extensions by their definitions: which there are, what they hold, and where they stand."""

import pytest

from definitions import URL, extension, judged

PATIENT = {"resourceType": "Patient"}
OURS = "https://kapfhir.org/fhir/StructureDefinition/"
TEXT = {"path": "value[x]", "min": 1, "type": [{"code": "string"}]}
NONE = {"path": "value[x]", "max": "0"}


def found(resource, *definitions, **more):
    findings, unchecked = judged(resource, *definitions, **more)
    assert {name for name in unchecked if not name.startswith("value set")} == set()
    return [(finding.path, finding.rule) for finding in findings]


def with_(*extensions, **more):
    return PATIENT | {"extension": [*extensions]} | more


X = {"url": URL + "x", "valueString": "a"}
AT = ("extension", 0)


def test_a_known_extension_is_judged_by_its_definition():
    definition = extension("x", TEXT)
    assert found(with_(X), definition) == []
    assert found(with_({"url": URL + "x", "valueCode": "a"}), definition) == [
        ((*AT, "valueCode"), "profile-cardinality"),
        ((*AT, "valueString"), "profile-cardinality"),
    ]


def test_an_unknown_extension_is_an_error():
    assert found(with_(X)) == [((*AT, "url"), "extension-unknown")]


@pytest.mark.parametrize(
    "url", ["https://example.org/x", "http://acme.com/x", "http://hl7.org/fhir/tools/StructureDefinition/x"]
)
def test_what_hl7s_validator_lets_pass_is_named(url):
    findings, unchecked = judged(with_({"url": url, "valueString": "a"}))
    assert (findings, unchecked) == ([], {"extensions that are not here"})


def test_a_relative_url_is_for_the_parts_of_an_extension():
    assert found(with_({"url": "x", "valueString": "a"})) == [((*AT, "url"), "extension-url")]


def parts(*names):
    for name in names:
        yield {"path": "extension", "sliceName": name, "max": "1"}
        yield {"path": "extension.url", "min": 1, "max": "1", "fixedUri": name}
        yield {"path": "extension.value[x]", "min": 1, "type": [{"code": "integer"}]}


SLICED = {"path": "extension", "slicing": {"discriminator": [{"type": "value", "path": "url"}], "rules": "open"}}


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ([{"url": "a", "valueInteger": 1}, {"url": "b", "valueInteger": 1}], []),
        ([{"url": "a", "valueInteger": 1}, {"url": "a", "valueInteger": 1}], [((*AT, "extension"), "slice")]),
        ([{"url": "c", "valueInteger": 1}], [((*AT, "extension", 0, "url"), "extension-unknown")]),
        (
            [{"url": "a", "valueString": "1"}],
            [
                ((*AT, "extension", 0, "valueString"), "profile-cardinality"),
                ((*AT, "extension", 0, "valueInteger"), "profile-cardinality"),
            ],
        ),
    ],
)
def test_the_parts_of_an_extension_are_those_of_its_definition(inside, expected):
    definition = extension("x", SLICED, *parts("a", "b"), NONE)
    assert found(with_({"url": URL + "x", "extension": inside}), definition) == expected


def test_an_extension_without_parts_has_none():
    definition = extension("x", {"path": "extension", "max": "0"}, {"path": "value[x]", "type": [{"code": "string"}]})
    inside = {"url": URL + "x", "extension": [{"url": "a", "valueString": "b"}]}
    rules = {rule for _, rule in found(with_(inside), definition)}
    assert rules == {"profile-cardinality", "extension-unknown"}


@pytest.mark.parametrize(("modifier", "name"), [(True, "extension"), (False, "modifierExtension")])
def test_an_extension_that_modifies_stands_in_modifier_extension_and_no_other(modifier, name):
    definition = extension("x", TEXT, modifier=modifier)
    assert found(PATIENT | {name: [X]}, definition) == [((name, 0), "extension-modifier")]
    other = {"extension", "modifierExtension"} - {name}
    assert found(PATIENT | {other.pop(): [X]}, definition) == []


NAME = {"family": "a", "extension": [X]}
PLACES = {
    "Patient": with_(X),
    "name": PATIENT | {"name": [NAME]},
    "family": PATIENT | {"name": [{"_family": {"extension": [X]}}]},
    "contact": PATIENT | {"contact": [{"name": NAME}]},
    "deceased": PATIENT | {"_deceasedBoolean": {"extension": [X]}},
    "contained": PATIENT
    | {"contained": [{"resourceType": "Organization", "id": "a", "extension": [X]}]}
    | {"managingOrganization": {"reference": "#a"}},
}


@pytest.mark.parametrize(
    ("context", "places"),
    [
        ("Element", {*PLACES}),
        ("Patient", {"Patient"}),
        ("DomainResource", {"Patient", "contained"}),
        ("Resource", {"Patient", "contained"}),
        ("Organization", {"contained"}),
        ("Patient.name", {"name"}),
        ("HumanName", {"name", "contact"}),
        ("Patient.contact.name", {"contact"}),
        ("HumanName.family", {"family"}),
        ("string", {"family"}),
        ("Patient.deceased[x]", {"deceased"}),
        ("Patient.deceasedBoolean", {"deceased"}),
        ("boolean", {"deceased"}),
        ("Observation", set()),
    ],
)
def test_an_extension_stands_where_its_definition_says(context, places):
    definition = extension("x", TEXT, context=context)
    broken = {name for name, resource in PLACES.items() if found(resource, definition)}
    assert {*PLACES} - broken == places


@pytest.mark.parametrize(("url", "rules"), [(URL + "outer", []), (URL + "other", ["extension-context"])])
def test_an_extension_may_stand_in_another_and_in_its_value(url, rules):
    context = [{"type": "extension", "expression": URL + "outer"}]
    definitions = (
        extension("x", TEXT) | {"context": context},
        extension("outer", {"path": "value[x]"}),
        extension("other", {"path": "value[x]"}),
    )
    inside = with_({"url": url, "extension": [X]})
    in_its_value = with_({"url": url, "valuePeriod": {"start": "2026", "extension": [X]}})
    assert [rule for _, rule in found(inside, *definitions)] == rules
    assert [rule for _, rule in found(in_its_value, *definitions)] == rules


def test_a_context_by_fhirpath_is_named():
    definition = extension("x", TEXT) | {"context": [{"type": "fhirpath", "expression": "Patient.where(true)"}]}
    findings, unchecked = judged(with_(X), definition)
    assert (findings, unchecked) == ([], {f"context of the extension {URL}x"})


def test_the_id_of_a_resource_has_no_extension():
    definition = extension("x", TEXT)
    assert found(PATIENT | {"id": "a", "_id": {"extension": [X]}}, definition) == [(("_id",), "extension-context")]


def test_an_item_of_an_item_is_an_item():
    definition = extension("x", TEXT, context="Questionnaire.item")
    item = {"linkId": "1", "type": "group", "item": [{"linkId": "2", "type": "display", "extension": [X]}]}
    assert found({"resourceType": "Questionnaire", "status": "draft", "item": [item]}, definition) == []


def test_a_definition_in_r5_may_say_canonical_resource():
    definition = extension("x", TEXT, context="CanonicalResource")
    valid = {"resourceType": "Questionnaire", "status": "draft", "extension": [X]}
    assert found(valid, definition, release="r5") == []
    assert found(with_(X), definition, release="r5") == [(AT, "extension-context")]


def test_the_extensions_of_our_guide_are_known():
    kind = {"url": f"{OURS}kap-administration-kind", "valueCodeableConcept": {"text": "a"}}
    assert ((*AT,), "extension-context") in found(with_(kind))
