"""A CapabilityStatement: a search parameter has the type that its definition has (`capability-search`).

Source: https://hl7.org/fhir/R4/capabilitystatement-definitions.html#CapabilityStatement.rest.resource.searchParam.type.
"""

from collections.abc import Iterator

from kapfhir.validation.definitional import search_parameters
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

__all__ = ["check"]


def check(frame: Frame, statement: Json, path: Path) -> Iterator[Finding]:
    """Every search parameter of a type; of those for all types HL7's own statement has one wrong."""
    for number, rest in listed(statement, "rest"):
        for index, resource in listed(rest, "resource"):
            for place, parameter in listed(resource, "searchParam"):
                for text in _wrong(frame, parameter):
                    where = (*path, "rest", number, "resource", index, "searchParam", place, "type")
                    yield Finding(where, "invalid", "capability-search", text)


def _wrong(frame: Frame, parameter: Json) -> Iterator[str]:
    defined = text_of(parameter, "definition")
    found = search_parameters.row(frame, defined) if defined else None
    if found and parameter.get("type", found[0]) != found[0]:
        yield f"the definition of this parameter says {found[0]}"
