"""What HL7's own validator says, with R5's definitions, of what is encoded for R5. Only with --oracle."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import guide
import kapfhir
from generated import generated
from kapfhir import to_bundle, wire
from kapfhir.release import R5
from test_oracle import EPISODES, errors

GENERATED = 50
PAIRS = sorted((Path(__file__).parent / "corpus" / "r5").glob("*.json"))
Json = dict[str, Any]
Answers = dict[str, Any]


def definitions(folder: Path) -> Path:
    """The guide as far as R5 can use it: its codes, its extensions, its Questionnaires. Its profiles are R4's."""
    for path in guide.DEFINITIONS:
        resource = wire.loads(path.read_bytes())
        if resource["resourceType"] == "Questionnaire":
            resource = R5.encode(resource)
        if (
            resource["resourceType"] in ("CodeSystem", "ValueSet", "Questionnaire")
            or resource.get("type") == "Extension"
        ):
            (folder / path.name).write_text(wire.dumps(resource | _release(resource)), encoding="utf-8")
    return folder


def _release(resource: Json) -> Json:
    return {"fhirVersion": R5.version} if "fhirVersion" in resource else {}


@pytest.fixture(scope="session")
def answers(oracle: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The answer to every bundle and resource, by name, found in one run."""
    folder = tmp_path_factory.mktemp("r5")
    made = {f"example-{path.stem}": R5.encode(to_bundle(kapfhir.read(path))) for path in EPISODES}
    made |= {f"generated-{n}": R5.encode(to_bundle(episode)) for n, episode in enumerate(generated(200, 4)[:GENERATED])}
    made |= {f"pair-{path.stem}": wire.loads(path.read_bytes())["r5"] for path in PAIRS}
    for name, resource in made.items():
        (folder / f"{name}.json").write_text(wire.dumps(resource), encoding="utf-8")
    asked = [oracle.Asked(folder / f"{name}.json") for name in made]
    known = definitions(tmp_path_factory.mktemp("guide"))
    found = oracle.validate(asked, version=R5.version, igs=[str(known)])
    return {Path(answer.file).stem: errors(answer) for answer in found}


def wrong(answers: Answers, kind: str) -> Answers:
    return {name: found for name, found in answers.items() if name.startswith(kind) and found}


def test_the_example_episodes_are_valid_r5(answers: Answers) -> None:
    assert wrong(answers, "example") == {}


def test_generated_episodes_are_valid_r5(answers: Answers) -> None:
    assert sum(name.startswith("generated") for name in answers) == GENERATED
    assert wrong(answers, "generated") == {}


def test_the_types_in_the_corpus_are_valid_r5(answers: Answers) -> None:
    assert wrong(answers, "pair") == {}
