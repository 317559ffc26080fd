"""What HL7's validator asks of Bundles and references is found where it finds it, and nowhere else."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import glance
import kapfhir
from bundles import BUNDLES
from kapfhir.validation.stricter import STRICTER

BROKEN = {
    "a document without its subject": {"document-reference"},
    "a document without its author": {"document-reference"},
    "a document without what a section names": {"document-reference"},
    "a document without its custodian": {"document-reference"},
    "a document without its encounter": {"document-reference"},
    "a document with a subject elsewhere": {"document-reference"},
    "a document with what nothing links to": {"document-orphan"},
    "a document with a relative reference under a urn": {"document-orphan", "document-reference"},
    "a document with a subject of another server": {"document-orphan", "document-reference"},
    "a document with a subject without fullUrl": {"document-orphan", "document-reference", "entry-full-url"},
    "a document with links for paging": {"link-relation"},
    "a message without its focus": {"document-reference"},
    "a message without a fullUrl": {"entry-full-url"},
    "an answer with another type": {"search-entry"},
    "an answer with an outcome that is none": {"search-entry"},
    "an answer with what has no id": {"search-entry"},
    "an answer of several other types": {"search-entry"},
    "an answer to a relative search": {"search-entry"},
    "a history with the links self and self": {"link-relation"},
    "a history with the links next and next": {"link-relation"},
    "a transaction with the links first": {"link-relation"},
    "a transaction with the links next": {"link-relation"},
    "a transaction with the links self and self": {"link-relation"},
    "a transaction with the links next and next": {"link-relation"},
    "a collection with the links first": {"link-relation"},
    "a collection with the links next": {"link-relation"},
    "a collection with the links self and self": {"link-relation"},
    "a collection with the links next and next": {"link-relation"},
    "a transaction-response with the links first": {"link-relation"},
    "a transaction-response with the links next": {"link-relation"},
    "a transaction-response with the links self and self": {"link-relation"},
    "a transaction-response with the links next and next": {"link-relation"},
    "an entry without a fullUrl": {"entry-full-url"},
    "an entry with a relative fullUrl": {"entry-full-url"},
    "an entry with another id": {"entry-id"},
    "an entry of another type": {"entry-id"},
    "an entry without an id": {"entry-id"},
    "a posted entry with another id": {"entry-id"},
    "a posted entry with a relative fullUrl": {"entry-full-url"},
    "an entry twice": {"bdl-7"},
    "a Bundle in a Bundle": {"entry-full-url"},
    "a reference to page": {"reference-format"},
    "a reference to Patient": {"reference-format"},
    "a reference to /Patient/1": {"reference-format"},
    "a reference to Patient/1/x": {"reference-format"},
    "a reference to http://example.org/fhir/Medication/1": {"reference-target"},
    "a reference to Medication/1": {"reference-target"},
    "a reference to #": {"ref-1"},
    "a reference to #a": {"ref-1"},
    "a reference to Patient?identifier=a": {"reference-format"},
    "a reference to Patient/1 2": {"reference-format"},
    "alone, a reference to Patient?identifier=a": {"reference-format"},
    "alone, a reference to Patient/1 2": {"reference-format"},
    "alone, a reference to Medication/1": {"reference-target"},
    "in a transaction, a reference to Patient?identifier=1&?==": {"reference-format"},
    "in a transaction, a reference to Patient?": {"reference-format"},
    "in a transaction, a reference to Patient?identifier": {"reference-format"},
    "in a transaction, a reference to Page?identifier=a": {"reference-format"},
    "in a transaction, a reference to Medication?identifier=a": {"reference-target"},
    "in a batch, a reference to Patient?identifier=a|b": {"reference-format"},
    "in a batch, a reference to Patient?identifier=1&?==": {"reference-format"},
    "in a batch, a reference to Patient?": {"reference-format"},
    "in a batch, a reference to Patient?identifier": {"reference-format"},
    "in a batch, a reference to Page?identifier=a": {"reference-format"},
    "in a batch, a reference to Medication?identifier=a": {"reference-format", "reference-target"},
    "a relative reference without a fullUrl": {"entry-full-url"},
    "a reference that says another type": {"reference-target"},
    "a link that leads nowhere": {"narrative-link"},
}
DOUBTFUL = {
    "a message with what nothing links to": {"document-orphan"},
    "an answer without self": {"link-relation"},
    "an answer with another type and no mode": {"search-entry"},
    "an answer with what has no id and no mode": {"search-entry"},
    "an answer with an outcome without id and mode": {"link-relation"},
    "a reference to patient/1": {"reference-format"},
    "a reference to Patient/a_b": {"reference-format"},
    "alone, a reference to page": {"reference-format"},
    "alone, a reference to /Patient/1": {"reference-format"},
}


def found(name, severity):
    report = kapfhir.validate(json.dumps(BUNDLES[name]))
    return {issue.rule for issue in report if issue.severity == severity and issue.rule not in STRICTER}


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_has_the_errors_that_are_in_it(name):
    assert found(name, "error") == BROKEN.get(name, set())
    assert found(name, "warning") == DOUBTFUL.get(name, set())


@pytest.mark.parametrize("release", ["4.0.1", "5.0.0"])
def test_the_verdict_is_that_of_hl7s_validator(oracle, release, tmp_path):
    files = {}
    for number, (name, resource) in enumerate(BUNDLES.items()):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(resource), encoding="utf-8")
        files[str(path)] = name
    answers = oracle.validate([oracle.Asked(path) for path in files], release)
    theirs = {files[answer.file]: not answer.errors for answer in answers}
    reports = {name: kapfhir.validate(json.dumps(BUNDLES[name]), release=release) for name in BUNDLES}
    ours = {name: not any(i.is_error and i.rule not in STRICTER for i in found) for name, found in reports.items()}
    assert ours == theirs


# --- at a glance -------------------------------------------------------------------------------------------------

URLS = st.sampled_from([
    "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", "urn:uuid:A", "urn:oid:1.2", "http://a.example/Patient/1",
    "http://a.example/Practitioner/1", "https://a b/Patient/1", "Patient/1", "#", "#p", "#None", "", "http:",
])  # fmt: skip
TARGETS = st.sampled_from([None, {}, "x", *({"resourceType": kind} for kind in ("Patient", "Practitioner", "No", 1))])
REFERENCES = st.fixed_dictionaries(
    {"reference": URLS | st.sampled_from([1, {}, "#" + "p" * 2000])}, optional={"type": st.just("Patient")}
)
ENTRIES = st.lists(st.fixed_dictionaries({"fullUrl": URLS}, optional={"resource": TARGETS}), max_size=3)
CONTAINED = st.lists(st.sampled_from([{"resourceType": "Patient", "id": "p"}, {"resourceType": "Patient"}, 1]))


@settings(deadline=None)  # the first reads the tables
@given(REFERENCES, REFERENCES, CONTAINED, URLS, ENTRIES, st.sampled_from(["4.0.1", "5.0.0"]))
def test_at_a_glance_a_reference_is_as_it_is_looked_at_closely(subject, member, contained, url, entries, release):
    led = {"subject": subject, "hasMember": [member], "contained": contained}
    first = {"resourceType": "Observation", "status": "final", "code": {"text": "a"}, **led}
    every = [{"fullUrl": url, "resource": first}, *entries]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": every}
    at_a_glance, closely = glance.both(bundle, release)
    assert at_a_glance == closely


NONE = object()  # the member is left out
SYSTEMS = ["http://a.example", "urn:uuid:A", "urn:ietf:rfc:3986", "ftp://a.example", "a b", "", 1, None, NONE]
SAID = ["Patient", "Practitioner", "http://a.example/No", "No", "", 1, NONE]


def every(**members):
    """An object for each choice of a value for each member."""
    for values in itertools.product(*members.values()):
        yield {name: value for name, value in zip(members, values, strict=True) if value is not NONE}


@pytest.mark.parametrize("release", ["4.0.1", "5.0.0"])
@pytest.mark.parametrize("said", SAID)
def test_at_a_glance_what_has_an_identifier_is_as_it_is_looked_at_closely(said, release):
    identifiers = [*every(system=SYSTEMS, value=["1", "urn:oid:1.2", "", "x" * (2**20 + 1), 1, NONE])]
    more = {"use": "no", "system": "http://a.example", "value": "1"}
    some = [identifiers[0], more, {"value": "1"}, {}, [], NONE]
    other = {"reference": [None, "#", NONE], "no": [1, NONE]}
    logical = [*every(type=[said], identifier=some, display=["a", "", 1, NONE], **other)]
    for members in ({"identifier": [*identifiers, more]}, {"hasMember": logical}):
        document = {"resourceType": "Observation", "status": "final", "code": {"text": "a"}, **members}
        at_a_glance, closely = glance.both(document, release)
        assert at_a_glance == closely
        assert at_a_glance[0]
