"""Law 5: `validate` returns, whatever it is given. CI tries more of it: `tests/fuzz.py`."""

import random

import pytest

import kapfhir
from absurd import FOLDERS, asked, of_type
from fuzz import faults
from kapfhir.validation.tables import types

COUNT = 450


def test_no_document_makes_it_raise_or_wait():
    assert [*faults(COUNT, seed=5)] == []


def test_documents_are_the_same_for_the_same_numbers():
    assert [asked(7, number) for number in range(30)] == [asked(7, number) for number in range(30)]
    assert asked(7, 1) != asked(8, 1)


def test_documents_are_of_all_kinds():
    made = [asked(7, number) for number in range(300)]
    assert {one.release for one in made} == {*FOLDERS}
    assert {bool(one.profiles) for one in made} == {bool(one.packages) for one in made} == {True, False}


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_a_resource_of_every_type_can_be_made(folder):
    release = types(folder).release
    for kind in types(folder).resources:
        made = of_type(random.Random(kind), folder, kind)
        told = kapfhir.validate(made, release=release)
        assert not [issue for issue in told if issue.text.endswith("is required")], kind
