"""Each concept of the article that kapfhir grew from has its home, both ways: article.csv, row by row.

`field` is where it stands in the episode (members of a list by id, else by number), `element` where in FHIR: a type,
the kind in its identity, the path; `extension(name)`, `component(code)` and `item(linkId)` choose among members.
`how`: the field is read from the element; or the element is made of the field; or it is withheld.
"""

import copy
import csv
import json
import re
from pathlib import Path

import pytest

from kapfhir import from_bundle, read, to_bundle, withheld
from kapfhir.errors import InvalidEpisode, NotKap
from kapfhir.model import plain

HERE = Path(__file__).parent
EPISODE = read(HERE / "article.json")
ROWS = [tuple(row.values()) for row in csv.DictReader((HERE / "article.csv").read_text(encoding="utf-8").splitlines())]
STEP = re.compile(r"(?P<name>[A-Za-z]+)(?:\((?P<which>[^)]*)\))?")


def stands(node, path):
    """What stands at a path of the episode; None where nothing does."""
    for step in path.split("."):
        if isinstance(node, list):
            node = next((m for n, m in enumerate(node) if step in (str(n), isinstance(m, dict) and m.get("id"))), None)
        else:
            node = node.get(step) if isinstance(node, dict) else None
    return node


def steps(element):
    """The steps of an element's path, by dots outside of brackets."""
    return [STEP.fullmatch(step) for step in re.split(r"\.(?![^(]*\))", element)]


def chosen(member, name, which):
    """Whether a member of a list is the one in the brackets."""
    if which is None:
        return True
    if name == "extension":
        return member["url"].endswith(f"/{which}")
    if name == "item":
        return member["linkId"] == which
    return any(coding["code"] == which for coding in member["code"]["coding"])


def holders(bundle, element):
    """Each object that has the element, with the name of its last step."""
    first, *path = steps(element)
    nodes = [e["resource"] for e in bundle["entry"] if is_of(e["resource"], *first.group("name", "which"))]
    for step in path[:-1]:
        name, which = step.group("name", "which")
        found = (node[name] for node in nodes if isinstance(node, dict) and name in node)
        members = (m for value in found for m in (value if isinstance(value, list) else [value]))
        nodes = [member for member in members if chosen(member, name, which)]
    last = path[-1]["name"]
    return [(node, last) for node in nodes if last in node]


def is_of(resource, type_, kind):
    identifiers = resource.get("identifier", [])
    values = [i["value"] for i in (identifiers if isinstance(identifiers, list) else [identifiers])]
    return resource["resourceType"] == type_ and (kind is None or any(f"/{kind}/" in value for value in values))


def without(bundle, element):
    """The bundle without this element, wherever it stands."""
    changed = copy.deepcopy(json.loads(json.dumps(bundle)))  # what resources share is one object
    for node, name in holders(changed, element):
        del node[name]
    return changed


def read_again(bundle, path):
    """What stands at the path after the way back; nothing where the bundle no longer holds an episode."""
    try:
        return stands(plain(from_bundle(bundle)), path)
    except (InvalidEpisode, NotKap):
        return None


@pytest.mark.parametrize(("row", "concept", "path", "element", "how"), ROWS, ids=lambda value: value[:40])
def test_a_concept_of_the_article_has_its_home(row, concept, path, element, how):
    told = stands(plain(EPISODE), path)
    assert told not in (None, [], {}), f"{row}, {concept}: the episode does not tell it"
    bundle = to_bundle(EPISODE)
    if how == "withheld":
        assert holders(bundle, element) == []
        assert path.replace(".d.", "[2].").replace(".n.", "[0].") in {part.path for part in withheld(EPISODE)}
        return
    assert holders(bundle, element), f"{row}, {concept}: no such element"
    assert stands(plain(from_bundle(bundle)), path) == told
    if how == "read":
        assert read_again(without(bundle, element), path) != told, "it is read from somewhere else"


def test_every_row_of_the_table_is_walked():
    assert {int(row) for row, *_ in ROWS} == set(range(1, 52))
