"""A differential beside what it is based on."""

import pytest

from definitions import URL, extension, judged, profile

BY_URL = {"discriminator": [{"type": "value", "path": "url"}], "rules": "open"}


def rules(*elements, type_="Patient", base=(), **more):
    this = profile("own", type_, *elements) | more
    this["differential"] = this.pop("snapshot")
    found, _ = judged(this, *base)
    wanted = ("differential", "discriminator")
    return [(finding.rule, finding.path[-1]) for finding in found if finding.rule.startswith(wanted)]


@pytest.mark.parametrize("path", [
    "name.family", "contact.name.given", "value[x]", "valueQuantity.value", "component.referenceRange.low",
    "extension.extension.value[x]", "contained.name", "component.value[x]", "id", "meta.profile", "code.coding.system",
    "birthDate.extension.url", "value[x].code",
])  # fmt: skip
def test_a_path_of_the_type_is_one(path):
    type_ = "Patient" if path.partition(".")[0] in {"name", "contact", "birthDate"} else "Observation"
    assert rules({"path": path}, type_=type_) == []


@pytest.mark.parametrize(
    "path", ["valueBla", "named", "code.codings", "component.low", "subject.name", "effectiveTime"]
)
def test_another_path_is_an_error(path):
    assert rules({"path": path}, type_="Observation") == [("differential-path", "path")]


@pytest.mark.parametrize(("way", "wrong"), [
    ("url", False), ("value", False), ("$this", False), ("extension('a').value", False),
    ("value.ofType(Coding)", False),
    ("resolve().code", False), ("type", True), ("coding.system", True),
])  # fmt: skip
def test_a_discriminator_begins_with_an_element(way, wrong):
    slicing = BY_URL | {"discriminator": [{"type": "value", "path": way}]}
    element = {"path": "extension", "slicing": slicing, "type": [{"code": "Extension"}]}
    assert rules(element) == [("discriminator-path", "path")] * wrong


@pytest.mark.parametrize(("url", "wrong"), [(URL + "own", True), (URL + "base", False)])
def test_what_the_base_fixes_stays_fixed(url, wrong):
    base = extension("base")
    found = rules({"path": "url", "fixedUri": url}, type_="Extension", base=[base], baseDefinition=URL + "base")
    assert found == [("differential-fixed", "fixedUri")] * wrong


@pytest.mark.parametrize("wrong", [
    5, "a", [5], [{"path": 5}], [{"path": "Patient.name", "slicing": 5}],
    [{"path": "Patient.name", "slicing": {"discriminator": [5, {"path": 5}]}}],
])  # fmt: skip
def test_it_never_raises(wrong):
    assert isinstance(rules(differential={"element": wrong}), list)
