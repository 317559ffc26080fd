"""What HL7's own validator says of every definition, every example and what the mapping makes. Only with --oracle."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import guide
import kapfhir
from generated import generated
from kapfhir import to_bundle, wire
from kapfhir.sync.retraction import retracted

EPISODES = sorted((Path(__file__).parent.parent / "examples").glob("*.json"))
GENERATED = 200
BROKEN = [*guide.broken()]
Answers = dict[Path, Any]


def taken_back(bundle: dict[str, Any]) -> dict[str, Any]:
    """The bundle with every resource as one that was entered in error, but for those that are never retracted."""
    entries = [entry | {"resource": retracted(entry["resource"]) or entry["resource"]} for entry in bundle["entry"]]
    return bundle | {"entry": entries}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """What is made for the run: bundles of the example episodes, of generated ones, and examples that break a rule."""
    folder = tmp_path_factory.mktemp("oracle")
    made = {
        "example": [to_bundle(kapfhir.read(path)) for path in EPISODES],
        "generated": [to_bundle(episode) for episode in generated(GENERATED, 4)],
        "retracted": [taken_back(to_bundle(kapfhir.read(path))) for path in EPISODES],
        "broken": [row.resource for row in BROKEN],
    }
    written: dict[str, list[Path]] = {}
    for kind, resources in made.items():
        for number, resource in enumerate(resources):
            path = folder / f"{kind}-{number}.json"
            path.write_text(wire.dumps(resource), encoding="utf-8")
            written.setdefault(kind, []).append(path)
    return written


@pytest.fixture(scope="session")
def answers(oracle: ModuleType, files: dict[str, list[Path]]) -> Answers:
    """The answer to every file, found in one run: the validator takes long to start."""
    everything = [*guide.DEFINITIONS, *guide.EXAMPLES, *(path for made in files.values() for path in made)]
    asked = [oracle.Asked(path) for path in everything]
    return {Path(answer.file): answer for answer in oracle.validate(asked, igs=[str(guide.GUIDE)])}


def errors(answer: Any) -> list[str]:
    return [f"{error.expression}: {error.text}" for error in answer.errors]


@pytest.mark.parametrize("path", [*guide.DEFINITIONS, *guide.EXAMPLES], ids=lambda path: path.stem)
def test_a_definition_or_an_example_is_valid(path: Path, answers: Answers) -> None:
    assert errors(answers[path]) == []


def test_the_example_episodes_map_to_valid_bundles(answers: Answers, files: dict[str, list[Path]]) -> None:
    assert [errors(answers[path]) for path in files["example"]] == [[] for _ in EPISODES]


def test_what_was_retracted_is_still_valid(answers: Answers, files: dict[str, list[Path]]) -> None:
    assert [errors(answers[path]) for path in files["retracted"]] == [[] for _ in EPISODES]


def test_generated_episodes_map_to_valid_bundles(answers: Answers, files: dict[str, list[Path]]) -> None:
    assert len(files["generated"]) == GENERATED
    assert {path.name: found for path in files["generated"] if (found := errors(answers[path]))} == {}


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=lambda number: BROKEN[number].rule)
def test_a_broken_example_breaks_its_rule(number: int, answers: Answers, files: dict[str, list[Path]]) -> None:
    row, answer = BROKEN[number], answers[files["broken"][number]]
    on_rule = [finding for finding in answer.findings if row.message.search(finding.text)]
    assert [finding for finding in on_rule if finding.error or row.undecided], errors(answer)
    assert not (row.undecided and any(finding.error for finding in on_rule))
