"""kapfhir's verdict on thousands of broken documents is that of HL7's validator. Only with --oracle."""

import json
from pathlib import Path
from types import ModuleType

import pytest

import mutants

AT_LEAST = 99.5  # per cent


@pytest.fixture(scope="module")
def judged(oracle: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[mutants.Judged]:
    return mutants.judge(mutants.mutants(), tmp_path_factory.mktemp("mutants"))


def test_the_verdict_is_that_of_hl7s_validator(judged: list[mutants.Judged]) -> None:
    print(*mutants.table(judged), *mutants.disagreements(judged), sep="\n")  # noqa: T201  # shown where it fails
    broken = [*mutants.broken(judged)]
    assert len(broken) > 2000
    assert 100 * sum(one.agreed for one in broken) / len(broken) >= AT_LEAST


def test_each_disagreement_has_its_reason(judged: list[mutants.Judged]) -> None:
    table = json.loads((Path(__file__).parent / "differences.json").read_bytes())
    assert {one.mutant.name for one in judged if not one.agreed} == table["mutants"].keys()
    assert {*table["mutants"].values()} == table["reasons"].keys()


def test_a_document_that_is_not_broken_is_valid_for_both(judged: list[mutants.Judged]) -> None:
    whole = [one for one in judged if one.mutant.mutator == mutants.UNBROKEN]
    assert {one.mutant.name: (one.ours, one.theirs) for one in whole if one.ours or one.theirs} == {}
    assert len(whole) > 100


def test_no_document_that_breaks_the_guide_is_called_valid(judged: list[mutants.Judged]) -> None:
    assert [one.mutant.name for one in judged if one.missed_ours] == []


@pytest.mark.usefixtures("oracle")
def test_the_same_seed_makes_the_same_mutants() -> None:
    assert [one.name for one in mutants.mutants(60)] == [one.name for one in mutants.mutants(60)]
