"""What a reader of the code found wrong once, and no other module's tests would notice again."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import kapfhir
from course import course
from kapfhir import wire
from kapfhir.cli import main

JANE = json.loads((Path(__file__).parent.parent / "examples" / "jane.json").read_bytes())


def read(record: dict[str, Any]) -> kapfhir.Episode:
    return kapfhir.read(json.dumps(record).encode())


def test_a_dose_of_nothing_by_weight_is_nought_and_not_absent() -> None:
    record = wire.loads(kapfhir.dump(course()))
    record["visits"][0]["doses"][0] |= {"mg": 0, "mg_per_kg": 0}
    episode = read(record)
    bundle = kapfhir.to_bundle(episode)
    assert json.loads(wire.dumps(bundle))
    assert kapfhir.dump(kapfhir.from_bundle(bundle)) == kapfhir.dump(episode.shared())


def test_an_outcome_judged_by_a_subscale_that_was_reported_alone_refers_to_it() -> None:
    record = deepcopy(JANE)
    review = next(visit for visit in record["visits"] if visit.get("outcomes"))
    at = review.get("start") or record["visits"][0]["start"]
    reported = {"id": "alone", "instrument": "pcl-5", "at": at, "subscales": {"cluster-b": 5}}
    record["questionnaires"].append(reported)
    review["outcomes"][0]["inputs"] = ["alone"]
    episode = read(record)
    bundle = kapfhir.to_bundle(episode)
    assert kapfhir.validate(bundle).ok
    assert kapfhir.dump(kapfhir.from_bundle(bundle)) == kapfhir.dump(episode.shared())


def test_map_tells_what_of_a_bundle_is_not_in_the_episode(tmp_path: Path, capfd: Any) -> None:
    bundle = deepcopy(kapfhir.to_bundle(course()))
    dose = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "MedicationAdministration")
    del dose["meta"]["profile"]  # whoever wrote it knows no profile of ours, which asks for mg
    dose["dosage"]["dose"] |= {"value": 0.034, "unit": "g", "code": "g"}
    file = tmp_path / "bundle.json"
    file.write_text(wire.dumps(bundle), encoding="utf-8")
    assert main(["map", str(file)]) == 0
    told = capfd.readouterr().err
    assert "unread: 1 resources" in told
    assert "MedicationAdministration" in told


def test_a_bundle_with_psychotherapy_notes_is_not_mapped_unasked(tmp_path: Path, capfd: Any) -> None:
    bundle = deepcopy(kapfhir.to_bundle(course()))
    label = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "PSYTHPN"}
    bundle["entry"][3]["resource"]["meta"]["security"].append(label)
    file = tmp_path / "bundle.json"
    file.write_text(wire.dumps(bundle), encoding="utf-8")
    for asked in ([], ["--allow-psychotherapy-notes"]):  # asking is not enough: no consent authorises it
        assert main(["map", str(file), *asked]) == 1
        out, err = capfd.readouterr()
        assert out == ""
        assert "psychotherapy notes stay at the clinic" in err
