"""A profile beside the one that it claims to comply with."""

import pytest

from definitions import URL, judged, profile
from kapfhir.validation.definitional import complies

SYSTEM = "https://a.example/system"
MARRIED = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus", "code": "M"}]}
BY_SYSTEM = {"discriminator": [{"type": "value", "path": "system"}], "rules": "open"}
CLOSED = BY_SYSTEM | {"rules": "closed"}
RULE = {"key": "a-1", "severity": "error", "human": "A family name", "expression": "family.exists()"}


def codes(name, *listed):
    return {
        "resourceType": "ValueSet", "id": name, "url": URL.replace("StructureDefinition", "ValueSet") + name,
        "status": "active",
        "compose": {"include": [{"system": SYSTEM, "concept": [{"code": code} for code in listed]}]},
    }  # fmt: skip


def bound(strength, name):
    return [{"path": "gender", "binding": {"strength": strength, "valueSet": f"#{name}"}}]


def slices(slicing, *named, **more):
    """Slices of Patient.identifier, by their system."""
    yield {"path": "identifier", "slicing": slicing}
    for name in named:
        yield {"path": "identifier", "sliceName": name, **more}
        yield {"path": "identifier.system", "patternUri": f"https://a.example/{name}"}


def found(own, claimed, **more):
    contained = [codes("few", "a"), codes("many", "a", "b")]
    other = profile("claimed", "Patient", *claimed) | {"contained": contained}
    claim = [{"url": complies.CLAIM, "valueCanonical": URL + "claimed"}]
    this = profile("own", "Patient", *own) | {"extension": claim, "contained": contained, "name": "Own"}
    this["differential"] = {"element": this.pop("snapshot")["element"]}
    findings, _ = judged(this | more, other)
    return [finding for finding in findings if finding.rule == "complies-with"]


LESS = {
    "fewer are required": ([], [{"path": "name", "min": 1}]),
    "one that is required is refused": ([{"path": "name", "max": "0"}], [{"path": "name", "min": 1}]),
    "more are allowed": ([{"path": "name", "max": "5"}], [{"path": "name", "max": "2"}]),
    "a constraint is missing": ([{"path": "name", "min": 0}], [{"path": "name", "constraint": [RULE]}]),
    "a binding is weaker": (bound("extensible", "few"), bound("required", "few")),
    "a value set has more": (bound("required", "many"), bound("required", "few")),
    "another value is fixed": (
        [{"path": "maritalStatus", "fixedCodeableConcept": {"text": "a"}}],
        [{"path": "maritalStatus", "patternCodeableConcept": MARRIED}],
    ),
    "a pattern asks for less": (
        [{"path": "maritalStatus", "patternCodeableConcept": {"coding": [{"code": "M"}]}}],
        [{"path": "maritalStatus", "patternCodeableConcept": MARRIED}],
    ),
    "a fixed value is not": ([{"path": "gender", "patternCode": "male"}], [{"path": "gender", "fixedCode": "male"}]),
    "a text may be longer": ([], [{"path": "language", "maxLength": 5}]),
    "another type is allowed": ([], [{"path": "deceased[x]", "type": [{"code": "boolean"}]}]),
    "a member of a data type": ([], [{"path": "name", "min": 0}, {"path": "name.family", "min": 1}]),
    "slices are open": (slices(BY_SYSTEM, "a"), slices(CLOSED, "a")),
    "slices without an order": (slices(BY_SYSTEM, "a"), slices(BY_SYSTEM | {"ordered": True}, "a")),
    "slices by something else": (
        slices(BY_SYSTEM | {"discriminator": [{"type": "value", "path": "use"}]}, "a"), slices(BY_SYSTEM, "a")
    ),
    "no slices": ([], slices(BY_SYSTEM, "a", min=1)),
    "another slice": (slices(BY_SYSTEM, "b", min=1), slices(BY_SYSTEM, "a", min=1)),
    "one more of those that are closed": (slices(CLOSED, "a", "b"), slices(CLOSED, "a")),
    "more of a slice": (slices(BY_SYSTEM, "a", max="3"), slices(BY_SYSTEM, "a", max="1")),
    "a slice of what may not be": (slices(BY_SYSTEM, "a", max="3"), [{"path": "identifier", "max": "2"}]),
}  # fmt: skip
AS_MUCH = {
    "more are required": ([{"path": "name", "min": 2}], [{"path": "name", "min": 1}]),
    "one that may be missing is refused": ([{"path": "name", "max": "0"}], [{"path": "name", "max": "3"}]),
    "a constraint more": ([{"path": "name", "constraint": [RULE]}], [{"path": "name", "min": 0}]),
    "a binding is stricter": (bound("required", "many"), bound("extensible", "many")),
    "a value set has less": (bound("required", "few"), bound("required", "many")),
    "a fixed value has the pattern": (
        [{"path": "maritalStatus", "fixedCodeableConcept": MARRIED | {"text": "a"}}],
        [{"path": "maritalStatus", "patternCodeableConcept": MARRIED}],
    ),
    "slices where the other has none": (slices(BY_SYSTEM, "a", min=1), [{"path": "identifier", "min": 1}]),
    "slices that are not asked for": ([], slices(BY_SYSTEM, "a")),
    "one slice more": (slices(BY_SYSTEM, "a", "b"), slices(BY_SYSTEM, "a")),
    "what is said of all slices": (
        [{"path": "identifier", "slicing": BY_SYSTEM}, {"path": "identifier.value", "min": 1}, *slices(BY_SYSTEM, "a")],
        [*slices(BY_SYSTEM, "a"), {"path": "identifier.value", "min": 1}],
    ),
}


@pytest.mark.parametrize(("own", "claimed"), LESS.values(), ids=LESS)
def test_it_does_not_comply_where_it_asks_less(own, claimed):
    assert [finding.severity for finding in found([*own], [*claimed])][:1] == ["error"]


@pytest.mark.parametrize(("own", "claimed"), AS_MUCH.values(), ids=AS_MUCH)
def test_it_complies_where_it_asks_as_much(own, claimed):
    assert found([*own], [*claimed]) == []


def test_a_finding_is_where_the_element_stands_and_names_the_other_profile():
    [finding] = found([{"path": "name", "max": "5"}], [{"path": "name", "max": "2"}])
    assert finding.path == ("differential", "element", 1)
    assert finding.text == "claimed has at Patient.name at most 2"


def test_what_is_not_here_is_named():
    claim = [{"url": complies.CLAIM, "valueCanonical": URL + "none"}]
    _, unchecked = judged(profile("own", "Patient") | {"extension": claim})
    assert "profiles that are claimed to be complied with, and are not here" in unchecked


@pytest.mark.parametrize("wrong", [5, "a", [5], {"element": 5}, {"element": [5, {"path": 5}, {"path": "Patient.a"}]}])
def test_it_never_raises(wrong):
    assert isinstance(found([], slices(BY_SYSTEM, "a", min=1), differential=wrong, snapshot=wrong), list)


def test_elements_without_end_are_not_compared_for_ever():
    many = [*slices(BY_SYSTEM, *(f"s{number}" for number in range(2000)))]
    assert isinstance(found(many, slices(BY_SYSTEM, *(f"t{number}" for number in range(2000)))), list)
