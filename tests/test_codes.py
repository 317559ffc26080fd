"""Codes, displays, bindings and units: what is found wrong, what is not, and that HL7's validator says the same."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import glance
import kapfhir
import recodings
from kapfhir import definitions
from kapfhir.release import R5
from kapfhir.terminology import Unit
from kapfhir.validation.library import Library, library
from kapfhir.validation.terminology import Terminology, terminology, units
from kapfhir.validation.terminology.expansion import expand
from kapfhir.validation.terminology.grammars import GRAMMARS
from kapfhir.validation.terminology.systems import from_resource, from_row, row
from kapfhir.validation.terminology.units import is_unit

THO = "http://terminology.hl7.org/CodeSystem"
CLINICAL = f"{THO}/allergyintolerance-clinical"
MARITAL = f"{THO}/v3-MaritalStatus"
UCUM = "http://unitsofmeasure.org"
RELEASES = {"r4": "4.0.1", "r5": "5.0.0"}
AGREED = ("code", "display", "code-system", "required-binding")  # the others are our own


def concept(*codings, **more):
    return {"coding": [dict(zip(("system", "code", "display"), coding, strict=False)) for coding in codings], **more}


def patient(**elements):
    return {"resourceType": "Patient", **elements}


def observation(**elements):
    return {"resourceType": "Observation", "status": "final", "code": {"text": "a measurement"}, **elements}


def allergy(status):
    return {"resourceType": "AllergyIntolerance", "patient": {"display": "x"}, "clinicalStatus": status}


def found(resource, release="4.0.1"):
    return [(issue.rule, issue.severity) for issue in kapfhir.validate(resource, release=release)]


# --- codes and displays ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("release", RELEASES.values())
@pytest.mark.parametrize(
    ("coding", "rule"),
    [
        ((MARITAL, "M", "Married"), None),
        ((MARITAL, "M"), None),
        ((MARITAL, "M", "MARRIED"), None),
        ((MARITAL, "M", "Divorced"), "display"),
        ((MARITAL, "M", "Married "), "display"),
        ((MARITAL, "m"), "code"),
        ((f"{THO}/v3-ActCode", "AMB", "ambulatory"), None),
        ((f"{THO}/no-such", "x"), None),
        (("http://hl7.org/fhir/no-such", "x"), "code-system"),
        (("http://hl7.org/fhir/us/core/CodeSystem/condition-category", "x"), None),
        (("https://a.example/codes", "x"), None),
        (("http://loinc.org", "no-such"), None),
    ],
)
def test_a_coding_is_judged_by_its_system_wherever_it_stands(coding, rule, release):
    for resource in (observation(method=concept(coding)), patient(meta={"tag": concept(coding)["coding"]})):
        assert found(resource, release) == ([(rule, "error")] if rule else [])


def test_case_is_passed_over_in_a_system_where_it_does_not_matter():
    name, code = f"{THO}/v3-ObservationValue", "a4"
    assert terminology(library("r4")).system(name).code(code) == "A4"
    assert found(observation(method=concept((name, code)))) == []


def test_a_display_may_be_the_systems_word_in_the_language_of_the_resource():
    coding = (f"{THO}/v2-0003", "A01", "ADT/ACK - Admit/visit notification")
    german = definitions.member("both/code-systems", coding[0])["row"][5]["A01"]["de"][0]
    assert found(observation(method=concept(coding))) == []
    assert found(observation(language="de-CH", method=concept((*coding[:2], german)))) == []
    assert found(observation(method=concept((*coding[:2], german)))) == [("display", "error")]
    assert found(observation(language="de", method=concept((MARITAL, "M", "Verheiratet")))) == [("display", "warning")]


@pytest.mark.parametrize("url", ["codes", "mailto:a", "http://hl7.org/fhir/ValueSet/marital-status"])
def test_a_system_that_cannot_be_one_is_an_error(url):
    assert found(patient(meta={"tag": [{"system": url, "code": "x"}]})) == [("code-system", "error")]
    assert found(observation(method=concept((url, "x")))) == [("concept-system", "error")]


def test_a_misspelled_system_is_an_error_alone_and_a_warning_in_a_concept():
    assert found(patient(meta={"tag": [{"system": "http://loinc.org/", "code": "x"}]})) == [("code-system", "error")]
    assert found(observation(method=concept(("http://loinc.org/", "x")))) == [("code-system", "warning")]


def test_a_code_without_system_is_a_warning():
    assert found(patient(meta={"tag": [{"code": "x"}]})) == [("code-system", "warning")]
    assert found(patient(meta={"tag": [{"display": "x"}]})) == []


@pytest.mark.parametrize(
    ("coding", "name"),
    [
        ({"system": "http://loinc.org", "code": "1-1"}, "LOINC"),
        ({"system": f"{THO}/no-such", "code": "1"}, "code systems of HL7"),
        ({"system": "https://a.example", "code": "1"}, "other code systems"),
        ({"system": MARITAL, "code": "no-such", "version": "0"}, "other versions of code systems"),
        ({"system": f"{THO}/insurance-plan-type", "code": "no-such"}, "code systems of which a part is here"),
    ],
)
def test_what_of_a_coding_is_not_judged_is_named(coding, name):
    report = kapfhir.validate(observation(method={"coding": [coding]}))
    assert list(report) == []
    assert name in report.not_checked


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [3], {"coding": 3}, {"coding": [3, None, {"system": []}]}])
def test_codes_of_any_shape_are_judged_without_a_word_of_python(value):
    for resource in (allergy(value), observation(valueQuantity=value, category=value), patient(language=value)):
        kapfhir.validate(resource)
        kapfhir.validate(patient(meta={"tag": [{"system": value, "code": value, "display": value, "version": value}]}))


# --- bindings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("release", RELEASES.values())
@pytest.mark.parametrize(
    ("status", "rule"),
    [
        (concept((CLINICAL, "active", "Active")), None),
        (concept((CLINICAL, "active"), ("https://a.example/codes", "x")), None),
        (concept((CLINICAL, "no-such")), "required-binding"),
        (concept((MARITAL, "M")), "required-binding"),
        (concept(("https://a.example/codes", "active")), "required-binding"),
        (concept(("http://snomed.info/sct", "1")), "served-binding"),
        ({"text": "active"}, "required-binding"),
        ({"coding": [{"system": CLINICAL}]}, "required-binding"),
    ],
)
def test_a_required_binding_wants_one_of_its_codes(status, rule, release):
    assert found(allergy(status), release) == ([(rule, "error")] if rule else [])


@pytest.mark.parametrize("release", RELEASES.values())
def test_an_extensible_binding_warns_of_another_code_and_not_of_a_text(release):
    warned = [("extensible-binding", "warning")]
    assert found(patient(maritalStatus=concept((f"{THO}/observation-category", "exam"))), release) == warned
    assert found(patient(maritalStatus=concept(("https://a.example/codes", "M"))), release) == warned
    assert found(patient(maritalStatus=concept((f"{THO}/v3-NullFlavor", "UNK"))), release) == []
    assert found(patient(maritalStatus={"text": "it is complicated"}), release) == []
    assert found(patient(maritalStatus=concept(("http://snomed.info/sct", "1"))), release) == []


def test_a_binding_that_is_undecided_is_named():
    report = kapfhir.validate(patient(maritalStatus=concept(("http://snomed.info/sct", "1"))))
    assert "codes of http://hl7.org/fhir/ValueSet/marital-status" in report.not_checked


def test_a_preferred_binding_says_nothing():
    assert found(observation(category=[concept((f"{THO}/v3-NullFlavor", "UNK"))])) == []


def test_a_set_whose_codes_are_not_here_is_named_where_it_is_met():
    color = {"resourceType": "Location", "name": "x", "physicalType": {"text": "x"}}
    assert not [name for name in kapfhir.validate(color).not_checked if name.startswith("codes of")]
    invoice = {"resourceType": "Invoice", "status": "draft", "totalNet": {"value": 1, "currency": "EUR"}}
    assert "ISO 4217" in kapfhir.validate(invoice).not_checked


# --- value sets and code systems ---------------------------------------------------------------------------------

SYSTEM = {
    "url": "s", "content": "complete", "caseSensitive": True, "version": "1",
    "concept": [
        {"code": "a", "display": "A", "concept": [{"code": "b"}, {"code": "c", "concept": [{"code": "d"}]}]},
        {"code": "e", "property": [{"code": "parent", "valueCode": "b"}]},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("compose", "contents"),
    [
        ({"include": [{"system": "s"}]}, {"s": True}),
        ({"include": [{"system": "s", "concept": [{"code": "a"}, {"code": "x"}]}]}, {"s": {"a", "x"}}),
        ({"include": [{"system": "s", "filter": [{"property": "concept", "op": "is-a", "value": "b"}]}]},
         {"s": {"b", "e"}}),
        ({"include": [{"system": "s", "filter": [{"property": "concept", "op": "descendent-of", "value": "a"}]}]},
         {"s": {"b", "c", "d", "e"}}),
        ({"include": [{"system": "s", "filter": [{"property": "code", "op": "is-not-a", "value": "b"}]}]},
         {"s": {"a", "c", "d"}}),
        ({"include": [{"system": "s", "filter": [{"property": "color", "op": "=", "value": "red"}]}]}, {"s": False}),
        ({"include": [{"system": "t", "filter": [{"property": "concept", "op": "is-a", "value": "b"}]}]}, {"t": False}),
        ({"include": [{"system": "s"}], "exclude": [{"system": "s", "concept": [{"code": "a"}]}]},
         {"s": {"b", "c", "d", "e"}}),
        ({"include": [{"system": "t"}], "exclude": [{"system": "t", "concept": [{"code": "a"}]}]}, {"t": False}),
        ({"include": [{"valueSet": ["one"]}, {"system": "s", "concept": [{"code": "e"}]}]}, {"s": {"a", "b", "e"}}),
        ({"include": [{"valueSet": ["one", "two"]}]}, {"s": {"b"}}),
        ({"include": [{"system": "s", "valueSet": ["one"]}]}, {"s": {"a", "b"}}),
        ({"include": [{"valueSet": ["missing"]}]}, {"": False}),
        ({"include": [{"system": "s", "valueSet": ["missing"]}]}, {"s": False, "": set()}),
        ({"include": 3, "exclude": [None, {"system": []}]}, {}),
    ],
)  # fmt: skip
def test_a_value_set_has_what_its_composition_says(compose, contents):
    sets = {"one": {"s": frozenset("ab")}, "two": {"s": frozenset("bc")}}
    systems = {"s": from_resource(SYSTEM)}
    assert expand({"compose": compose}, sets.get, systems.get) == contents


@pytest.mark.parametrize(
    ("properties", "defined"),
    [
        ([{"code": "inactive", "valueBoolean": True}], []),
        ([{"code": "status", "valueCode": "retired"}], []),
        ([{"code": "old", "valueBoolean": True}],
         [{"code": "old", "uri": "http://hl7.org/fhir/concept-properties#inactive"}]),
    ],
)  # fmt: skip
def test_a_retired_code_is_in_no_value_set_that_has_only_active_ones(properties, defined):
    concepts = [{"code": "a"}, {"code": "b", "property": properties}]
    system = from_resource({"content": "complete", "concept": concepts, "property": defined})
    compose = {"include": [{"system": "s"}]}
    systems = {"s": system}
    assert expand({"compose": compose | {"inactive": False}}, {}.get, systems.get) == {"s": {"a"}}
    assert expand({"compose": compose | {"inactive": True}}, {}.get, systems.get) == {"s": True}


class Slow(Library):
    """Which answers two threads when both have asked."""

    both = Barrier(2, timeout=30)

    def find(self, _kind, canonical):
        self.both.wait()
        return {"resourceType": "ValueSet", "url": canonical, "compose": {"include": [{"system": "s"}]}}


def test_two_threads_that_ask_for_a_value_set_at_once_both_have_it():
    known = Terminology(Slow("r4"))
    with ThreadPoolExecutor(2) as threads:
        assert [*threads.map(known.value_set, ["v", "v"])] == [{"s": True}] * 2


def test_value_sets_that_take_each_other_in_have_what_else_is_in_them(tmp_path):
    for one, other in ("ab", "ba"):
        included = [{"valueSet": [f"https://a.example/{other}"]}, {"system": one}]
        made = {"resourceType": "ValueSet", "url": f"https://a.example/{one}", "compose": {"include": included}}
        (tmp_path / f"{one}.json").write_text(json.dumps(made), encoding="utf-8")
    known = Terminology(library("r4", [str(tmp_path)]))
    assert known.value_set("https://a.example/a") == {"": False, "a": True, "b": True}


def test_a_code_system_is_the_same_after_it_was_a_row():
    system = from_resource(SYSTEM)
    assert from_row(json.loads(json.dumps(row(system)))) == system
    assert list(system.displays) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("release", RELEASES)
def test_every_value_set_that_is_bound_is_here_but_for_those_of_others(release):
    known = terminology(library(release))
    missing = {url for name in definitions.load(f"{release}/index")["resources"] for url in bound(release, name)
               if known.value_set(url) is None}  # fmt: skip
    assert {url for url in missing if url.startswith("http://hl7.org/")} == set()
    assert len(missing) < 10


def bound(release, name):
    for element in definitions.load(f"{release}/{name}")["elements"].values():
        more = element[3] if len(element) > 3 else {}
        if "binding" in more and more.get("strength") != "preferred":
            yield more["binding"]


# --- grammars ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        "mg",
        "{score}",
        "[lb_av]",
        "10*3/uL",
        "mm[Hg]",
        "mg/kg/h",
        "1",
        "%",
        "/min",
        "{}",
        "[degF]",
        "Cel",
        "mL/min/{1.73_m2}",
        "m{a}",
        "10*",
        "10*-3",
        "m-2",
        "(g.m)/s2",
        "da[g]",
        "g/(8.h){shift}",
        "[in_i'H2O]",
        "''",
        "B[10.nV]",
        "cal_[15]",
        "/(m)",
        "((m))",
        "[IU]/mL",
        "dam",
        "cm[H2O]",
    ],
)
def test_a_unit_of_ucum_is_one(unit):
    assert is_unit(unit)


@pytest.mark.parametrize(
    "unit",
    ["", "mgg", "mg{", "m g", "bpm", "mcg", "2mg", "kmin", "k[in_i]", "m{a}{b}", "/", "m//s", "m/s/", ".m", "(m", "m)",
     "()", "m()", "m^2", "m**2", "µg", "KG", "MMHG", "m\n", "[", "{"],
)  # fmt: skip
def test_what_is_no_unit_of_ucum_is_none(unit):
    assert not is_unit(unit)


def _units(value):
    if isinstance(value, Unit):
        yield value.code
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _units(one)


def test_our_own_units_are_those_that_are_passed_without_the_grammar_and_hold_by_it():
    assert {*_units(vars(kapfhir.terminology))} == units.OURS
    assert [unit for unit in units.OURS if not units._is_unit(unit)] == []


def test_the_units_that_fhir_lists_are_units():
    names = [f"{folder}/value-sets" for folder in ("both", "r4", "r5")]
    sets = (definitions.member(name, url) or {} for name in names for url in definitions.members(name))
    listed = {unit for codes in sets if isinstance(codes.get(UCUM), list) for unit in codes[UCUM]}
    assert len(listed) > 20
    assert [unit for unit in listed if not is_unit(unit)] == []


CATEGORY = f"{THO}/observation-category"
ODD = st.sampled_from(["", " a", 1, None, [], {}, {"a": 1}, [None]])
RIGHT = [(CATEGORY, "vital-signs"), ("http://loinc.org", "8480-6"), (UCUM, "mg"), ("urn:ietf:bcp:47", "de")]


def a_little_wrong(right, **members):
    """What is right, with two of these members at most."""
    one = st.one_of([st.fixed_dictionaries({name: values | ODD}) for name, values in members.items()])
    return st.builds(lambda given, first, other: given | first | other, right, st.just({}) | one, st.just({}) | one)


CODING = a_little_wrong(
    st.sampled_from([{"system": system, "code": code} for system, code in RIGHT]),
    system=st.just("http://a.b"), code=st.sampled_from(["nothing", "a  b"]),
    display=st.sampled_from(["Vital Signs", "vital signs", "Dose"]), version=st.just("1"), id=st.just("a"),
    userSelected=st.just(True), other=st.just(1),
)  # fmt: skip
CONCEPT = a_little_wrong(
    st.fixed_dictionaries({"coding": st.lists(CODING, min_size=1, max_size=2)}),
    coding=st.lists(CODING | ODD, max_size=2), text=st.just("words"), id=st.just("a"), other=st.just(1),
)  # fmt: skip
QUANTITY = a_little_wrong(
    st.builds(dict, CODING, value=st.sampled_from([1, 1.5])),
    value=st.sampled_from([True, "1"]), unit=st.just("mg"), comparator=st.sampled_from(["<", "no"]),
)  # fmt: skip


@settings(deadline=None, max_examples=500)  # the first reads the tables
@given(st.lists(CONCEPT, min_size=2, max_size=2), CODING, QUANTITY, st.sampled_from(["4.0.1", "5.0.0"]))
def test_at_a_glance_all_is_as_it_is_looked_at_closely(concepts, coding, quantity, release):
    value = {"valueQuantity": quantity, "meta": {"tag": [coding]}}
    entries = [{"resource": observation(category=[concept], **value)} for concept in (concepts[0], *concepts)]
    resource = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    at_a_glance, closely = glance.both(resource, release)
    assert at_a_glance == closely


@pytest.mark.parametrize("url", ["https://a.example/with space", "urn:uuid:A"])
def test_a_code_system_whose_url_is_no_uri_is_never_passed_at_a_glance(tmp_path, url):
    system = {"resourceType": "CodeSystem", "url": url, "content": "complete", "concept": [{"code": "a"}]}
    package = tmp_path / "system.json"
    package.write_text(json.dumps(system), encoding="utf-8")
    resource = observation(category=[concept((url, "a")), concept((url, "a"))], code=concept((url, "a")))
    report = kapfhir.validate(resource, packages=[str(package)])
    assert [issue.rule for issue in report] == ["structure"] * 3


@pytest.mark.parametrize("release", RELEASES)
def test_what_a_code_may_be_by_its_binding_is_what_its_value_set_has(release):
    known = terminology(library(release))
    for url in definitions.members(f"{release}/codes"):
        listed = (definitions.member(f"{release}/codes", url) or {"codes": []})["codes"]
        systems = {one: known.system(one) for one in known.value_set(url) or {}}
        in_sets = [codes if isinstance(codes, frozenset) else systems[one].displays if codes and systems[one] else ()
                   for one, codes in (known.value_set(url) or {}).items()]  # fmt: skip
        assert {*listed} == {*chain.from_iterable(in_sets)}, url


@pytest.mark.parametrize(
    "text", ["m." * 9000 + "m", "(" * 9000 + "m" + ")" * 9000, "[a" * 9000, "{" * 9000, "1" * 9000]
)
def test_a_long_unit_takes_no_time(text):
    started = time.perf_counter()
    is_unit(text)
    assert time.perf_counter() - started < 10  # quadratic it would take minutes


@pytest.mark.parametrize(
    ("system", "right", "wrong"),
    [
        ("urn:ietf:bcp:47", "en en-US de-CH zh-Hans-CN sl-rozaj-biske-1994 x-private qaa i-klingon EN",
         "english en_US xx en-Qqqq en- a-DE de-419-DE en-x " + "a-" * 40 + "a"),
        ("urn:ietf:bcp:13", "text/plain text/plain;charset=utf-8 application/fhir+json;fhirVersion=4.0 json",
         "text text/ /plain a/b/c pdf */*"),
        ("urn:iso:std:iso:4217", "EUR USD CHF", "usd EURO EU 978"),
    ],
)  # fmt: skip
def test_languages_media_types_and_currencies_have_their_form(system, right, wrong):
    grammar = GRAMMARS[system]
    assert [code for code in right.split() if not grammar.holds(code)] == []
    assert [code for code in wrong.split() if grammar.holds(code)] == []


# --- HL7's validator ---------------------------------------------------------------------------------------------


def of_codes(finding):
    return finding.error and any(word in str(finding.id) for word in ("Terminology_TX", "Unknown_Code", "Display_Name"))


@pytest.mark.parametrize("folder", RELEASES)
def test_hl7s_validator_gives_the_same_verdict_on_every_recoding(oracle, tmp_path, folder):
    made = {}
    for stem, resource in recodings.resources():
        given = resource if folder == "r4" else R5.encode(resource)
        for name, changed in recodings.made(folder, given):
            made[tmp_path / f"{stem}-{name}.json"] = changed
    for path, resource in made.items():
        path.write_text(json.dumps(resource), encoding="utf-8")
    guide = tmp_path / "guide"
    guide.mkdir()
    for path in (*recodings.GUIDE.glob("CodeSystem-*.json"), *recodings.GUIDE.glob("ValueSet-*.json")):
        (guide / path.name).write_bytes(path.read_bytes())
    answers = oracle.validate([oracle.Asked(path) for path in made], RELEASES[folder], [str(guide)])
    differing = {}
    for answer in answers:
        report = kapfhir.validate(made[Path(answer.file)], release=RELEASES[folder])
        ours = [str(issue) for issue in report if issue.is_error and issue.rule in AGREED]
        theirs = [finding.text for finding in answer.findings if of_codes(finding)]
        if bool(ours) != bool(theirs):
            differing[Path(answer.file).name] = (ours, theirs)
    assert differing == {}
    assert len(made) > 100
