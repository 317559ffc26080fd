#!/usr/bin/env python3
"""Compile HL7's own definitions of FHIR R4 and R5, and those of the guide, to what kapfhir's validator reads.

    python profiles/definitions.py            write src/kapfhir/definitions/r4/, r5/, both/ and cross-version/
    python profiles/definitions.py --check    write nothing; fail where the committed tables are others

One file per type; `index.json` names the types; profiles and extensions are made by structure_definitions.py, code
systems and value sets by compile_codes.py, cross-version/ by cross_version.py, search parameters by
search_parameters.py, and where the members of large files stand by places.py. The format stands in
src/kapfhir/definitions/README.md. What is pinned and where it lies: package_cache.py.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import compile_codes
import cross_version
import package_cache
import places
import search_parameters
import structure_definitions

TARGET = Path(__file__).resolve().parent.parent / "src" / "kapfhir" / "definitions"
RELEASES = {"r4": (package_cache.R4_CORE,), "r5": (package_cache.R5_CORE,)}  # by folder
FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"
PROFILED = ("SimpleQuantity", "MoneyQuantity")  # profiles of a data type that definitions of other types name
TARGETED = ("Reference", "canonical")
BEST_PRACTICE = "http://hl7.org/fhir/StructureDefinition/elementdefinition-bestpractice"

Json = dict[str, Any]
NO_TABLE: Json = {"constraints": {}}


def types_of(core: Path) -> dict[str, Json]:
    """The StructureDefinition of every type by name: resources, data types, primitives, and what is profiled."""
    found = _definitions(core, "StructureDefinition")
    return {d["name"]: d for d in found if _is_type(d) or d["name"] in PROFILED}


def _definitions(folder: Path, kind: str) -> Iterator[Json]:
    for path in sorted(folder.glob(f"{kind}-*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _is_type(definition: Json) -> bool:
    return definition["kind"] != "logical" and definition.get("derivation", "specialization") == "specialization"


# --- a type ------------------------------------------------------------------------------------------------------


def table(definition: Json) -> Json:
    """The table of a type."""
    elements = definition["snapshot"]["element"]
    url, name = definition["url"], definition["name"]
    own = {constraint["key"]: _constraint(constraint) for element in elements for constraint in _own(element, url)}
    root = elements[0]["path"]
    rows = {name + element["path"].removeprefix(root): row(element, definition) for element in elements}
    return {"elements": rows, "constraints": own}


def _constraint(constraint: Json) -> list[str]:
    """Severity, FHIRPath, HL7's sentence, and whether it is advice."""
    advised = any(e["url"] == BEST_PRACTICE and e["valueBoolean"] for e in constraint.get("extension", ()))
    said = [constraint["severity"], constraint.get("expression", ""), constraint["human"]]
    return [*said, "best-practice"] if advised else said


def row(element: Json, definition: Json) -> list[Any]:
    """Min, max (null: no limit), types, and what else there is to know."""
    keys = [constraint["key"] for constraint in _own(element, definition["url"])]
    more = {
        **_binding(element),
        **{f"{code}": targets for code in TARGETED if (targets := _targets(element, code))},
        **({"constraints": keys} if keys else {}),
    }
    most = None if element["max"] == "*" else int(element["max"])
    return [element["min"], most, _types(element), *([more] if more else [])]


def _own(element: Json, url: str) -> Iterator[Json]:
    """The constraints that this very type brings; those of its base, and of the element's type, stand there."""
    return (constraint for constraint in element.get("constraint", ()) if constraint.get("source", url) == url)


def _types(element: Json) -> list[str]:
    if "contentReference" in element:
        return [element["contentReference"].removeprefix("#")]
    if "." not in element["path"]:
        return []
    if element["path"].endswith(".id") and element["base"]["path"] in ("Resource.id", "Element.id"):
        return ["id" if element["base"]["path"] == "Resource.id" else "string"]  # R5 says id of both, and means this
    return [*dict.fromkeys(_type(type_, element["path"]) for type_ in element.get("type", ()))]


def _type(type_: Json, path: str) -> str:
    """A type by its name, `Quantity/SimpleQuantity` where it is profiled; a group of elements by its path."""
    if type_["code"] in ("BackboneElement", "Element"):
        return path
    of_fhir = (extension["valueUrl"] for extension in type_.get("extension", ()) if extension["url"] == FHIR_TYPE)
    profiles = [_last(url) for url in type_.get("profile", ())]
    profiled = "".join(f"/{name}" for name in profiles if name in PROFILED)
    return next(of_fhir, type_["code"]) + profiled


def _targets(element: Json, code: str) -> list[str]:
    types = (type_ for type_ in element.get("type", ()) if type_["code"] == code)
    targets = [_last(url) for type_ in types for url in type_.get("targetProfile", ())]
    return [] if "Resource" in targets else targets


def _last(url: str) -> str:
    return url.rpartition("/")[2]


def _binding(element: Json) -> Json:
    """The value set, and the strength where it is not required; nothing of an example."""
    binding = element.get("binding", {})
    strength = binding.get("strength", "example")
    if strength == "example" or "valueSet" not in binding:
        return {}
    return {
        "binding": binding["valueSet"].partition("|")[0],
        **({} if strength == "required" else {"strength": strength}),
    }


# --- the files ---------------------------------------------------------------------------------------------------


def files(name: str, packages: Sequence[package_cache.Package], home: Path) -> dict[str, str]:
    """Path below `definitions` -> text."""
    package_cache.lay_out(home, packages, package_cache.cache() / "downloads")
    core = home / ".fhir" / "packages" / packages[0].folder / "package"
    types = types_of(core)
    tables = {kind: table(definition) for kind, definition in types.items() if not _primitive(definition)}
    index = {
        "release": name.upper(),
        "source": [f"{package.name} {package.version}" for package in packages],
        "resources": [*_named(types, "resource")],
        "datatypes": [*_named(types, "complex-type")],
        "primitives": [*_named(types, "primitive-type")],
        "abstract": [name for name, found in types.items() if found["abstract"]],
        "bases": {
            kind: base for kind, found in types.items() if tables.get(base := _base(found), NO_TABLE)["constraints"]
        },
    }
    return {
        f"{name}/index.json": text([index]),
        **search_parameters.files(name, core),
        **{f"{name}/{kind}.json": text(made.values(), made) for kind, made in tables.items()},
    }


def _base(definition: Json) -> str:
    """What it inherits constraints from; ele-1, Element's only one, is for all."""
    base = _last(definition.get("baseDefinition", ""))
    return "" if base == "Element" else base


def _primitive(definition: Json) -> bool:
    return bool(definition["kind"] == "primitive-type")


def _named(types: dict[str, Json], kind: str) -> Iterator[str]:
    return (name for name, found in types.items() if found["kind"] == kind and not found["abstract"])


def text(parts: Iterable[Json], names: Iterable[str] = ("",)) -> str:
    """As JSON, each member on a line of its own."""
    written = [f'"{name}": ' * bool(name) + _lines(part) for name, part in zip(names, parts, strict=True)]
    return "{\n" + ",\n".join(written) + "\n}\n" if any(names) else "".join(written) + "\n"


def _lines(members: Json) -> str:
    lines = (f"{json.dumps(name)}: {json.dumps(member, ensure_ascii=False)}" for name, member in members.items())
    return "{\n" + ",\n".join(lines) + "\n}" if members else "{}"


def main() -> None:
    """Run."""
    home = package_cache.cache() / "home"
    new = {path: made for name, packages in RELEASES.items() for path, made in files(name, packages, home).items()}
    new |= compile_codes.files(home) | structure_definitions.files(home) | cross_version.files(home)
    new |= places.files(new)
    folders = (*RELEASES, structure_definitions.BOTH, cross_version.FOLDER)
    present = [path for name in folders for path in (TARGET / name).glob("*.json")]
    old = {path.relative_to(TARGET).as_posix(): path.read_text(encoding="utf-8") for path in present}
    if "--check" in sys.argv[1:]:
        differing = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
        sys.exit(f"{', '.join(differing)}: run python profiles/definitions.py" if differing else 0)
    for name in old.keys() - new.keys():
        (TARGET / name).unlink()
    for name, content in new.items():
        (TARGET / name).parent.mkdir(exist_ok=True)
        (TARGET / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
