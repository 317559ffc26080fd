"""The profiles and extensions of a release, as `kapfhir.validation` reads them: what a type's table says is left out.

HL7's snapshots repeat, for each profile, all elements of its type, and the documentation of each. What is left here is
what a validator must know beyond the type, in HL7's own form. The format stands in src/kapfhir/definitions/README.md.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import package_cache

Json = dict[str, Any]

RELEASES = {  # by folder: the core; the extensions, of which R4's core has older ones; SDC, that HL7's validator loads
    "r4": (package_cache.R4_CORE, package_cache.R4_EXTENSIONS, package_cache.SDC),
    "r5": (package_cache.R5_CORE, package_cache.R5_EXTENSIONS),
}
GUIDE = Path(__file__).resolve().parent.parent / "src" / "kapfhir" / "definitions" / "kap"
LENT = (  # whose definitions are R4's; their extensions are used in R5, too
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/",
    "https://kapfhir.org/fhir/StructureDefinition/",
)
HL7 = "http://hl7.org/fhir/StructureDefinition/"
VITAL_SIGNS = f"{HL7}vitalsigns"
VITAL_UNITS = "http://hl7.org/fhir/ValueSet/ucum-vitals-common|4.0.1"
BOTH = "both"  # the folder of what is alike in all releases
HEAD = (
    "resourceType", "id", "url", "version", "name", "status", "kind", "abstract", "type", "baseDefinition",
    "derivation", "contextInvariant",
)  # fmt: skip
ELEMENT = (
    "sliceName", "sliceIsConstraining", "min", "max", "type", "contentReference", "binding", "constraint", "slicing",
    "maxLength", "mustHaveValue", "valueAlternatives",
)  # fmt: skip
VALUES = ("fixed", "pattern", "minValue", "maxValue")  # with the name of a type behind
TYPE = ("code", "profile", "targetProfile", "aggregation", "versioning")
BINDING = ("strength", "valueSet", "additional")
CONSTRAINT = ("key", "severity", "human", "expression", "source")
SLICING = ("discriminator", "ordered", "rules")
READ = {
    "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet",
    "http://hl7.org/fhir/tools/StructureDefinition/additional-binding",
    "http://hl7.org/fhir/StructureDefinition/elementdefinition-bestpractice",
    "http://hl7.org/fhir/StructureDefinition/version-specific-use",
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type",
}  # extensions of definitions that a validator reads


def files(home: Path) -> dict[str, str]:
    """Path below `definitions` -> text, with the packages that the cache at `home` has."""
    made = {name: _of_release(home, name, packages) for name, packages in RELEASES.items()}
    made["r5"] |= {url: one for url, one in made["r4"].items() if url.startswith(LENT) and one["type"] == "Extension"}
    first, *others = made.values()
    alike = {url for url, one in first.items() if all(other.get(url) == one for other in others)}
    made = {name: {url: one[url] for url in one.keys() - alike} for name, one in made.items()} | {
        BOTH: {url: first[url] for url in alike}
    }
    parted = {
        f"{folder}/{name}.json": {url: one for url, one in found.items() if (one["type"] == "Extension") == extends}
        for folder, found in made.items()
        for name, extends in (("extensions", True), ("profiles", False))
    }
    return {path: text(found) for path, found in parted.items() if found}


def _of_release(home: Path, name: str, packages: Iterable[package_cache.Package]) -> dict[str, Json]:
    package_cache.lay_out(home, packages, package_cache.cache() / "downloads")
    folders = [home / ".fhir" / "packages" / package.folder / "package" for package in packages]
    folders += [GUIDE] if name == "r4" else []
    paths = (path for folder in folders for path in sorted(folder.glob("StructureDefinition-*.json")))
    found = {one["url"]: one for path in paths for one in [_corrected(json.loads(path.read_text(encoding="utf-8")))]}
    types = Types(found.values())
    return {url: compiled(one, types) for url, one in found.items() if _is_profile(one)}


def _corrected(definition: Json) -> Json:
    """R4's profiles of vital signs want a unit in the value of a component, of whatever type it is: HL7's validator
    takes that for a wish (`PackageHackerR5`)."""
    if VITAL_SIGNS in (definition["url"], definition.get("baseDefinition")) and definition["url"].startswith(HL7):
        for element in (*definition["snapshot"]["element"], *definition["differential"]["element"]):
            if element["path"] == "Observation.component.value[x]" and _value_set(element) == VITAL_UNITS:
                element["binding"]["strength"] = "extensible"
    return definition


def _value_set(element: Json) -> Any:
    return element.get("binding", {}).get("valueSet")


def _is_profile(definition: Json) -> bool:
    """Of a type of FHIR; that of a logical model is a url."""
    return definition.get("derivation") == "constraint" and "/" not in definition["type"]


def text(definitions: dict[str, Json]) -> str:
    """As JSON, by url: an element a line, and a blank line between two, by which places.py tells them."""
    return "".join(["{\n\n", ",\n\n".join(_text(url, definitions[url]) for url in sorted(definitions)), "\n\n}\n"])


def _text(url: str, definition: Json) -> str:
    head = {name: value for name, value in definition.items() if name != "snapshot"}
    elements = [_json(element) for element in definition.get("snapshot", {}).get("element", ())]
    snapshot = ',\n"snapshot": {"element": [\n' + ",\n".join(elements) + "\n]}" if elements else ""
    return f"{_json(url)}: {_json(head)[:-1]}{snapshot}}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


# --- a definition ------------------------------------------------------------------------------------------------


class Types:
    """The elements of a release's types, by which to tell what a profile adds."""

    def __init__(self, definitions: Iterable[Json]) -> None:
        """Of the StructureDefinitions of a release; those that are types are taken."""
        self._elements = {
            definition["type"]: {element["path"]: element for element in definition["snapshot"]["element"]}
            for definition in definitions
            if definition.get("derivation") != "constraint" and definition["kind"] != "logical"
        }

    def at(self, path: str) -> Json | None:
        """The element of a type, through the contents of another element where it has those."""
        elements = self._elements.get(path.partition(".")[0], {})
        above, _, last = path.rpartition(".")
        if path in elements or not above:
            return elements.get(path)
        content = (self.at(above) or {}).get("contentReference", "")
        return self.at(f"{content.rpartition('#')[2]}.{last}") if content else None

    def keys(self, element: Json) -> set[str]:
        """The constraints that hold of it by its type: those that stand with it, and those of its type."""
        roots = (self.at(one["code"]) or {} for one in element.get("type", ()))
        return {constraint["key"] for part in (element, *roots) for constraint in part.get("constraint", ())}


def compiled(definition: Json, types: Types) -> Json:
    """A profile or extension as it is committed."""
    made = {name: definition[name] for name in HEAD if name in definition} | _extensions(definition)
    if "context" in definition:
        made["context"] = [_some(one, ("type", "expression")) | _extensions(one) for one in definition["context"]]
    if bound := [*_bound(definition["differential"]["element"])]:
        made["differential"] = {"element": bound}
    elements = definition.get("snapshot", {}).get("element", [])
    return made | ({"snapshot": {"element": [*_telling(elements, types)]}} if elements else {})


def _bound(elements: list[Json]) -> Iterator[Json]:
    """The bindings that it brings itself: a snapshot does not tell them from those of its type."""
    for element in elements:
        if "binding" in element:
            yield _some(element, ("id", "path")) | {"binding": _member("binding", element["binding"], set())}


def _telling(elements: list[Json], types: Types) -> Iterator[Json]:
    """The elements that say more than the type does, and those above them, and those that they slice."""
    by_id = {element["id"]: element for element in elements}
    made: dict[str, Json] = {}
    kept = {elements[0]["id"]}
    for id_, element in by_id.items():
        base = _base(element, by_id.get(id_.rpartition(".")[0], {}), types)
        known = types.keys(base or {})
        made[id_] = _read(element, known | types.keys({"type": element.get("type", ())}))
        if "sliceName" in element or base is None or made[id_] != _read(base, known):
            kept |= set(_above(id_))
    return ({"id": id_, "path": by_id[id_]["path"]} | made[id_] for id_ in by_id if id_ in kept)


def _base(element: Json, above: Json, types: Types) -> Json | None:
    """What the type says of an element: the type of the profile, or that of the element above."""
    codes = [one["code"] for one in above.get("type", ())]
    inside = types.at(f"{codes[0]}.{element['path'].rpartition('.')[2]}") if len(codes) == 1 else None
    return types.at(element["path"]) or inside


def _above(id_: str) -> Iterator[str]:
    """An element's id, and those of all it depends on: `A.b:c.d` on `A.b:c`, `A.b` and `A`."""
    steps = id_.split(".")
    for length in range(len(steps)):
        above = ".".join([*steps[:length], ""])
        name, _, slices = steps[length].partition(":")
        yield above + name
        reslices = slices.split("/")
        yield from (f"{above}{name}:{'/'.join(reslices[: n + 1])}" for n in range(len(reslices)) if slices)


def _read(element: Json, known: set[str]) -> Json:
    made = {name: _member(name, element[name], known) for name in ELEMENT if name in element}
    made |= {name: value for name, value in element.items() if name.startswith(VALUES)}
    made |= {"isModifier": True} if element.get("isModifier") else {}
    return {name: value for name, value in made.items() if value != []}


def _member(name: str, value: Any, known: set[str]) -> Any:
    if name == "contentReference":
        return value[value.index("#") :]
    if name == "type":
        return [_some(one, TYPE) | _extensions(one) for one in value]
    if name == "constraint":
        return [_some(one, CONSTRAINT) | _extensions(one) for one in value if one["key"] not in known]
    parts = {"binding": BINDING, "slicing": SLICING}.get(name)
    return _some(value, parts) | _extensions(value) if parts else value


def _some(value: Json, names: Iterable[str]) -> Json:
    return {name: value[name] for name in names if name in value}


def _extensions(value: Json) -> Json:
    """Those of its extensions that a validator reads."""
    read = [one for one in value.get("extension", ()) if one["url"] in READ]
    return {"extension": read} if read else {}
