"""What profiles ask of what stands around a value: the resource it is in, its slice, the time, a guide."""

import json
from datetime import UTC, datetime, timedelta

import pytest

import kapfhir
from definitions import URL, judged, profile

PATIENT = {"resourceType": "Patient"}
HL7 = "http://hl7.org/fhir/StructureDefinition/"
UCUM = "http://unitsofmeasure.org"
BODY = {"resourceType": "Observation", "status": "final", "code": {"text": "a"}}
BY_SYSTEM = {"discriminator": [{"type": "value", "path": "system"}], "rules": "open"}


def rule(expression):
    return [{"key": "around", "severity": "error", "human": "Variables", "expression": expression}]


def around(context, resource, root):
    names = {"context": context, "resource": resource, "rootResource": root}
    return rule(" and ".join(f"%{name}.type().name = '{type_}'" for name, type_ in names.items()))


def broken(report):
    return [str(issue) for issue in report if issue.rule == "around"]


def validated(tmp_path, resource, *definitions, profiles=(), **more):
    for number, definition in enumerate(definitions):
        (tmp_path / f"{number}.json").write_text(json.dumps(definition), encoding="utf-8")
    return kapfhir.validate(resource, profiles=profiles, packages=[str(tmp_path)], **more)


@pytest.mark.parametrize("at_itself", ["Patient", "Practitioner"])
def test_the_variables_in_a_contained_resource_are_those_of_it(tmp_path, at_itself):
    definition = profile(
        "p", "Patient",
        {"path": "contained", "type": [{"code": "Practitioner"}],
         "constraint": around("Practitioner", at_itself, "Patient")},
        {"path": "contained.name", "constraint": around("HumanName", "Practitioner", "Patient")},
        {"path": "link", "constraint": around("BackboneElement", "Patient", "Patient")},
    )  # fmt: skip
    contained = [{"resourceType": "Practitioner", "id": "a", "name": [{"text": "a"}]}]
    resource = PATIENT | {"contained": contained, "generalPractitioner": [{"reference": "#a"}]}
    report = validated(tmp_path, resource, definition, profiles=[URL + "p"])
    assert bool(broken(report)) is (at_itself != "Patient")


def test_a_constraint_speaks_of_a_slice(tmp_path):
    definition = profile(
        "p", "Patient",
        {"path": "telecom", "slicing": BY_SYSTEM, "constraint": rule("slice(%profile, 'phone').all(use.exists())")},
        {"path": "telecom", "sliceName": "phone"}, {"path": "telecom.system", "fixedCode": "phone"},
        {"path": "telecom", "sliceName": "email"}, {"path": "telecom.system", "fixedCode": "email"},
    )  # fmt: skip
    phone, email = {"system": "phone", "value": "1"}, {"system": "email", "value": "a@b.example"}
    resource = PATIENT | {"meta": {"profile": [URL + "p"]}, "telecom": [email, phone | {"use": "home"}, phone]}
    report = validated(tmp_path, resource, definition)
    assert [issue.expression for issue in report if issue.rule == "around"] == ["Patient.telecom[2]"]


@pytest.mark.parametrize(("keyword", "years", "found"), [
    ("minValueDuration", -99, []), ("minValueDuration", -101, ["profile-limit"]),
    ("maxValueQuantity", 99, []), ("maxValueQuantity", 101, ["profile-limit"]),
])  # fmt: skip
def test_a_duration_limits_a_date_by_the_time_that_is_now(keyword, years, found):
    bound = {"value": 100, "unit": "a", "system": UCUM, "code": "a"}
    date = (datetime.now(UTC) + timedelta(days=years * 365.25)).date().isoformat()
    findings, unchecked = judged(
        PATIENT | {"birthDate": date}, profile("p", "Patient", {"path": "birthDate", keyword: bound}), by=("p",)
    )
    assert ([finding.rule for finding in findings], unchecked) == (found, set())


@pytest.mark.parametrize(("value", "code", "found"), [
    (500, "g", ["profile-limit"]), (5000, "g", []), (1, "m", ["profile-limit"]), (2, "kg", []), (20, "Cel", []),
])  # fmt: skip
def test_a_limit_in_another_unit(value, code, found):
    low = {"path": "value[x]", "type": [{"code": "Quantity"}],
           "minValueQuantity": {"value": 1, "system": UCUM, "code": "kg"}}  # fmt: skip
    resource = BODY | {"valueQuantity": {"value": value, "system": UCUM, "code": code}}
    findings, unchecked = judged(resource, profile("p", "Observation", low), by=("p",))
    assert [finding.rule for finding in findings] == found
    assert bool(unchecked) is (code == "Cel")


@pytest.mark.parametrize("patient", [{}, {"identifier": [{"value": "1"}]}])
def test_what_a_slice_is_told_by_may_lie_behind_a_reference(patient):
    by_profile = {"discriminator": [{"type": "profile", "path": "resource"}], "rules": "open"}
    target = [{"code": "Reference", "targetProfile": [URL + "known"]}]
    definitions = (
        profile("known", "Patient", {"path": "identifier", "min": 1}),
        profile("c", "Observation", {"path": "subject", "type": target}),
        profile(
            "p", "Bundle", {"path": "entry", "slicing": by_profile}, {"path": "entry", "sliceName": "a", "min": 1},
            {"path": "entry.resource", "type": [{"code": "Observation", "profile": [URL + "c"]}]},
        ),
    )  # fmt: skip
    base = "https://a.example/fhir/"
    entries = [
        {"fullUrl": f"{base}Observation/1", "resource": BODY | {"id": "1", "subject": {"reference": "Patient/1"}}},
        {"fullUrl": f"{base}Patient/1", "resource": PATIENT | {"id": "1"} | patient},
    ]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    findings, _ = judged(bundle, *definitions, by=("p",))
    assert [finding.rule for finding in findings] == ([] if patient else ["slice"])


def test_a_guide_has_all_resources_of_a_type_judged(tmp_path):
    guide = {
        "resourceType": "ImplementationGuide", "url": "https://a.example/ImplementationGuide/a", "name": "A",
        "status": "active", "global": [{"type": "Patient", "profile": URL + "named"}, 5, {"type": []}],
    }  # fmt: skip
    named = profile("named", "Patient", {"path": "name", "min": 1})
    report = validated(tmp_path, PATIENT, guide, named)
    assert [issue.rule for issue in report if issue.is_error] == ["profile-cardinality"]
    assert validated(tmp_path, PATIENT | {"name": [{"text": "a"}]}, guide, named).ok


def test_a_type_of_a_package_is_named_and_not_judged(tmp_path):
    defined = profile("Custom", "Custom") | {"url": f"{HL7}Custom", "kind": "resource", "derivation": "specialization"}
    report = validated(tmp_path, {"resourceType": "Custom", "name": ["a"]}, defined)
    assert (report.ok, report.not_checked) == (True, ("resources of a type that a package defines",))
    assert not kapfhir.validate({"resourceType": "Custom", "name": ["a"]}).ok
    hollow = {"resourceType": "Custom", "name": ["a", None, ""], "other": {"one": [], "two": None, "three": False}}
    assert [(issue.rule, issue.expression) for issue in validated(tmp_path, hollow, defined)] == [
        ("empty", "Resource.name[2]"), ("empty", "Resource.other.one"), ("empty", "Resource.other.two"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "found"),
    [("ValueSet.compose.include.filter.op", set()), ("Encounter.status", {"extension-modifier"}),
     ("Encounter.identifier", {"extension-unknown"})],
)  # fmt: skip
def test_a_code_of_another_release_has_an_extension_though_both_have_the_element(path, found):
    url = f"http://hl7.org/fhir/5.0/StructureDefinition/extension-{path}"
    resource = {"resourceType": "Basic", "code": {"text": "a"}, "extension": [{"url": url, "valueCode": "child-of"}]}
    assert {issue.rule for issue in kapfhir.validate(resource) if issue.is_error} == found
