"""Where definitions come from: the release, our guide, what other releases of FHIR have, and which version is meant."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kapfhir
from kapfhir import definitions
from kapfhir.identity import BASE
from kapfhir.release import R5
from kapfhir.validation import versions
from kapfhir.validation.library import library

HL7 = "http://hl7.org/fhir/StructureDefinition/"
OF_R5 = "http://hl7.org/fhir/5.0/StructureDefinition/extension-"
OF_R4 = "http://hl7.org/fhir/4.0/StructureDefinition/extension-"
R4, NEW = library("r4"), library("r5")
KEPT = {
    "id", "path", "sliceName", "sliceIsConstraining", "slicing", "min", "max", "type", "binding", "constraint",
    "contentReference", "isModifier", "maxLength", "mustHaveValue", "valueAlternatives",
}  # fmt: skip
UNSLICED = {
    "catalog",
    "familymemberhistory-genetic",
}  # HL7's snapshots name slices of what is not sliced
VALUES = ("fixed", "pattern", "minValue", "maxValue")


def profile(canonical, of=R4):
    return of.find("StructureDefinition", canonical)


def elements(definition):
    return {element["id"]: element for element in definition["snapshot"]["element"]}


def all_of(release):
    files = (f"{release}/profiles", f"{release}/extensions", "both/extensions")
    return [definitions.member(name, url) for name in files for url in definitions.members(name)]


LARGE = sorted(path for path in Path(definitions.__file__).parent.rglob("*.json") if b"\n\n" in path.read_bytes())


@pytest.mark.parametrize("path", LARGE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_member_of_a_large_file_stands_at_its_place(path):
    name = f"{path.parent.name}/{path.stem}"
    assert {key: definitions.member(name, key) for key in definitions.members(name)} == json.loads(path.read_bytes())


# --- the release -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("release", ["r4", "r5"])
def test_every_profile_and_extension_of_a_release_is_found_by_its_url(release):
    known = library(release)
    found = all_of(release)
    assert len(found) > 700
    assert all(known.find("StructureDefinition", definition["url"]) is definition for definition in found)
    assert len({definition["url"] for definition in found}) == len(found)


@pytest.mark.parametrize("release", ["r4", "r5"])
def test_an_element_has_what_a_validator_reads_and_what_it_depends_on(release):
    for definition in all_of(release):
        known = elements(definition) if "snapshot" in definition else {}
        for id_, element in known.items():
            assert not [name for name in element if name not in KEPT and not name.startswith(VALUES)]
            above, _, last = id_.rpartition(".")
            assert not above or above in known
            assert f"{above}.{last.partition(':')[0]}".lstrip(".") in known or definition["id"] in UNSLICED


@pytest.mark.parametrize("release", ["r4", "r5"])
def test_only_the_examples_of_documents_have_no_snapshot(release):
    without = {definition["id"] for definition in all_of(release) if "snapshot" not in definition}
    assert without == {"example-composition", "example-section-library"}


def test_a_profile_says_what_it_asks_beyond_its_type():
    found = profile(f"{HL7}bp")
    known = elements(found)
    assert (found["type"], found["derivation"], found["version"]) == ("Observation", "constraint", "4.0.1")
    assert known["Observation.component:SystolicBP.code.coding:SBPCode.code"]["fixedCode"] == "8480-6"
    assert [one["key"] for one in known["Observation"]["constraint"]] == ["vs-2"]
    assert "Observation.note" not in known


def test_an_extension_has_its_contexts_its_modifier_and_its_bindings():
    found = profile(f"{HL7}patient-birthTime")
    assert {"type": "element", "expression": "Person.birthDate"} in found["context"]
    assert elements(found)["Extension.value[x]"]["type"] == [{"code": "dateTime"}]
    assert elements(profile(f"{HL7}request-doNotPerform"))["Extension"]["isModifier"]
    assert profile(f"{HL7}patient-religion")["differential"]["element"][-1]["binding"]["strength"] == "preferred"


def test_extensions_of_forms_are_known_in_both_releases():
    url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
    assert profile(url) is profile(url, NEW)
    assert elements(profile(url))["Extension.value[x]"]["type"] == [{"code": "Expression"}]
    assert profile("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire")["type"] == "Questionnaire"


def test_a_type_is_found_its_elements_stand_in_the_tables():
    found = profile(f"{HL7}Patient")
    assert (found["kind"], found["derivation"], found["abstract"]) == ("resource", "specialization", False)
    assert [*elements(found)] == ["Patient"]
    assert profile(f"{HL7}DomainResource")["abstract"]
    assert profile(f"{HL7}ActorDefinition") is None
    assert profile(f"{HL7}ActorDefinition", NEW)["version"] == "5.0.0"


def test_what_is_looked_up_costs_next_to_nothing():
    profile(f"{HL7}bp")
    started = time.process_time()
    for number in range(10_000):
        profile(f"{HL7}none-{number}")
        profile(f"{OF_R5}None.{number}")
    assert time.process_time() - started < 10


@settings(deadline=None)  # the first reads the library
@given(st.text(max_size=8), st.text(max_size=60))
def test_a_url_may_be_anything(kind, url):
    for start in ("", HL7, OF_R5, f"{BASE}/{kind}/"):
        R4.find(kind, start + url)
        R4.find("StructureDefinition", start + url)


# --- our guide ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ValueSet", "CodeSystem", "Questionnaire"])
def test_every_definition_of_the_guide_is_found(kind):
    for name in definitions.names("kap", kind):
        definition = definitions.load(f"kap/{kind}-{name}")
        assert R4.find(kind, definition["url"]) is NEW.find(kind, definition["url"]) is definition


@pytest.mark.parametrize("name", definitions.names("kap", "StructureDefinition"))
def test_a_profile_of_the_guide_asks_what_it_was_compiled_from(name):
    """Where this fails: python profiles/definitions.py."""
    whole = definitions.load(f"kap/StructureDefinition-{name}")
    found, asked = profile(whole["url"]), elements(whole)
    assert [found[member] for member in ("url", "version", "type")] == [whole[m] for m in ("url", "version", "type")]
    for id_, element in elements(found).items():
        plain = ("min", "max", "sliceName", *(name for name in asked[id_] if name.startswith(VALUES)))
        assert {name: element.get(name) for name in plain} == {name: asked[id_].get(name) for name in plain}
    telling = {id_ for id_, one in asked.items() if "sliceName" in one or any(name.startswith(VALUES) for name in one)}
    assert telling <= elements(found).keys()
    assert {*ours(found)} == {*ours(whole)}


def ours(definition):
    """The guide's own constraints."""
    for id_, element in elements(definition).items():
        yield from ((id_, one["key"]) for one in element.get("constraint", ()) if one["key"].startswith("kap-"))


def test_the_guides_extensions_serve_every_release_its_profiles_their_own():
    for name in definitions.names("kap", "StructureDefinition"):
        found = profile(f"{BASE}/StructureDefinition/{name}")
        assert profile(found["url"], NEW) is (found if found["type"] == "Extension" else None)


def test_a_version_that_the_guide_does_not_have_is_not_found():
    url = f"{BASE}/StructureDefinition/kap-session"
    version = profile(url)["version"]
    assert profile(f"{url}|{version}") is profile(url)
    assert profile(f"{url}|77.0.0") is None
    assert profile(f"{BASE}/StructureDefinition/../../r4/Patient") is None


# --- versions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("", "4.0.1"), ("4.0.1", "4.0.1"), ("4.0", "4.0.1"), ("4.0.5", "4.0.1"), ("4.0.x", "4.0.1"), ("4.x.x", "4.0.1"),
        ("4.x", None), ("4", None), ("4.1", None), ("5.0.0", None), ("latest", None),
    ],
)  # fmt: skip  # as the oracle has it for http://hl7.org/fhir/StructureDefinition/heartrate, which is 4.0.1
def test_a_partial_version_means_what_it_means_at_hl7s_validator(wanted, meant):
    assert versions.resolve(wanted, ["4.0.1"]) == meant


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [("", "2.0.0"), ("1.0", "1.0.10"), ("1.0.7", "1.0.10"), ("1.0.2", "1.0.2"), ("2.0.0", "2.0.0"), ("3.1", None)],
)
def test_of_several_versions_the_newest_that_fits_is_meant(wanted, meant):
    assert versions.resolve(wanted, ["1.0.2", "2.0.0-ballot", "1.0.10", "2.0.0", "", "1.0.9"]) == meant


def test_a_version_may_be_a_date_a_word_or_very_long():
    assert versions.newest(["2019-10-01", "2021-01-01", "2020-12-31"]) == "2021-01-01"
    assert versions.newest(["1" + "0" * 9999, "2"]) == "1" + "0" * 9999
    assert versions.newest(["b", "a"]) == "b"
    assert versions.newest([]) is None


def test_a_ballot_is_found_by_the_version_that_it_becomes():
    assert profile(f"{HL7}patient-birthTime|5.3.0")["version"] == "5.3.0-ballot-tc1"


# --- other releases ----------------------------------------------------------------------------------------------


def test_an_element_of_another_release_has_its_types():
    found = profile(f"{OF_R5}Encounter.plannedStartDate")
    assert (found["version"], found["context"]) == ("4.0.1", [{"type": "element", "expression": "Encounter"}])
    assert elements(found)["Extension.value[x]"]["type"] == [{"code": "dateTime"}]
    assert elements(found)["Extension.extension"]["max"] == "0"


def test_a_group_of_another_release_has_an_extension_for_each_of_its_elements():
    known = elements(profile(f"{OF_R5}Encounter.admission"))
    assert known["Extension.value[x]"]["max"] == "0"
    assert known["Extension.extension:origin.url"]["fixedUri"] == "origin"
    targets = known["Extension.extension:origin.value[x]"]["type"][0]["targetProfile"]
    assert targets == [f"{HL7}Location", f"{HL7}Organization"]


def test_what_the_release_has_itself_is_no_part_of_a_group():
    known = elements(profile(f"{OF_R5}Encounter.participant"))
    assert "Extension.extension:actor" in known
    assert "Extension.extension:period" not in known


def test_targets_that_the_release_does_not_have_are_left_out():
    [type_] = elements(profile(f"{OF_R5}Encounter.appointment") or profile(f"{OF_R5}Encounter.careTeam"))[
        "Extension.value[x]"
    ]["type"]
    assert type_ == {"code": "Reference", "targetProfile": [f"{HL7}CareTeam"]}


def test_a_modifier_of_another_release_is_one():
    assert elements(profile(f"{OF_R5}EncounterHistory.status"))["Extension"]["isModifier"]


def test_a_code_of_another_release_may_be_one_that_this_has_not():
    assert elements(profile(f"{OF_R5}Encounter.status"))["Extension.value[x]"]["type"] == [{"code": "code"}]


@pytest.mark.parametrize("spelled", ["Observation.value", "Observation.value[x]", "Observation.value%5Bx%5D"])
def test_a_choice_of_another_release_may_be_spelled_in_three_ways(spelled):
    types = elements(profile(f"{OF_R5}{spelled}"))["Extension.value[x]"]["type"]
    assert {"code": "Attachment"} in types


@pytest.mark.parametrize(
    "url",
    [
        f"{OF_R5}Encounter", f"{OF_R5}Encounter.nothing", f"{OF_R5}Encounter.identifier",
        f"{OF_R5}None.status", "http://hl7.org/fhir/4.3/StructureDefinition/extension-Encounter.length",
        "http://hl7.org/fhir/2.0/StructureDefinition/extension-Encounter.length",
    ],
)  # fmt: skip
def test_what_no_extension_carries_is_not_found(url):
    assert profile(url) is None


def test_every_extension_of_another_release_can_be_made():
    for release in ("1.0", "1.4", "3.0", "4.0", "5.0"):
        for type_ in definitions.members(f"cross-version/{release}"):
            for path in definitions.member(f"cross-version/{release}", type_):
                found = profile(f"http://hl7.org/fhir/{release}/StructureDefinition/extension-{path}")
                assert elements(found)["Extension.url"]["fixedUri"] == found["url"]


def test_what_our_bundles_carry_to_r5_is_known_there():
    bundle = kapfhir.to_bundle(kapfhir.read(Path(__file__).parent.parent / "examples" / "jane.json"))
    encoded = json.dumps(R5.encode(bundle))
    urls = {part.partition('"')[0] for part in encoded.split('"url": "')[1:]}
    carried = [url for url in urls if url.startswith(OF_R4)]
    assert carried
    assert all(profile(url, NEW) for url in carried)
