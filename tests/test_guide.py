"""The guide: what it holds together, without a validator."""

import guide
from kapfhir import to_bundle
from kapfhir.testing import jane


def test_every_rule_of_a_profile_has_an_example_that_breaks_it():
    assert guide.rules() == {(row.kind, row.rule) for row in guide.broken()}


def test_every_profile_has_an_example_that_claims_it():
    claimed = {url for resource in map(guide.read, guide.EXAMPLES) for url in resource["meta"]["profile"]}
    assert claimed == {profile["url"] for profile in guide.PROFILES}


def test_every_resource_of_an_episode_claims_a_profile_of_its_type():
    types = {profile["url"]: profile["type"] for profile in guide.PROFILES}
    resources = [entry["resource"] for entry in to_bundle(jane())["entry"]]
    assert resources
    assert all([types.get(url) for url in r["meta"]["profile"]] == [r["resourceType"]] for r in resources)
