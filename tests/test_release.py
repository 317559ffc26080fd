"""The door to other releases: what goes out comes back, as canonical bytes; what cannot go out is named."""

import json
import pickle
import re
from contextlib import suppress
from pathlib import Path

import pytest
from fhir.resources import R4B as R4_CLASSES
from fhir.resources import get_fhir_model_class
from hypothesis import HealthCheck, given, settings

import kapfhir
from kapfhir import wire
from kapfhir.errors import InvalidBundle, NotCarried
from kapfhir.release import R4, R4B, R5, RELEASES, release_of
from kapfhir.release.r5 import CHANGES
from kapfhir.server import Capabilities
from kapfhir.terminology import PLANNED_START
from kapfhir.testing.strategies import episodes

TESTS = Path(__file__).parent
EXAMPLES = sorted((TESTS.parent / "examples").glob("*.json"))
PAIRS = sorted((TESTS / "corpus" / "r5").glob("*.json"))
QUESTIONNAIRES = sorted((Path(kapfhir.__file__).parent / "definitions" / "kap").glob("Questionnaire-*.json"))
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def pair(path):
    """A resource in R4 and in R5."""
    found = wire.loads(path.read_bytes())
    return found["r4"], found["r5"]


def bundle(*resources):
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}


# --- the law -----------------------------------------------------------------------------------------------------


@many
@given(episodes())
def test_what_is_encoded_leads_back(episode):
    made = kapfhir.to_bundle(episode)
    before = wire.canonical(made)
    for release in RELEASES.values():
        assert wire.canonical(release.decode(release.encode(made))) == before
        assert wire.canonical(release.decode(wire.loads(release.encode_text(wire.dumps(made))))) == before
    assert wire.canonical(made) == before


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_leads_back(path):
    made = kapfhir.to_bundle(kapfhir.read(path))
    assert wire.canonical(R5.decode(R5.encode(made))) == wire.canonical(made)


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_type_in_r4_and_in_r5(path):
    r4, r5 = pair(path)
    assert wire.canonical(R5.encode(r4)) == wire.canonical(r5)
    assert wire.canonical(R5.decode(r5)) == wire.canonical(r4)
    assert R5.encode(bundle(r4)) == bundle(r5)


def test_every_type_with_changes_is_in_the_corpus():
    changed = {type_ for type_, changes in CHANGES.items() if changes}
    told = {pair(path)[0]["resourceType"] for path in PAIRS} | {"Medication", "PlanDefinition"}  # these contained
    assert changed - told == {"Bundle", "Organization", "Practitioner"}  # which only lose something


# --- the shapes are R5's, as fhir.resources has it ---------------------------------------------------------------


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_what_is_encoded_has_the_structure_of_r5(path):
    _, r5 = pair(path)
    get_fhir_model_class(r5["resourceType"]).model_validate_json(wire.dumps(r5))


@pytest.mark.parametrize("path", QUESTIONNAIRES, ids=lambda path: path.stem)
def test_a_questionnaire_of_the_guide_has_the_structure_of_r5(path):
    r4 = wire.loads(path.read_bytes())
    r5 = R5.encode(r4)
    get_fhir_model_class("Questionnaire").model_validate_json(wire.dumps(r5))
    assert '"type":"choice"' not in wire.dumps(r5)
    assert R5.decode(r5) == r4


def test_an_example_has_the_structure_of_r5():
    for path in EXAMPLES:
        for entry in R5.encode(kapfhir.to_bundle(kapfhir.read(path)))["entry"]:
            resource = entry["resource"]
            get_fhir_model_class(resource["resourceType"]).model_validate_json(wire.dumps(resource))


# --- the tables are complete: every element that R4 and R5 have otherwise, as fhir.resources knows both ----------

TEXTS = {"String", "Markdown"}  # the same JSON


def kinds(model):
    """Element -> its type, and whether there may be many."""
    found = {}
    for name, field in model.model_fields.items():
        text = str(field.annotation)
        if type_ := re.search(r"abc\.(\w+)Type|(\w+)\(\)", text):
            found[field.alias or name] = (type_[1] or type_[2], "List[" in text)
    return found


def differing(root, type_, place=()):
    """The path of each element of R4 that R5 has not, or has of another type or number; of a group, its elements."""
    theirs = kinds(get_fhir_model_class(type_))
    for name, (inner, many) in kinds(R4_CLASSES.get_fhir_model_class(type_)).items():
        other, path = theirs.get(name, ("", many)), (*place, (name, many, inner))
        same = (inner, many) == other or {inner, other[0]} <= TEXTS
        if inner in {outer for _, _, outer in place}:
            continue  # items in items
        if inner.startswith(root):
            yield from differing(root, inner, path) if same else every(root, inner, path)
        elif not same:
            yield path


def every(root, type_, place):
    """The path of each element of a group."""
    for name, (inner, many) in kinds(R4_CLASSES.get_fhir_model_class(type_)).items():
        path = (*place, (name, many, inner))
        if inner in {outer for _, _, outer in place} or name in OF_ALL:
            continue
        yield from every(root, inner, path) if inner.startswith(root) else [path]


def sample(path):
    """The smallest node that has something at a path."""
    (name, many, type_), *rest = path
    value = sample(rest) if rest else "x" if type_ in PRIMITIVES else {}
    return {name: [value] if many else value}


def at(node, path):
    """What stands at a path, in the first of many, and on the way to it."""
    found = []
    for name, _, _ in path:
        node = node[0] if isinstance(node, list) and node else node
        node = node.get(name) if isinstance(node, dict) else None
        found.append(isinstance(node, list))
    return found, node


PRIMITIVES = {"Code", "String", "Markdown", "Uri", "Canonical", "DateTime", "Date", "Boolean", "PositiveInt", "Instant"}
OF_ALL = {"id", "extension", "modifierExtension"}
DIFFERING = [(type_, path) for type_ in sorted(CHANGES) if type_ != "Bundle" for path in differing(type_, type_)]
NEEDED = {"MedicationStatement": {"status": "active"}}


def dotted(value):
    return value if isinstance(value, str) else ".".join(name for name, _, _ in value)


@pytest.mark.parametrize(("type_", "path"), DIFFERING, ids=dotted)
def test_what_r5_has_otherwise_is_changed_or_named(type_, path):
    resource = {"resourceType": type_} | NEEDED.get(type_, {}) | sample(path)
    try:
        encoded = R5.encode(resource)
    except NotCarried:
        return
    assert at(encoded, path) != at(resource, path)
    assert R5.decode(encoded) == resource


# --- R4B ---------------------------------------------------------------------------------------------------------


def test_r4b_is_r4():
    """Element for element, for the types that are emitted: typed.py hands them out as R4B, and they validate."""
    made = kapfhir.to_bundle(kapfhir.read(EXAMPLES[0]))
    assert R4B.encode(made) is made
    assert R4B.decode(made) is made
    assert R4B.encode_text("any") == "any"


# --- what is not carried -----------------------------------------------------------------------------------------

CONTEXT = bundle(
    {"resourceType": "EpisodeOfCare"}, {"resourceType": "MedicationStatement", "context": {"reference": "urn:uuid:e"}}
)
CONTEXT["entry"][0]["fullUrl"] = "urn:uuid:e"
NOT_CARRIED = [
    ({"resourceType": "AdverseEvent", "contributor": [{}]}, "AdverseEvent.contributor"),
    (
        {"resourceType": "AdverseEvent", "suspectEntity": [{}, {"causality": [{}, {}]}]},
        "AdverseEvent.suspectEntity[1].causality[1]",
    ),
    ({"resourceType": "Encounter", "status": "arrived"}, "Encounter.status"),
    ({"resourceType": "Encounter", "statusHistory": [{}]}, "Encounter.statusHistory"),
    ({"resourceType": "Encounter", "diagnosis": [{"rank": 1}]}, "Encounter.diagnosis[0].rank"),
    ({"resourceType": "EpisodeOfCare", "diagnosis": [{}, {"rank": 2}]}, "EpisodeOfCare.diagnosis[1].rank"),
    ({"resourceType": "MedicationStatement", "statusReason": [{}, {}]}, "MedicationStatement.statusReason[1]"),
    (
        {"resourceType": "MedicationStatement", "context": {"reference": "EpisodeOfCare/1"}},
        "MedicationStatement.context",
    ),
    (
        {"resourceType": "MedicationAdministration", "context": {"type": "EpisodeOfCare"}},
        "MedicationAdministration.context",
    ),
    (CONTEXT, "Bundle.entry[1].resource.context"),
    ({"resourceType": "Consent", "status": "rejected"}, "Consent.status"),
    ({"resourceType": "Consent", "policy": [{}]}, "Consent.policy"),
    ({"resourceType": "Consent", "provision": {"provision": [{}]}}, "Consent.provision.provision"),
    ({"resourceType": "CareTeam", "participant": [{"role": [{}, {}]}]}, "CareTeam.participant[0].role[1]"),
    ({"resourceType": "CareTeam", "encounter": {}}, "CareTeam.encounter"),
    ({"resourceType": "DocumentReference", "masterIdentifier": {}}, "DocumentReference.masterIdentifier"),
    (
        {"resourceType": "DocumentReference", "context": {"sourcePatientInfo": {}}},
        "DocumentReference.context.sourcePatientInfo",
    ),
    ({"resourceType": "Provenance", "entity": [{"role": "derivation"}]}, "Provenance.entity[0].role"),
    ({"resourceType": "CarePlan", "activity": [{"detail": {"goal": [{}]}}]}, "CarePlan.activity[0].detail.goal"),
    ({"resourceType": "Patient", "contained": [{"resourceType": "Device"}]}, "Patient.contained[0]"),
    (bundle({"resourceType": "Device"}), "Bundle.entry[0].resource"),
]


@pytest.mark.parametrize(("resource", "path"), NOT_CARRIED, ids=[path for _, path in NOT_CARRIED])
def test_what_r5_has_no_place_for_is_named(resource, path):
    with pytest.raises(NotCarried) as refused:
        R5.encode(resource)
    assert refused.value.paths == (path,)
    assert str(refused.value) == f"FHIR 5.0.0 has no place for {path}"
    assert pickle.loads(pickle.dumps(refused.value)).paths == (path,)


def test_every_path_that_is_not_carried_is_named_at_once():
    with pytest.raises(NotCarried) as refused:
        R5.encode(bundle({"resourceType": "CareTeam", "encounter": {}}, {"resourceType": "Consent", "policy": [{}]}))
    assert refused.value.paths == ("Bundle.entry[0].resource.encounter", "Bundle.entry[1].resource.policy")


# --- what others wrote -------------------------------------------------------------------------------------------

FOREIGN = [
    {"resourceType": "Encounter", "class": [{"text": "a"}, {"text": "b"}], "reason": [{"use": [{}], "value": [{}]}]},
    {"resourceType": "Condition", "participant": [{"actor": {"reference": "Practitioner/1"}}]},
    {"resourceType": "Goal", "outcome": [{"concept": {"text": "a"}, "reference": {"reference": "Observation/1"}}]},
    {"resourceType": "Consent", "decision": "permit", "provision": [{"code": [{"text": "but not so"}]}]},
    {"resourceType": "DocumentReference", "attester": [{"mode": {"text": "personal"}}]},
    {"resourceType": "MedicationStatement", "status": "recorded", "adherence": {"code": {"text": "takes it"}}},
    {"resourceType": "CarePlan", "activity": [{"progress": [{"text": "a"}]}], "custodian": {}},
    {"resourceType": "Questionnaire", "item": [{"type": "coding", "answerConstraint": "optionsOrType"}]},
    {"resourceType": "NutritionIntake", "status": "completed"},
]


@pytest.mark.parametrize("resource", FOREIGN, ids=lambda resource: resource["resourceType"])
def test_of_what_others_wrote_in_r5_nothing_is_lost(resource):
    texts = {text for text in json.dumps(R5.decode(resource)).split('"') if text.isalpha()}
    renamed = {"custodian"}
    assert {text for text in json.dumps(resource).split('"') if text.isalpha()} - renamed <= texts


def test_who_retracts_a_statement_in_r5_changes_its_status_only():
    _, r5 = pair(TESTS / "corpus" / "r5" / "MedicationStatement.json")
    assert R5.decode(r5 | {"status": "entered-in-error"})["status"] == "entered-in-error"


def test_a_planned_start_of_r5_is_an_extension_in_r4():
    found = R5.decode({"resourceType": "Encounter", "plannedStartDate": "2026-03-30"})
    assert found["extension"] == [{"url": PLANNED_START, "valueDateTime": "2026-03-30"}]


@pytest.mark.parametrize("type_", CHANGES)
@pytest.mark.parametrize("name", ["activity", "contained", "addresses", "extension", "provision"])
@pytest.mark.parametrize("value", ["text", 3, [3], {"a": 1}, [[]]])
def test_what_is_no_r5_is_an_invalid_bundle_or_left_as_it_is(type_, name, value):
    with suppress(InvalidBundle):
        R5.decode(bundle({"resourceType": type_, name: value}))


def test_what_is_no_r5_is_said():
    with pytest.raises(InvalidBundle, match="not as R5 has it"):
        R5.decode({"resourceType": "CarePlan", "activity": "text"})


# --- which release -----------------------------------------------------------------------------------------------


def test_a_release_is_known_by_what_metadata_says():
    assert release_of("4.0.1") is release_of("4.0.0") is R4
    assert release_of("4.3.0") is R4B
    assert release_of("5.0.0") is R5
    assert [release_of(version) for version in ("", "3.0.2", "5.1.0", "40.1", "6.0.0-ballot1")] == [None] * 5


@pytest.mark.parametrize("version", RELEASES)
def test_a_server_of_any_of_them_is_spoken_to(version):
    found = Capabilities.of({"resourceType": "CapabilityStatement", "fhirVersion": version})
    assert found.spoken is Capabilities.from_text(found.to_text()).spoken is RELEASES[version]
