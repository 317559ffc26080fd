"""Imports point down the layers, and what must not exist does not. All is read from the source; nothing of it runs."""

import ast
import graphlib
import sys
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src"

# From the ground up. A module imports its own layer and those below, by any form of import, at any depth of the module.
LAYERS = [
    {"wire", "outcome", "errors", "logs", "labels", "limits", "identity", "terminology"},
    {"definitions", "codes"},
    {"model", "reading", "questions", "instruments", "scoring", "release", "typed"},
    {"mapping", "validation"},
    {"server"},
    {"sync"},
    {"testing", "importers", "report", "synthesis", "bulk", "packaging"},
    {"cli", "__main__"},
]
HEIGHT = {unit: height for height, units in enumerate(LAYERS) for unit in units}

# What must not know of another, though the layers would let it.
FORBIDDEN = {
    ("sync", "mapping"): "it syncs bundles, whoever made them",
    ("validation", "mapping"): "it judges anyone's bundle",
    ("validation", "model"): "it judges anyone's bundle",
}

# (importing module, imported module): why it stands all the same.
EXCEPTIONS = {
    ("kapfhir.outcome", "kapfhir.errors"): "Report.raise_for_errors, when called; errors carry reports",
}

MUST_NOT_EXIST = {"base", "common", "factories", "helpers", "managers", "misc", "util", "utils"}


def dotted(path):
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {dotted(path): path for path in sorted(SOURCE.rglob("*.py"))}
PACKAGES = [name for name, path in MODULES.items() if path.name == "__init__.py"]


@cache
def nodes(module):
    return list(ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))))


def absolute(module, node):
    """The module that `from ... import` names, its dots resolved."""
    if not node.level:
        return node.module
    up = node.level - (module in PACKAGES)
    steps = module.split(".")
    return ".".join([*steps[: len(steps) - up], *([node.module] if node.module else [])])


@cache
def face():
    """Public name -> the module it comes from."""
    return {
        alias.name: node.module for node in nodes("kapfhir") if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def home(source, name):
    """Where `name` of `from source import name` comes from: a module below `source`, else `source`."""
    if source == "kapfhir" and name in face():
        return face()[name]
    return f"{source}.{name}" if f"{source}.{name}" in MODULES else source


@cache
def imported(module):
    """Every module that this one imports, for whatever and wherever in it."""
    found = set()
    for node in nodes(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names if alias.name != "__version__"]  # stands in the package itself
            found |= {home(absolute(module, node), name) for name in names}
    return found


def unit(module):
    """The part of the layers that a module belongs to: `sync` of `kapfhir.sync.ledger`."""
    return module.split(".")[1]


def parent(module):
    return module.rpartition(".")[0]


def last(module):
    return module.rpartition(".")[2]


INSIDE = {(module, name) for module in MODULES for name in imported(module) if name.startswith("kapfhir.")}
EDGES = {(module, name) for module, name in INSIDE - set(EXCEPTIONS) if module != "kapfhir"}


def closure(module):
    """A module and all of ours that it imports, directly or not."""
    seen, ahead = set(), {module}
    while ahead:
        seen |= ahead
        ahead = {name for importing, name in EDGES if importing in ahead} - seen
    return seen


def prints(node):
    """`print`, or the streams behind it."""
    return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in {"print", "sys.stdout", "sys.stderr"}


def promised(package):
    """`__all__`, as it is written."""
    return {
        name
        for node in nodes(package)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for name in ast.literal_eval(node.value)
    }


def test_every_module_has_its_layer():
    assert {unit(module) for module in MODULES if module != "kapfhir"} <= set(HEIGHT)


def test_imports_point_down():
    assert {(module, name) for module, name in EDGES if HEIGHT[unit(name)] > HEIGHT[unit(module)]} == set()


def test_what_must_not_know_of_another_does_not():
    assert {(module, name) for module, name in EDGES if (unit(module), unit(name)) in FORBIDDEN} == set()


def test_no_import_goes_in_a_circle():
    graphlib.TopologicalSorter({module: {name for m, name in EDGES if m == module} for module in MODULES}).prepare()


def test_every_exception_is_still_one():
    assert set(EXCEPTIONS) <= INSIDE


def test_only_the_command_line_takes_the_whole_package():
    assert {unit(module) for module in MODULES if "kapfhir" in imported(module)} <= {"cli"}


def test_the_endpoint_knows_nothing_of_the_client_and_needs_nothing_but_python():
    needed = closure("kapfhir.testing.endpoint")
    assert {name for name in needed if unit(name) != "testing"} <= {"kapfhir.wire", "kapfhir.outcome"}
    others = {name.split(".")[0] for module in needed for name in imported(module)} - {"kapfhir"}
    assert others <= sys.stdlib_module_names


def test_only_the_command_line_prints():
    printing = {module for module in MODULES if any(map(prints, nodes(module)))}
    assert {unit(module) for module in printing} <= {"cli"}


def test_no_module_is_called_like_a_public_name_of_its_package():
    assert {module for module in MODULES if parent(module) and last(module) in promised(parent(module))} == set()


def test_no_module_is_called_by_what_it_is_not():
    assert {module for module in MODULES if last(module) in MUST_NOT_EXIST} == set()
