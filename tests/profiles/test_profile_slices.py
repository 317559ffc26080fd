"""Slices: by each kind of discriminator, how many there are, and what is of none."""

import pytest

from definitions import URL, judged, profile

PATIENT = {"resourceType": "Patient"}
CORE = "http://hl7.org/fhir/StructureDefinition/"
OBSERVATION = {"resourceType": "Observation", "status": "final", "code": {"text": "a panel"}}


def sliced(path, kind, way, *slices, type_="Patient", **slicing):
    """A profile p: an element with slicing; each slice as its name and the elements below it, the first its own."""
    given = {"discriminator": [{"type": kind, "path": way}], "rules": "open"} | slicing
    elements = [{"path": path, "slicing": given}]
    for name, own, below in slices:
        elements += [
            {"path": path, "sliceName": name} | own,
            *({"path": f"{path}.{last}"} | one for last, one in below),
        ]
    return profile("p", type_, *elements)


def rules(resource, *definitions):
    found, unchecked = judged(resource, *definitions, by=("p",))
    assert unchecked == set()
    return [(finding.path, finding.rule) for finding in found]


def system(url, **own):
    return url[-1], own, [("system", {"fixedUri": url})]


A, B = {"system": "https://a.example/a", "value": "1"}, {"system": "https://a.example/b", "value": "2"}
C = {"system": "https://a.example/c", "value": "3"}
BY_SYSTEM = [system(A["system"], min=1, max="1"), system(B["system"])]


@pytest.mark.parametrize(
    ("identifiers", "found"),
    [
        ([A], []),
        ([B, A, C], []),
        ([B], [(("identifier",), "slice")]),
        ([], [(("identifier",), "slice")]),
        ([A, A], [(("identifier",), "slice")]),
    ],
)
def test_a_slice_has_its_own_cardinality(identifiers, found):
    given = {"identifier": identifiers} if identifiers else {}
    assert rules(PATIENT | given, sliced("identifier", "value", "system", *BY_SYSTEM)) == found


def test_a_missing_slice_tells_what_came_closest_and_no_value():
    discriminators = [{"type": "value", "path": "system"}, {"type": "value", "path": "use"}]
    below = [("system", {"fixedUri": A["system"]}), ("use", {"fixedCode": "official"})]
    definition = sliced("identifier", "", "", ("a", {"min": 1}, below), discriminator=discriminators)
    [finding], _ = judged(PATIENT | {"identifier": [C, A | {"use": "old"}]}, definition, by=("p",))
    assert finding.text == 'p: slice a is required; closest is slice a, which has in use "official"'


@pytest.mark.parametrize(("rule", "found"), [("open", []), ("closed", [(("identifier", 1), "slice")])])
def test_what_is_of_no_slice_is_an_error_where_they_are_closed(rule, found):
    assert (
        rules(PATIENT | {"identifier": [A, C]}, sliced("identifier", "value", "system", *BY_SYSTEM, rules=rule))
        == found
    )


def test_what_is_of_no_slice_stands_at_the_end_where_they_are_open_there():
    definition = sliced("identifier", "value", "system", *BY_SYSTEM, rules="openAtEnd")
    [finding], _ = judged(PATIENT | {"identifier": [C, A]}, definition, by=("p",))
    assert (finding.path, finding.severity) == (("identifier", 1), "warning")
    assert rules(PATIENT | {"identifier": [A, C]}, definition) == []


def test_slices_stand_in_their_order_where_they_are_ordered():
    definition = sliced("identifier", "value", "system", *BY_SYSTEM, ordered=True)
    assert rules(PATIENT | {"identifier": [A, B]}, definition) == []
    assert rules(PATIENT | {"identifier": [B, A]}, definition) == [(("identifier", 1), "slice")]


def test_a_slice_is_judged_by_what_is_below_it():
    below = [("system", {"fixedUri": A["system"]}), ("period", {"min": 1})]
    definition = sliced("identifier", "value", "system", ("a", {}, below))
    assert rules(PATIENT | {"identifier": [A, B]}, definition) == [(("identifier", 0, "period"), "profile-cardinality")]


def test_a_value_of_two_slices_is_an_error():
    definition = sliced(
        "identifier", "exists", "value", ("a", {}, [("value", {"min": 1})]), ("b", {}, [("value", {"min": 1})])
    )
    assert rules(PATIENT | {"identifier": [A]}, definition) == [(("identifier", 0), "slice")]


def test_by_pattern_of_the_value_itself():
    pattern = {"patternIdentifier": {"system": A["system"]}, "max": "1"}
    definition = sliced("identifier", "pattern", "$this", ("a", pattern, []))
    assert rules(PATIENT | {"identifier": [A, B]}, definition) == []
    assert rules(PATIENT | {"identifier": [A, B, A]}, definition) == [(("identifier",), "slice")]


def test_by_a_value_inside_a_pattern():
    pattern = {"patternIdentifier": {"type": {"coding": [{"code": "MR"}]}}, "min": 1}
    definition = sliced("identifier", "value", "type.coding.code", ("a", pattern, []))
    assert rules(PATIENT | {"identifier": [A | {"type": {"coding": [{"code": "MR"}]}}]}, definition) == []
    assert rules(PATIENT | {"identifier": [A | {"type": {"coding": [{"code": "X"}]}}]}, definition) == [
        (("identifier",), "slice")
    ]


def test_by_what_exists_and_what_does_not():
    slices = [("with", {"max": "1"}, [("value", {"min": 1})]), ("without", {"max": "0"}, [("value", {"max": "0"})])]
    definition = sliced("identifier", "exists", "value", *slices)
    assert rules(PATIENT | {"identifier": [A]}, definition) == []
    assert rules(PATIENT | {"identifier": [{"system": "https://a.example/a"}]}, definition) == [
        (("identifier",), "slice")
    ]


def test_by_a_required_binding():
    bound = {"binding": {"strength": "required", "valueSet": "http://hl7.org/fhir/ValueSet/link-type"}}
    definition = sliced("link", "value", "type", ("a", {"min": 1}, [("type", bound)]))
    link = {"other": {"reference": "Patient/1"}}
    assert rules(PATIENT | {"link": [link | {"type": "refer"}]}, definition) == []


def component(definition_type, value):
    return OBSERVATION | {"component": [{"code": {"text": "a"}, f"value{definition_type}": value}]}


def test_by_the_type_of_a_choice():
    type_ = {"path": "value[x]", "type": [{"code": "Quantity"}, {"code": "string"}]}
    slicing = {"slicing": {"discriminator": [{"type": "type", "path": "$this"}], "rules": "closed"}}
    quantity = {"path": "value[x]", "sliceName": "valueQuantity", "min": 1, "max": "1", "type": [{"code": "Quantity"}]}
    below = {"path": "value[x].unit", "min": 1}
    definition = profile("p", "Observation", type_ | slicing, quantity, below)
    assert rules(OBSERVATION | {"valueQuantity": {"value": 1, "unit": "mg"}}, definition) == []
    assert rules(OBSERVATION | {"valueQuantity": {"value": 1}}, definition) == [
        (("valueQuantity", "unit"), "profile-cardinality")
    ]
    assert rules(OBSERVATION | {"valueString": "1"}, definition) == [
        (("valueString",), "profile-cardinality"),
        (("valueQuantity",), "profile-cardinality"),
    ]


def test_a_choice_may_be_named_by_its_type_in_the_path():
    type_ = {"path": "value[x]", "type": [{"code": "Quantity"}, {"code": "string"}]}
    definition = profile("p", "Observation", type_, {"path": "valueQuantity"}, {"path": "valueQuantity.unit", "min": 1})
    assert rules(OBSERVATION | {"valueQuantity": {"value": 1}}, definition) == [
        (("valueQuantity", "unit"), "profile-cardinality")
    ]


def test_by_a_type_below():
    types = [("q", {"max": "1"}, [("value[x]", {"type": [{"code": "Quantity"}]})])]
    definition = sliced("component", "type", "value", *types, type_="Observation")
    quantity = {"code": {"text": "a"}, "valueQuantity": {"value": 1}}
    assert rules(OBSERVATION | {"component": [quantity, {"code": {"text": "a"}, "valueString": "a"}]}, definition) == []
    assert rules(OBSERVATION | {"component": [quantity, quantity]}, definition) == [(("component",), "slice")]


CONTAINED = [{"resourceType": "Organization", "id": "o", "name": "a"}, {"resourceType": "Practitioner", "id": "p"}]
BOTH = {"contained": CONTAINED, "generalPractitioner": [{"reference": "#o"}, {"reference": "#p"}]}


def test_by_the_type_that_a_reference_leads_to():
    own = {"max": "1", "type": [{"code": "Reference", "targetProfile": [f"{CORE}Organization"]}]}
    definition = sliced("generalPractitioner", "type", "resolve()", ("o", own, []))
    assert rules(PATIENT | BOTH, definition) == []
    twice = BOTH | {"generalPractitioner": [{"reference": "#o"}, {"reference": "#o"}, {"reference": "#p"}]}
    assert rules(PATIENT | twice, definition) == [(("generalPractitioner",), "slice")]


def test_by_the_profile_that_a_reference_leads_to():
    own = {"min": 1, "type": [{"code": "Reference", "targetProfile": [URL + "named"]}]}
    definition = sliced("generalPractitioner", "profile", "resolve()", ("o", own, []))
    named = profile("named", "Organization", {"path": "name", "min": 1})
    assert rules(PATIENT | BOTH, definition, named) == []
    without = [{"resourceType": "Organization", "id": "o", "active": True}, CONTAINED[1]]
    assert rules(PATIENT | BOTH | {"contained": without}, definition, named) == [(("generalPractitioner",), "slice")]


def test_by_the_profile_of_the_resource_of_an_entry():
    given = {"discriminator": [{"type": "profile", "path": "resource"}], "rules": "open"}
    elements = [
        {"path": "entry", "slicing": given},
        {"path": "entry", "sliceName": "patient", "min": 1},
        {"path": "entry.resource", "min": 1, "type": [{"code": "Patient", "profile": [URL + "active"]}]},
    ]
    definitions = profile("p", "Bundle", *elements), profile("active", "Patient", {"path": "active", "min": 1})
    bundle = {"resourceType": "Bundle", "type": "collection"}
    entry = {"fullUrl": "https://a.example/Patient/1", "resource": PATIENT | {"id": "1", "active": True}}
    assert rules(bundle | {"entry": [entry]}, *definitions) == []
    entry["resource"] = PATIENT | {"id": "1", "gender": "male"}
    assert rules(bundle | {"entry": [entry]}, *definitions) == [(("entry",), "slice")]


def test_by_an_extension():
    url = URL + "x"
    below = [("extension", {}), ("extension", {"sliceName": "x"}), ("extension.url", {"fixedUri": url}),
             ("extension.value[x]", {"fixedCode": "a", "type": [{"code": "code"}]})]  # fmt: skip
    definition = sliced("identifier", "value", f"extension('{url}').value", ("a", {"max": "0"}, below))
    given = A | {"extension": [{"url": "https://example.org/other", "valueCode": "a"}]}
    found, _ = judged(PATIENT | {"identifier": [given]}, definition, by=("p",))
    assert found == []
    given["extension"][0]["url"] = url
    found, _ = judged(PATIENT | {"identifier": [given]}, definition, by=("p",))
    assert "slice" in {finding.rule for finding in found}


def test_by_position():
    slices = [("first", {"min": 1, "max": "1"}, [("value", {"fixedString": "1"})]), ("rest", {}, [])]
    definition = sliced("identifier", "position", "$this", *slices)
    assert rules(PATIENT | {"identifier": [A, B]}, definition) == []
    assert rules(PATIENT | {"identifier": [B, A]}, definition) == [(("identifier", 0, "value"), "profile-fixed")]


def test_slices_of_a_slice_have_a_name_with_a_slash():
    elements = [
        {"path": "identifier", "slicing": {"discriminator": [{"type": "value", "path": "system"}], "rules": "open"}},
        {"path": "identifier", "sliceName": "a"}
        | {"slicing": {"discriminator": [{"type": "value", "path": "use"}], "rules": "closed"}},
        {"path": "identifier.system", "fixedUri": A["system"]},
        {"path": "identifier", "sliceName": "a/old", "max": "1"},
        {"path": "identifier.system", "fixedUri": A["system"]},
        {"path": "identifier.use", "fixedCode": "old"},
    ]  # fmt: skip
    definition = profile("p", "Patient", *elements)
    old = A | {"use": "old"}
    assert rules(PATIENT | {"identifier": [old, B]}, definition) == []
    assert rules(PATIENT | {"identifier": [old, old]}, definition) == [(("identifier",), "slice")]
    assert rules(PATIENT | {"identifier": [A]}, definition) == [(("identifier", 0), "slice")]


@pytest.mark.parametrize(
    "definition",
    [
        sliced("identifier", "value", "system", ("@default", {}, [])),
        sliced("identifier", "value", "system", ("a", {"min": 1}, [])),
        sliced("identifier", "value", "assigner.resolve().name", ("a", {"min": 1}, [])),
        sliced("identifier", "", "", ("a", {"min": 1}, []), discriminator=[]),
    ],
)
def test_a_slice_that_cannot_be_told_is_named(definition):
    found, unchecked = judged(PATIENT | {"identifier": [A]}, definition, by=("p",))
    assert found == []
    assert any("slice" in name for name in unchecked)
