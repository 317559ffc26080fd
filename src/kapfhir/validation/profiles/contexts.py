"""Where an extension may stand: `context` of its definition, and the names that a place in a resource has.

Source: https://hl7.org/fhir/R4/defining-extensions.html#context. A place is called by its path, and by each path that
begins with a type on the way to it: the family of a Patient's name is Patient.name.family, HumanName.family and string.
"""

from functools import lru_cache
from typing import Any

from kapfhir.definitions import CORE
from kapfhir.validation.profiles.shapes import Extension
from kapfhir.validation.tables import types

__all__ = ["compiled", "names"]

ANYWHERE = frozenset({"Element", "Any"})
# HL7's validator reads the contexts of these otherwise than they say: they are used at more places than they name.
OTHERWISE = {
    f"{CORE}structuredefinition-fhir-type": "ElementDefinition.type",
    f"{CORE}regex": "ElementDefinition.type",
    f"{CORE}structuredefinition-normative-version": "Element",
    f"{CORE}capabilitystatement-expectation": "Element",
    f"{CORE}capabilitystatement-prohibited": "Element",
}
PROFILED = {"SimpleQuantity": "Quantity", "MoneyQuantity": "Quantity"}
BASES = {
    "code": "string", "id": "string", "markdown": "string", "url": "uri", "canonical": "uri", "uuid": "uri",
    "oid": "uri", "unsignedInt": "integer", "positiveInt": "integer", "Age": "Quantity", "Count": "Quantity",
    "Distance": "Quantity", "Duration": "Quantity",
}  # fmt: skip
NOT_DOMAIN = frozenset({"Bundle", "Parameters", "Binary"})
CANONICAL = frozenset({"url", "status", "publisher", "description"})  # what every definition has
LONGEST = 8  # steps of a path that a context names; without it extensions inside extensions have names without end
EXAMPLES = ("ElementDefinition.example.value", "ElementDefinition.pattern", "ElementDefinition.fixed")


def compiled(definition: dict[str, Any]) -> Extension:
    """What a definition says of where it may stand."""
    elements = definition["snapshot"]["element"]
    given = definition.get("context", [])
    of_elements = {one["expression"] for one in given if one.get("type") == "element" and one.get("expression")}
    of_elements |= {OTHERWISE[definition["url"]]} if definition["url"] in OTHERWISE else set()
    fixed = (element.get("fixedUri") for element in elements if element["path"] == "Extension.extension.url")
    return Extension(
        modifier=elements[0].get("isModifier") is True,
        parts=frozenset(url for url in fixed if url),
        elements=frozenset(of_elements),
        extensions=frozenset(one["expression"] for one in given if one.get("type") == "extension"),
        other=any(one.get("type") == "fhirpath" or "#" in str(one.get("expression")) for one in given),
    )


@lru_cache(maxsize=4096)  # as many places as a guide has; names are of our tables, not of a record
def names(release: str, kind: str, way: tuple[str, ...]) -> frozenset[str]:
    """What the place is called, by a resource type and the names on the way; empty where the tables have it not."""
    known = types(release)
    found = {kind} | _of_resource(kind)
    if known[kind].elements.keys() >= CANONICAL:
        found |= {"CanonicalResource", "MetadataResource"}
    type_ = known[kind]
    for step in way:
        name = step.removeprefix("_")
        element = type_.elements.get(name)
        if element is None:
            return frozenset()
        kind = PROFILED.get(element.kind, element.kind)
        stem = name[: -len(kind)] if any(name in choice for choice in type_.choices) else ""
        ends = {name, f"{stem}[x]", f"{stem}.ofType({kind})"} if stem else {name}
        short = (above for above in found if above.count(".") < LONGEST)
        found = {f"{above}.{end}" for above in short for end in ends} | {kind} | _above(kind)
        type_ = known[element.kind] if not element.primitive else known["Element"]
    return frozenset(found)


def _above(kind: str) -> set[str]:
    """The types that a type is of, too."""
    return {BASES[kind]} if kind in BASES else {"BackboneElement"} if "." in kind else set()


def _of_resource(kind: str) -> set[str]:
    return {"Resource"} if kind in NOT_DOMAIN else {"Resource", "DomainResource"}
