"""Extensions that carry an element of another release of FHIR: https://hl7.org/fhir/R5/versions.html#extensions.

`http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate`. Their definitions are made from the
elements of that release, as HL7's validator makes them; what it lacks, or has no need to carry, has none. A code always
has one: that release may have codes more. Where such an extension stands outside its `context`, that is a warning at
HL7's. Nothing is said of the codes in it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kapfhir import definitions
from kapfhir.definitions import CORE

__all__ = ["RELEASES", "URL", "definition", "is_one"]

_BEGINNING = r"http://hl7\.org/fhir/([0-9]\.[0-9])/StructureDefinition/extension-"
_BEGINS = re.compile(_BEGINNING).match
URL = re.compile(rf"{_BEGINNING}(.+)", re.ASCII).fullmatch
RELEASES = ("1.0", "1.4", "3.0", "4.0", "5.0")  # HL7 has no such extensions of others, nor of 4.3
TARGETED = ("Reference", "canonical", "CodeableReference")

Element = dict[str, Any]
Rows = dict[str, Any]  # of a type of the other release: as definitions/README.md has it


def is_one(url: str) -> bool:
    """Whether a url begins as that of such an extension, known or not."""
    return _BEGINS(url) is not None


def definition(url: str, version: str, resources: frozenset[str]) -> dict[str, Any] | None:
    """The StructureDefinition of such an extension, if there is one. `version` and `resources` are our release's."""
    found = URL(url)
    if found is None or found[1] not in RELEASES:
        return None
    path = found[2].replace("%5Bx%5D", "[x]")
    rows: Rows = definitions.member(f"cross-version/{found[1]}", path.partition(".")[0]) or {}
    path = path if path in rows else f"{path}[x]"
    if path not in rows:
        return None
    elements = [*_extension(rows, path, "Extension", url, resources)]
    elements[0] |= {"min": 0, "max": "*"} | ({"isModifier": True} if "modifier" in rows[path] else {})
    return {
        "resourceType": "StructureDefinition",
        "url": url,
        "version": version,
        "name": f"Extension-{found[1]}-{path}",
        "status": "active",
        "kind": "complex-type",
        "abstract": False,
        "context": [{"type": "element", "expression": path.rpartition(".")[0] or path}],
        "type": "Extension",
        "baseDefinition": f"{CORE}Extension",
        "derivation": "constraint",
        "snapshot": {"element": elements},
    }


def _extension(rows: Rows, path: str, id_: str, url: str, resources: frozenset[str]) -> Iterator[Element]:
    """An extension, and what is in it: a value, or an extension for each element of a group."""
    row = rows[path]
    yield _element(id_)
    if "types" in row:
        yield _element(f"{id_}.extension", 0, "0", type=[{"code": "Extension"}])
    else:
        yield _element(f"{id_}.extension", 0, "*", type=[{"code": "Extension"}], slicing=_BY_URL)
        for name in row["elements"]:
            if f"{path}.{name}" in rows:
                yield from _slice(rows, f"{path}.{name}", id_, name.removesuffix("[x]"), resources)
    yield _element(f"{id_}.url", 1, "1", type=[{"code": "uri"}], fixedUri=url)
    if "types" in row:
        yield _element(f"{id_}.value[x]", 1, "1", type=[*_types(row["types"], resources)])
    else:
        yield _element(f"{id_}.value[x]", 0, "0")


def _slice(rows: Rows, path: str, id_: str, name: str, resources: frozenset[str]) -> Iterator[Element]:
    first, *others = _extension(rows, path, f"{id_}.extension:{name}", name, resources)
    yield first | {"sliceName": name, "min": 0, "max": "*", "type": [{"code": "Extension"}]}
    yield from others


def _element(id_: str, least: int = 0, most: str = "*", **more: Any) -> Element:
    return {"id": id_, "path": re.sub(":[^.]*", "", id_), "min": least, "max": most, **more}


_BY_URL = {"discriminator": [{"type": "value", "path": "url"}], "ordered": False, "rules": "open"}


def _types(named: Sequence[str], resources: frozenset[str]) -> Iterator[dict[str, Any]]:
    """`Reference(Patient,Group)` as a type; targets that this release does not have are left out."""
    for one in named:
        code, _, listed = one.rstrip(")").partition("(")
        asked = re.split(r"[,|]", listed) if code in TARGETED else ()
        targets = ["Resource" if name == "Any" else name for name in asked if name == "Any" or name in resources]
        yield {"code": code} | ({"targetProfile": [CORE + name for name in targets]} if targets else {})
