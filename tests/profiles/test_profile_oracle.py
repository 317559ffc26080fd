"""What HL7's own validator says of examples of the guide that were changed at one place. Only with --oracle."""

import copy
import json
import random
import re

import pytest

import guide
import kapfhir
from definitions import OF_PROFILES

SEED, MANY = 5, 400
# what others judge than the profile engine: invariants, codes, answers
OTHER = re.compile(r"Constraint failed|[Vv]alue ?[Ss]et|[Cc]ode|Display|linkId")


def changes():
    """Each member of each example dropped, doubled in its array, or with another code, system or target."""
    for path in guide.EXAMPLES:
        resource = guide.read(path)
        for way in ways(resource):
            if way[0] not in {"resourceType", "meta", "text"}:
                yield from (made for made in changed(resource, way) if made)


def ways(node, way=()):
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, member in members:
        yield (*way, step)
        yield from ways(member, (*way, step))


def changed(resource, way):
    *above, last = way
    other = {"code": "other", "system": "https://a.example/other", "reference": "Group/1"}
    for kind in ("drop", "double", "other"):
        copied = copy.deepcopy(resource)
        node = copied
        for step in above:
            node = node[step]
        if kind == "drop":
            del node[last]
        elif kind == "double" and isinstance(node, list):
            node.append(copy.deepcopy(node[last]))
        elif kind == "other" and last in other and isinstance(node[last], str):
            node[last] = other[last]
        else:
            continue
        if node:
            yield copied


def test_what_hl7s_validator_finds_in_changed_examples_is_found_and_no_more(oracle, tmp_path):
    found = [*changes()]
    random.Random(SEED).shuffle(found)  # the same each time
    asked = []
    for number, resource in enumerate(found[:MANY]):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(resource), encoding="utf-8")
        asked.append(oracle.Asked(path))
    for row, answer in zip(asked, oracle.validate(asked, igs=[str(guide.GUIDE)]), strict=True):
        report = kapfhir.validate(row.file.read_bytes())
        texts = [error.text for error in answer.errors]
        if report.ok:
            assert [text for text in texts if not OTHER.search(text)] == [], row.file.read_text(encoding="utf-8")
        if any(issue.rule.startswith(OF_PROFILES) for issue in report):
            assert texts, str(report)


@pytest.mark.parametrize("kind", ["drop", "double", "other"])
def test_there_are_changes_of_each_kind(kind):
    resource = {"identifier": [{"system": "https://a.example/a", "value": "1"}]}
    sizes = {"drop": [{"value": "1"}], "double": [resource["identifier"][0]] * 2}
    made = [one.get("identifier") for way in ways(resource) for one in changed(resource, way)]
    assert sizes.get(kind, [{"system": "https://a.example/other", "value": "1"}]) in made
