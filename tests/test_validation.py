"""`validate` finds what the corpus breaks, says where, tells no value, and never raises."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpora
import kapfhir
from kapfhir import definitions, wire
from kapfhir.testing.strategies import episodes
from kapfhir.validation.primitives import PRIMITIVES
from kapfhir.validation.stricter import STRICTER
from kapfhir.validation.tables import types

EXAMPLES = Path(__file__).parent.parent / "examples"
CANARY = "canary-7d1f"
OBSERVATION = {"resourceType": "Observation", "status": "final", "code": {"text": "a measurement"}}
FHIR = [case for case in corpora.broken() if case.fhir or not case.readable]
SAME_IN_R4B = (
    "AdverseEvent", "AllergyIntolerance", "Bundle", "CarePlan", "CareTeam", "Condition", "Consent", "DocumentReference",
    "Encounter", "EpisodeOfCare", "Flag", "Goal", "Identifier", "Location", "MedicationRequest", "Observation",
    "Patient", "Procedure", "Provenance", "QuestionnaireResponse", "RelatedPerson", "ServiceRequest",
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
some = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("case", FHIR, ids=lambda case: case.name)
def test_a_broken_rule_is_found_where_it_is_broken_and_no_other(case):
    [issue] = kapfhir.validate(case.content)
    assert str(issue._replace(file=case.name)) == case.line
    assert issue.rule == case.rule
    assert issue.severity == ("error" if issue.expression else "fatal")


@pytest.mark.parametrize("case", [case for case in FHIR if case.readable], ids=lambda case: case.name)
def test_what_is_parsed_already_has_the_same_findings_without_positions(case):
    [of_bytes], [of_text] = kapfhir.validate(case.content), kapfhir.validate(case.content.decode())
    [of_parsed] = kapfhir.validate(json.loads(case.content))
    assert of_text == of_bytes
    assert of_parsed == of_bytes._replace(line=0, column=0)


@pytest.mark.parametrize("path", corpora.valid(), ids=lambda path: path.name)
def test_what_is_valid_has_no_finding(path):
    content = path.read_bytes()
    if b'"resourceType"' in content:
        assert list(kapfhir.validate(content)) == []


@pytest.mark.parametrize("name", ["jane.json", "jane-as-told.json"])
def test_the_examples_are_valid(name):
    kapfhir.validate(kapfhir.to_bundle(kapfhir.read(EXAMPLES / name))).raise_for_errors()


@settings(some, max_examples=20)
@given(episodes())
def test_every_bundle_that_is_made_is_valid(episode):
    report = kapfhir.validate(kapfhir.to_bundle(episode), clinical=False)  # its times are made at random
    # R4's set of security labels has none that forbids to pass a record on
    assert [issue for issue in report if issue.rule != "extensible-binding"] == []


def test_findings_stand_in_the_order_of_the_text():
    entries = [{"fullUrl": f"https://a.example/{n}", "resource": OBSERVATION | {"status": "done"}} for n in range(3)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": OBSERVATION}, *entries]}
    lines = [issue.line for issue in kapfhir.validate(json.dumps(bundle, indent=1))]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_errors_raise_when_asked_to():
    with pytest.raises(kapfhir.InvalidBundle) as caught:
        kapfhir.validate(OBSERVATION | {"status": "done"}).raise_for_errors()
    assert caught.value.report[0].rule == "required-binding"


# --- what is not judged ------------------------------------------------------------------------------------------


def test_what_was_asked_for_and_not_judged_is_named():
    report = kapfhir.validate(OBSERVATION, profiles=["https://a.example/profile"])
    assert {"profile https://a.example/profile", "best practice: dom-6"} <= set(report.not_checked)


@pytest.mark.parametrize(
    ("system", "name"),
    [
        ("http://loinc.org", "LOINC"),
        ("http://snomed.info/sct", "SNOMED CT"),
        ("http://www.nlm.nih.gov/research/umls/rxnorm", "RxNorm"),
        ("http://terminology.hl7.org/CodeSystem/of-a-later-release", "code systems of HL7"),
        (f"https://{CANARY}.example/codes", "other code systems"),
    ],
)
def test_a_code_system_that_is_not_ours_is_named_where_it_is_met(system, name):
    coded = OBSERVATION | {"code": {"coding": [{"system": system, "code": "1"}]}}
    assert name in kapfhir.validate(coded).not_checked
    assert name not in kapfhir.validate(OBSERVATION).not_checked


def test_codes_beside_a_wrong_structure_are_judged():
    found = kapfhir.validate(OBSERVATION | {"x": 1, "status": "done"})
    assert {issue.rule for issue in found} == {"structure", "required-binding"}


def test_another_release_is_not_judged():
    [issue] = kapfhir.validate(OBSERVATION, release="3.0.2")
    assert (issue.severity, issue.rule) == ("fatal", "release")


def test_r5_is_judged_by_its_own_tables():
    encounter = {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}}
    assert kapfhir.validate(encounter).ok
    rules = {issue.expression: issue.rule for issue in kapfhir.validate(encounter, release="5.0.0")}
    assert rules == {"Encounter.status": "required-binding", "Encounter.class": "structure"}


@pytest.mark.parametrize(("size", "valid"), [("12", True), (12, False), ("9223372036854775808", False), ("012", False)])
def test_a_whole_number_of_64_bits_is_a_string_in_r5(size, valid):
    document = {"resourceType": "DocumentReference", "status": "current", "content": [{"attachment": {"size": size}}]}
    assert kapfhir.validate(document, release="5.0.0").ok == valid


# --- law 5: it never raises; law 8: it tells no value -----------------------------------------------------------


@settings(some, max_examples=200)
@given(st.binary() | st.text())
def test_no_bytes_and_no_text_make_it_raise(source):
    assert not kapfhir.validate(source).ok


@settings(some, max_examples=200)
@given(st.data())
def test_no_json_in_the_place_of_any_other_makes_it_raise(data):
    bundle = copy.deepcopy(TINY)
    node, steps = bundle, data.draw(st.sampled_from(PATHS))
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = data.draw(JSON)
    kapfhir.validate(bundle)
    kapfhir.validate(wire.dumps(bundle))


@st.composite
def like(draw, kind, depth=4):
    """An object with members that its type has, of which each may be anything; a resource if its type is one."""
    elements = types("r4")[kind].elements
    made = {"resourceType": kind} if kind in types("r4").resources else {}
    for name in draw(st.lists(st.sampled_from(sorted(elements)), max_size=4, unique=True)):
        element = elements[name]
        inner = "Bundle" if element.kind == "Resource" else element.kind
        deeper = JSON if element.primitive or not depth else JSON | like(inner, depth - 1)
        made[name] = draw(st.lists(deeper, max_size=3) if element.many else deeper)
        if draw(st.booleans()):
            made[f"_{name}"] = draw(JSON | st.lists(JSON | like("Element", 1), max_size=3))
    return made


@settings(some, max_examples=200)
@given(st.sampled_from(sorted(types("r4").resources)).flatmap(like))
def test_nothing_in_the_place_of_any_element_makes_it_raise(resource):
    kapfhir.validate(resource)
    kapfhir.validate(wire.dumps(resource))


@pytest.mark.parametrize(
    ("kind", "member", "inner"),
    [
        ("Questionnaire", "item", {}),
        ("Patient", "extension", {}),
        ("Parameters", "parameter", {}),
        ("Patient", "contained", {"resourceType": "Patient"}),
    ],
)
def test_what_is_as_deep_as_may_be_has_findings_and_no_end(kind, member, inner):
    node = dict(inner)
    for _ in range(wire.MAX_DEPTH // 2 - 2):
        node = inner | {member: [node]}
    report = kapfhir.validate(node | {"resourceType": kind})
    assert len(report)
    assert "json" not in {issue.rule for issue in report}


@pytest.mark.parametrize("value", [None, [], 3, {1, 2}, {"a": {1}}, {"a": float("nan")}, {(1, 2): 3}, bytearray(b"{}")])
def test_what_is_no_json_is_a_finding(value):
    assert not kapfhir.validate(value).ok


def test_a_document_inside_itself_is_a_finding():
    circle = dict(OBSERVATION)
    circle["contained"] = [circle]
    assert kapfhir.validate(circle)[0].rule == "json"


@pytest.mark.parametrize("wrong", [CANARY, {"x": CANARY}, [CANARY], {"resourceType": CANARY}, {"code": CANARY}])
def test_no_finding_tells_a_value(wrong):
    found = 0
    for steps in PATHS:
        bundle = copy.deepcopy(TINY)
        node = bundle
        for step in steps[:-1]:
            node = node[step]
        node[steps[-1]] = wrong
        report = kapfhir.validate(bundle)
        found += len(report)
        assert CANARY not in f"{report} {report!r} {report.not_checked} {report.to_outcome()}"
    assert found > len(PATHS) / 2


@pytest.mark.parametrize("value", [1, "", {}, [None]])
def test_a_member_without_a_name_is_no_element_wherever_it_stands(value):
    odd = OBSERVATION | {"": value, "note": [{"text": "x", "": value}], "subject": {"display": "x", "": value}}
    found = {issue.expression: issue.rule for issue in kapfhir.validate(odd)}
    assert found == dict.fromkeys(["Observation.", "Observation.note[0].", "Observation.subject."], "structure")


def test_an_odd_resource_inside_parameters_is_a_finding():
    odd = {"resourceType": "Parameters", "parameter": [{"name": "x", "resource": {"resourceType": CANARY}}]}
    [issue] = kapfhir.validate(odd)
    assert (issue.rule, issue.expression) == ("structure", "Parameters.parameter[0].resource")


TINY = {
    "resourceType": "Bundle",
    "type": "transaction",
    "entry": [
        {
            "fullUrl": "urn:uuid:8f1c2f0e-0000-5000-8000-000000000001",
            "resource": {
                **OBSERVATION,
                "contained": [{"resourceType": "Medication", "id": "med", "status": "active"}],
                "meta": {"versionId": "1"},
                "identifier": [{"system": "https://a.example/x", "value": "1", "use": "official"}],
                "subject": {"reference": "urn:uuid:8f1c2f0e-0000-5000-8000-000000000001"},
                "effectiveDateTime": "2026-03-09T10:00:00Z",
                "code": {"coding": [{"system": "https://kapfhir.org/fhir/CodeSystem/kap-role", "code": "guides"}]},
                "valueQuantity": {"value": 72.5, "code": "kg"},
            },
            "request": {"method": "PUT", "url": "Observation/1", "ifNoneExist": "identifier=https://a.example/x|1"},
        }
    ],
}


def paths(node, path=()):
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, member in members:
        yield (*path, step)
        yield from paths(member, (*path, step))


PATHS = list(paths(TINY))

# --- the tables --------------------------------------------------------------------------------------------------


def test_the_tables_agree_with_what_fhir_resources_knows_of_codes():
    """fhir.resources took its enumerations from the same definitions, where the short text has them all."""
    from fhir.resources.R4B import get_fhir_model_class  # noqa: PLC0415  # a third of a second

    known, compared = types("r4"), 0
    for owner in SAME_IN_R4B:
        fields = {field.alias or name: field for name, field in get_fhir_model_class(owner).model_fields.items()}
        for name, element in known[owner].elements.items():
            enumerated = (fields[name].json_schema_extra or {}).get("enum_values", ["+"])
            if element.strength == "required" and "+" not in enumerated:
                assert set(enumerated) <= {*definitions.member("r4/codes", element.binding)["codes"]}, (owner, name)
                compared += 1
    assert compared > 20


@pytest.mark.parametrize(("release", "kind"), [(r, kind) for r in ("r4", "r5") for kind in sorted(types(r).resources)])
def test_every_table_is_read_and_leads_only_to_tables(release, kind):
    """Each element is a primitive with a format of ours, a resource, or of a type that has a table."""
    known, ahead, seen = types(release), [kind], set()
    while ahead:
        seen.add(name := ahead.pop())
        assert known[name].elements
        kinds = {element.kind for element in known[name].elements.values() if not element.primitive}
        assert {element.kind for element in known[name].elements.values() if element.primitive} <= PRIMITIVES.keys()
        ahead += kinds - seen - {"Resource"}


@pytest.mark.parametrize("kind", ["observation", "Identifier", "Nope", "", None, 3])
def test_what_is_no_resource_type_has_no_typed_object(kind):
    with pytest.raises(kapfhir.InvalidBundle, match="no such resource type"):
        kapfhir.to_model({"resourceType": kind})


def test_what_is_stricter_than_hl7s_validator_is_published():
    page = (Path(__file__).parent.parent / "docs" / "validation.md").read_text(encoding="utf-8")
    section = page.partition("## Stricter than HL7's validator")[2].partition("\n## ")[0]
    named = {name for line in section.splitlines() if line.startswith("| `") for name in line.split("`")[1::2]}
    assert named == STRICTER
