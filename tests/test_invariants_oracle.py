"""Natives, and fhirpathpy as it is used here, beside HL7's engine on generated values. Only with --oracle."""

from collections import defaultdict
from pathlib import Path

import pytest

import constraints
from kapfhir import wire
from kapfhir.validation.invariants import corrected

EACH = 40  # values for each constraint
ALWAYS = {  # of these no value is known that breaks them, or they cannot be judged there
    "con-3": "as HL7 reads it, a boolean is asked whether it is empty",
    "apd-1": "a ManufacturedItemDefinition has no route",
    "dgr-1": "the expression fails wherever it could be false",
}
CONTEXT = "%context"  # is the resource in this mode of the oracle
MISREAD = '"valueInteger":-'  # HL7's engine reads `>= -5 and x` as `>= (-5 and x)`


@pytest.fixture(scope="module", params=constraints.VERSIONS)
def answers(request, oracle, tmp_path_factory):
    """The constraint, what we say, what HL7's engine says (None: it fails), of every case."""
    return list(_answers(request.param, oracle, tmp_path_factory.mktemp("cases")))


def _answers(release: str, oracle, folder: Path):
    rows, lines = [], []
    for one in constraints.all_of(release):
        for case in constraints.cases(one, EACH) if CONTEXT not in one.expression else ():
            text = wire.dumps(case.resource)
            if one.key == "kap-sedation-scale" and MISREAD in text:
                continue
            path = folder / f"{len(rows)}.json"
            path.write_text(text, encoding="utf-8")
            rows.append((one, constraints.judged(one, case), path))
            lines.append(f"{constraints.asked(one, case)}\t{path}")
    for (one, ours, path), answer in zip(
        rows, oracle.ask("fhirpath", lines, constraints.VERSIONS[release]), strict=True
    ):
        result = answer.get("result")
        yield one, ours, result[0]["value"] == "true" if result else None, path


def test_each_native_says_what_hl7s_engine_says(answers):
    wrong = [f"{one} {path.read_text()}" for one, ours, theirs, path in answers if one.native and differ(ours, theirs)]
    assert wrong == []


def test_fhirpathpy_calls_nothing_broken_that_hl7s_engine_does_not(answers):
    wrong = [f"{one} {path.read_text()}" for one, ours, theirs, path in answers if ours is False and theirs]
    assert wrong == []


def test_each_native_was_seen_to_hold_and_to_be_broken(answers):
    seen, keys = defaultdict(set), {}
    for one, ours, _, _ in answers:
        if one.native:
            seen[corrected(one.expression)].add(ours)
            keys[corrected(one.expression)] = one.key
    assert [keys[read] for read, said in seen.items() if not {True, False} <= said and keys[read] not in ALWAYS] == []


def differ(ours, theirs):
    """Where we do not judge, HL7's engine fails, or finds a unit or a type that we do not convert."""
    return ours is not None and ours is not theirs
