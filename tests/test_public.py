"""The public face: what is told to type checkers, what is there, and what is promised are the same names."""

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

import kapfhir
import kapfhir.testing

FACES = [kapfhir, kapfhir.testing]
NAMES = [(face, name) for face in FACES for name in face.__all__]
by_name = pytest.mark.parametrize("face", FACES, ids=lambda face: face.__name__)


def twin(face):
    """Name -> module, as the imports under `if TYPE_CHECKING:` have it."""
    tree = ast.parse(Path(face.__file__).read_text(encoding="utf-8"))
    [block] = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    return {alias.asname or alias.name: node.module for node in block.body for alias in node.names}


def table(face):
    """Name -> module, as the lazy table has it."""
    return {name: f"{face.__name__}.{home}" for name, home in face._HOMES.items()}


@by_name
def test_the_lazy_table_is_what_type_checkers_read(face):
    assert table(face) == twin(face)


@by_name
def test_what_is_promised_is_what_is_in_the_table(face):
    assert set(face.__all__) - {"__version__"} == set(table(face))


@pytest.mark.parametrize(("face", "name"), NAMES, ids=[f"{face.__name__}.{name}" for face, name in NAMES])
def test_a_public_name_is_there_and_is_public_where_it_lives(face, name):
    value = getattr(face, name)
    if name != "__version__":
        home = importlib.import_module(table(face)[name])
        assert getattr(home, name) is value
        assert name in home.__all__


@by_name
def test_a_program_may_import_everything_by_star_and_see_it_by_dir(face):
    program = f"from {face.__name__} import *; import {face.__name__} as face; print(*face.__all__); print(*dir())"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    promised, seen = (set(line.split()) for line in ran.stdout.splitlines())
    assert promised <= seen
    assert promised <= set(dir(face))


def test_the_version_is_that_of_the_package():
    assert kapfhir.__version__ == importlib.metadata.version("kapfhir")


@by_name
def test_a_name_that_is_not_there_is_an_attribute_error(face):
    with pytest.raises(AttributeError, match=f"module '{face.__name__}' has no attribute 'nothing'"):
        face.nothing  # noqa: B018  # asking is the test
