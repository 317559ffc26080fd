"""Which profiles a resource is judged by, and how references lead from one to another."""

import json
from contextlib import suppress
from functools import partial
from itertools import accumulate
from pathlib import Path

import pytest

import guide
import kapfhir
from definitions import URL, Given, judged, profile
from kapfhir import definitions
from kapfhir.validation.frame import framed
from kapfhir.validation.profiles import compiler
from kapfhir.validation.tables import types
from stacks import from_a_stack_with

PATIENT = {"resourceType": "Patient"}
CANARY = "canary-7d1f"
HL7 = "http://terminology.hl7.org/CodeSystem"
FAMILY = {"path": "name", "min": 1}
NAMED = profile("named", "Patient", FAMILY)


def claiming(*urls, **more):
    return PATIENT | {"meta": {"profile": [*urls]}} | more


def test_a_resource_is_judged_by_what_it_claims_once():
    claim = claiming(URL + "named", URL + "named")
    assert [finding.rule for finding in judged(claim, NAMED)[0]] == ["profile-cardinality"]
    assert [finding.rule for finding in judged(claim, NAMED, by=("named",))[0]] == ["profile-cardinality"]
    assert judged(claiming(URL + "named", name=[{"text": "a"}]), NAMED)[0] == []


def test_a_claim_with_its_version_is_the_claim_without(tmp_path):
    for version in ("1.0.0", "2.0.0"):
        (tmp_path / f"{version}.json").write_text(json.dumps(NAMED | {"version": version}), encoding="utf-8")
    for folder, wrong in ((tmp_path, 2), (tmp_path / "2.0.0.json", 1)):
        claim = claiming(*(URL + name for name in ("named", "named|2.0.0", "named|1.0.0", "named|2.0.0")))
        report = kapfhir.validate(claim, packages=[str(folder)], profiles=[URL + "named|2.0.0"])
        rules = [issue.rule for issue in report]
        assert (rules.count("profile-cardinality"), rules.count("profile-unknown")) == (wrong, 2 - wrong)


def test_an_unknown_profile_is_a_warning_and_named():
    [finding], unchecked = judged(claiming(URL + "none"))
    assert (finding.severity, finding.rule, finding.path) == ("warning", "profile-unknown", ("meta", "profile", 0))
    assert unchecked == {f"profile {URL}none"}


def test_what_is_no_url_of_a_definition_is_not_told():
    [finding], unchecked = judged(claiming(f"https://a.example/{CANARY}"))
    assert CANARY not in f"{finding} {unchecked}"


def test_a_profile_of_another_type_is_an_error():
    definition = profile("p", "Observation")
    assert [finding.rule for finding in judged(claiming(URL + "p"), definition)[0]] == ["profile-type"]
    assert [finding.rule for finding in judged(PATIENT, definition, by=("p",))[0]] == ["profile-type"]


def test_a_profile_that_was_asked_for_and_is_not_here_is_a_warning():
    report = kapfhir.validate(PATIENT, profiles=[URL + "none"])
    assert [(issue.severity, issue.rule) for issue in report] == [("warning", "profile-unknown")]
    assert f"profile {URL}none" in report.not_checked


def test_contained_resources_and_entries_are_judged_by_what_they_claim():
    contained = claiming(URL + "named", id="a")
    around = PATIENT | {"id": "1", "contained": [contained], "link": [{"other": {"reference": "#a"}, "type": "refer"}]}
    entry = {"fullUrl": "https://a.example/Patient/1", "resource": around}
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [entry]}
    [finding], _ = judged(bundle, NAMED)
    assert finding.path == ("entry", 0, "resource", "contained", 0, "name")


def test_what_a_profile_imposes_is_judged_too():
    url = "http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile"
    imposing = profile("p", "Patient", extension=[{"url": url, "valueCanonical": URL + "named"}])
    assert [finding.rule for finding in judged(PATIENT, imposing, NAMED, by=("p",))[0]] == ["profile-cardinality"]
    found, unchecked = judged(PATIENT, imposing, by=("p",))
    assert (found, unchecked) == ([], {f"profile {URL}named"})


# --- vital signs -------------------------------------------------------------------------------------------------

WEIGHT = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
}


def test_a_vital_sign_is_judged_by_its_code_claimed_or_not():
    required = profile("bodyweight", "Observation", {"path": "subject", "min": 1})
    definition = required | {"url": "http://hl7.org/fhir/StructureDefinition/bodyweight"}
    assert [finding.path for finding in judged(WEIGHT, definition)[0]] == [("subject",)]
    claimed = WEIGHT | {"meta": {"profile": [definition["url"]]}}
    assert len(judged(claimed, definition)[0]) == 1
    other = WEIGHT | {"code": {"coding": [{"system": "https://a.example", "code": "29463-7"}]}}
    assert judged(other, definition)[0] == []


def test_no_code_of_a_vital_sign_has_two_profiles_of_one_system():
    rows = definitions.load("vital-signs")["profiles"]
    assert len(rows) == 20
    assert all(row["codes"] and row["profile"].startswith("http://hl7.org/fhir/") for row in rows)


# --- references --------------------------------------------------------------------------------------------------


def bundle(*resources):
    entries = [{"fullUrl": f"https://a.example/Patient/{one['id']}", "resource": one} for one in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def linked(id_, to, **more):
    return claiming(URL + "linking", id=id_, link=[{"other": {"reference": to}, "type": "refer"}], **more)


def linking(*targets):
    type_ = {"code": "Reference", "targetProfile": [URL + target for target in targets]}
    return profile("linking", "Patient", {"path": "link"}, {"path": "link.other", "type": [type_]})


@pytest.mark.parametrize("reference", ["Patient/2", "https://a.example/Patient/2"])
def test_what_a_reference_leads_to_is_as_its_profile_has_it(reference):
    given = linking("named"), NAMED
    assert judged(bundle(linked("1", reference), PATIENT | {"id": "2", "name": [{"text": "a"}]}), *given)[0] == []
    [finding], _ = judged(bundle(linked("1", reference), PATIENT | {"id": "2", "active": True}), *given)
    assert (finding.rule, finding.path[-3:]) == ("profile-target", (0, "other", "reference"))
    assert judged(bundle(linked("1", "Patient/3"), PATIENT | {"id": "2", "active": True}), *given)[0] == []


def test_one_of_the_profiles_is_enough():
    given = linking("named", "active"), NAMED, profile("active", "Patient", {"path": "active", "min": 1})
    assert judged(bundle(linked("1", "Patient/2"), PATIENT | {"id": "2", "active": True}), *given)[0] == []
    assert len(judged(bundle(linked("1", "Patient/2"), PATIENT | {"id": "2", "gender": "male"}), *given)[0]) == 1


def test_a_failing_target_fails_what_refers_to_it_and_a_circle_does_not():
    given = linking("linking", "named"), NAMED
    named = {"name": [{"text": "a"}]}
    circle = bundle(linked("1", "Patient/2"), linked("2", "Patient/1"))
    assert judged(circle, *given)[0] == []
    chain = bundle(linked("1", "Patient/2"), linked("2", "Patient/3"), PATIENT | {"id": "3"} | named)
    assert judged(chain, *given)[0] == []
    only = linking("linking"), profile("linking", "Patient", {"path": "active", "min": 1})
    assert len(judged(circle, *only)[0]) == 2


def test_a_long_chain_of_references_has_an_end():
    many = [linked(str(number), f"Patient/{number + 1}") for number in range(3000)]
    type_ = {"code": "Reference", "targetProfile": [URL + "linking"]}
    definition = profile(
        "linking", "Patient", {"path": "link"}, {"path": "link.other", "type": [type_]}, {"path": "name"}
    )
    assert judged(bundle(*many), definition)[0] == []


# --- the guide ---------------------------------------------------------------------------------------------------

BROKEN = [*guide.broken()]
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("row", [row for row in BROKEN if row.kind == "absent"], ids=lambda row: row.rule)
def test_what_a_profile_of_the_guide_does_not_allow_is_found(row):
    profile_, element = row.rule.split()
    texts = [issue.text for issue in kapfhir.validate(row.resource) if issue.rule == "profile-cardinality"]
    assert f"{profile_} allows no {element.rpartition('.')[2]}" in texts


@pytest.mark.parametrize("path", guide.EXAMPLES, ids=lambda path: path.stem)
def test_an_example_of_the_guide_is_as_its_profile_has_it(path):
    report = kapfhir.validate(path.read_bytes())
    assert [
        issue for issue in report if issue.rule.startswith(("profile", "slice", "extension-c", "extension-m"))
    ] == []
    assert [name for name in report.not_checked if name.startswith("profile")] == []


@pytest.mark.parametrize("structure", guide.STRUCTURES, ids=lambda structure: structure["id"])
def test_the_guide_uses_no_keyword_that_is_not_judged(structure):
    frame = framed(types("r4"), Given("r4", ()), {})
    assert compiler.compiled(frame, structure).unchecked == ()


def test_a_profile_for_which_the_stack_was_too_short_is_read_the_next_time():
    paths = [*accumulate(("managingOrganization", *("identifier", "assigner") * 5), "{}.{}".format)]
    made = [profile(str(number), "Patient", *({"path": path} for path in paths)) for number in range(100)]
    frame = framed(types("r4"), Given("r4", tuple(made)), {})
    compiler.find(frame, f"{URL}0")  # and what all need is read
    for left, definition in enumerate(made[1:], 3):
        with suppress(RecursionError):
            from_a_stack_with(left, partial(compiler.find, frame, definition["url"]))
    assert "its snapshot cannot be read" in " ".join(frame.unchecked)
    assert [one for one in made if compiler.find(frame, one["url"]).unchecked] == []


@pytest.mark.parametrize("name", ["jane.json", "jane-as-told.json"])
def test_the_mapped_examples_are_as_their_profiles_have_them(name):
    bundle = kapfhir.to_bundle(kapfhir.read(EXAMPLES / name))
    rules = {issue.rule for issue in kapfhir.validate(json.loads(kapfhir.wire.dumps(bundle)))}
    assert {rule for rule in rules if rule.startswith(("profile", "slice"))} == set()


VARIABLES = "%context.type().name = '{}' and %resource.type().name = '{}' and %rootResource.type().name = 'Patient'"


def stating(path, context, resource):
    constraint = {"key": f"profile-{path}", "severity": "error", "human": "It is so.",
                  "expression": VARIABLES.format(context, resource)}  # fmt: skip
    return {"path": path, "constraint": [constraint]}


def test_a_constraint_knows_the_resource_that_its_value_stands_in():
    inside = stating("contained", "Practitioner", "Patient") | {"type": [{"code": "Resource"}]}
    reference = stating("generalPractitioner", "Reference", "Patient") | {"type": [{"code": "Reference"}]}
    definition = profile("p", "Patient", inside, reference)
    contained = {"resourceType": "Practitioner", "id": "a", "name": [{"text": "b"}]}
    patient = claiming(URL + "p", contained=[contained], generalPractitioner=[{"reference": "#a"}])
    assert judged(patient, definition)[0] == []
    other = patient | {"contained": [{"resourceType": "Organization", "id": "a"}]}
    assert [finding.rule for finding in judged(other, definition)[0]] == ["profile-contained"]


def test_a_component_of_a_vital_sign_may_have_another_value_than_a_quantity():
    value = {"coding": [{"system": "urn:iso:std:iso:11073:10101", "code": "150588"}]}
    component = {"code": {"text": "Modality"}, "valueCodeableConcept": value}
    heart_rate = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": f"{HL7}/observation-category", "code": "vital-signs"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
        "subject": {"reference": "Patient/1"},
        "effectiveDateTime": "2026-03-09",
        "component": [component],
    }
    issues = kapfhir.validate(heart_rate)
    assert {(issue.rule, issue.severity) for issue in issues} == {("extensible-binding", "warning")}
