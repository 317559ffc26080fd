"""What leaves the clinic is labelled, and psychotherapy process text does not leave it."""

import json
from base64 import b64decode
from pathlib import Path

import pytest

from kapfhir import NotAuthorised, dump, from_bundle, read, to_bundle, unread, wire, withheld
from kapfhir.identity import Key
from kapfhir.mapping.context import Context
from kapfhir.typed import from_model, to_model

ROOT = Path(__file__).parent.parent
CANARY = "canary-93b1"
ALLOWED = {"id": "notes", "scope": "psychotherapy-notes", "given": True, "at": "2026-03-02T10:00:00-06:00"}


def jane(*consents, summary="a summary", **more):
    """Jane with a canary in process notes: at a visit, at the integration inside it, alone and beside a summary."""
    episode = json.loads((ROOT / "examples" / "jane.json").read_bytes())
    d1 = next(visit for visit in episode["visits"] if visit["id"] == "d-1")
    d1["notes"] = [
        {"id": "both", "progress_summary": summary, "process_text": CANARY},
        {"id": "alone", "at": "2026-03-09T13:00:00-05:00", "process_text": CANARY},
    ]
    d1["integration"]["notes"] = [{"id": "inner", "process_text": CANARY}]
    episode["consents"] += consents
    return read(json.dumps(episode | more).encode())


def texts(bundle):
    """The bundle's JSON, and what its attachments hold."""
    yield wire.dumps(bundle)
    for entry in bundle["entry"]:
        for content in entry["resource"].get("content", []):
            yield b64decode(content["attachment"]["data"]).decode()


def test_process_text_is_in_no_output_by_default():
    episode = jane(ALLOWED)
    bundle = to_bundle(episode)
    outputs = [
        *texts(bundle), *texts(from_model(to_model(bundle))), dump(episode.shared()).decode(),
        dump(from_bundle(bundle)).decode(), repr(unread(bundle)), repr(withheld(episode)), repr(episode),
    ]  # fmt: skip
    assert not any(CANARY in text for text in outputs)


def test_each_process_text_is_listed_as_withheld_and_nothing_else():
    paths = sorted(part.path.partition(".")[2] for part in withheld(jane()))
    assert paths == ["integration.notes[0]", "notes[0]", "notes[1].process_text"]
    assert {part.reason for part in withheld(jane())} == {"psychotherapy process text stays at the clinic"}


def test_authorised_process_text_goes_out_labelled_and_comes_back():
    episode = jane(ALLOWED)
    bundle = to_bundle(episode, allow_psychotherapy_notes=True)
    found = [e["resource"] for e in bundle["entry"] if CANARY in "".join(texts({"entry": [e]}))]
    assert len(found) == 3
    for document in found:
        assert {label["code"] for label in document["meta"]["security"]} == {"V", "PSY", "PSYTHPN", "HIPAAPsyNotes"}
        assert document["type"]["coding"][0]["code"] == "psychotherapy-note"
    assert dump(from_bundle(bundle)) == dump(episode.with_ids())
    assert unread(bundle) == ()


@pytest.mark.parametrize(
    ("consents", "field"),
    [
        ([], "consents"),
        ([{**ALLOWED, "given": False}], "consents[0].given"),
        ([ALLOWED, {**ALLOWED, "id": "no", "at": "2026-04-02T10:00:00-06:00", "given": False}], "consents[3].given"),
        ([ALLOWED, {**ALLOWED, "id": "no", "terms": "to my insurer", "given": False}], None),
        ([ALLOWED, {**ALLOWED, "id": "no", "terms": "to my insurer", "at": None, "given": False}], None),
        ([{**ALLOWED, "expires": "2020-01-01"}], "consents[0].expires"),
        ([{**ALLOWED, "scope": "release-of-information"}], "consents"),
    ],
)
def test_without_an_authorisation_process_text_is_refused_by_name(consents, field):
    with pytest.raises(NotAuthorised) as caught:
        to_bundle(jane(*consents), allow_psychotherapy_notes=True)
    assert field is None or caught.value.field == field  # None: whichever of the two stands where in the list
    assert CANARY not in str(caught.value)


def labels(bundle):
    return [{label["code"] for label in e["resource"]["meta"]["security"]} for e in bundle["entry"]]


def test_everything_is_restricted_and_psychiatric():
    assert all({"R", "PSY"} <= found for found in labels(to_bundle(jane())))


def test_part_2_is_claimed_by_a_programme_that_says_it_is_one_and_by_no_other():
    assert not any({"42CFRPart2", "NORDSCLCD"} & found for found in labels(to_bundle(jane())))
    assert all({"42CFRPart2", "NORDSCLCD"} <= found for found in labels(to_bundle(jane(part_2_programme=True))))


def test_substance_use_is_labelled_where_it_is_told():
    bundle = to_bundle(jane())
    told = [e["resource"] for e in bundle["entry"] if "AUDIT-C" in wire.dumps(e["resource"])]
    assert told
    assert all("SUD" in {label["code"] for label in resource["meta"]["security"]} for resource in told)


def test_a_made_up_record_says_so_in_every_resource():
    bundle = to_bundle(jane())
    assert all("HTEST" in {tag["code"] for tag in e["resource"]["meta"]["tag"]} for e in bundle["entry"])


@pytest.mark.parametrize("kind", ["audit-c", "audit-c.total", "dast-10.3"])
def test_answers_on_substance_use_are_labelled(kind):
    header = Context(jane()).header("Observation", Key("v-01", kind, "q"))
    assert "SUD" in {label["code"] for label in header["meta"]["security"]}
