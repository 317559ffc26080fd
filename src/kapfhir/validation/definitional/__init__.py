"""What resources that define something have to keep beyond structure and invariants.

A module for each type, imported when a resource of it is met. `canonical-url` is for all of them.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.wire import Path

__all__ = ["JUDGES", "check"]

JUDGES = {
    "CapabilityStatement": "capabilities",
    "CodeSystem": "code_systems",
    "ConceptMap": "concept_maps",
    "ImplementationGuide": "guides",
    "Measure": "measures",
    "MeasureReport": "measure_reports",
    "OperationDefinition": "operations",
    "Questionnaire": "derivations",
    "SearchParameter": "search_parameters",
    "StructureDefinition": "structure_definitions",
    "StructureMap": "maps",
    "ValueSet": "value_sets",
}


def check(frame: Frame, resource: dict[str, Any], path: Path) -> Iterator[Finding]:
    """By the rules of its type, which is one of `JUDGES`."""
    judge = import_module(f"{__name__}.{JUDGES[resource['resourceType']]}")
    yield from _url(resource.get("url"), path)
    yield from judge.check(frame, resource, path)


def _url(url: Any, path: Path) -> Iterator[Finding]:
    from kapfhir.validation.definitional.urls import is_absolute  # noqa: PLC0415  # most documents define nothing

    is_fragment = isinstance(url, str) and url.startswith("#") and "contained" not in path
    if isinstance(url, str) and url and not is_absolute(url) and not is_fragment:
        yield Finding((*path, "url"), "invalid", "canonical-url", "a canonical url is absolute")
