"""The definitions that come with a case, as kapfhir takes them: a folder of JSON, profiles with their snapshots.

HL7's engine makes the JSON of what is XML, and the snapshot of a profile that has none.
"""

import json
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from suite import SDC, VERSIONS, Case

from oracle import oracle, remembered

__all__ = ["packages"]

PACKAGE = ".tgz"


def packages(cases: Sequence[Case], place: Path) -> dict[Case, tuple[str, ...]]:
    """For each case what it is judged by: SDC, which HL7's validator always has, and its own, laid out in `place`."""
    sdc = str(oracle.home() / ".fhir" / "packages" / SDC / "package")
    given = dict.fromkeys(cases, (sdc,))
    for release, version in VERSIONS.items():
        rows = [case for case in cases if case.release == release and case.definitions]
        folders = {case: place / release / str(number) for number, case in enumerate(rows)}
        files = {case: [*_files(case, folder / "unpacked")] for case, folder in folders.items()}
        made = iter(_made([(case, file) for case in rows for file in files[case]], version))
        for case, folder in folders.items():
            for number, file in enumerate(files[case]):
                _write(_restored(case, file, next(made)), folder / f"{number}.json")
            if [*folder.glob("*.json")]:
                given[case] = (sdc, str(folder))
    return given


def _files(case: Case, unpacked: Path) -> Iterator[Path]:
    """The resources, of its packages too."""
    for number, definition in enumerate(case.definitions):
        if definition.suffix != PACKAGE:
            yield definition
            continue
        with tarfile.open(definition) as tar:
            tar.extractall(unpacked / str(number), filter="data")
        found = sorted((unpacked / str(number) / "package").glob("[!.]*.json"))  # macOS leaves ._ files
        yield from (path for path in found if "resourceType" in _read(path))


def _made(asked: list[tuple[Case, Path]], version: str) -> Iterator[dict[str, Any] | None]:
    """As the file has it, or as HL7's engine makes it."""
    plain = [_plain(file) for _, file in asked]
    rows = [
        oracle.Asked(file, (), tuple(map(str, case.definitions)))
        for (case, file), found in zip(asked, plain, strict=True)
        if found is None
    ]
    made = iter(remembered.definitions(rows, version))
    for found in plain:
        yield next(made) if found is None else found


def _plain(file: Path) -> dict[str, Any] | None:
    """What needs no more; else None."""
    resource = _read(file) if file.suffix == ".json" else {"resourceType": "StructureDefinition"}
    without = resource["resourceType"] == "StructureDefinition" and "snapshot" not in resource
    return None if without or file.suffix != ".json" else resource


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8-sig"))


def _restored(case: Case, file: Path, made: dict[str, Any] | None) -> dict[str, Any] | None:
    """With the limits that get lost on the way through R4's classes, as `minValueDuration`; as the file is, without a
    snapshot, where HL7's engine can make none, but for a package that it cannot load."""
    if file.suffix != ".json" or (made is None and any(one.suffix == PACKAGE for one in case.definitions)):
        return made
    source = _read(file)
    if made is None or "snapshot" not in made:
        return made or source
    whole = {element["id"]: element for element in made["snapshot"]["element"]}
    for element in source.get("differential", {}).get("element", ()):
        limits = {name: value for name, value in element.items() if name.startswith(("minValue", "maxValue"))}
        if limits and (id_ := element.get("id")) in whole:
            made_of = whole[id_]
            made_of.update({name: value for name, value in limits.items() if f"{name[:8]}Quantity" not in made_of})
    return made


def _write(resource: dict[str, Any] | None, path: Path) -> None:
    if resource is not None:  # of XML that HL7's engine cannot read, kapfhir has no definition
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(resource, ensure_ascii=False), encoding="utf-8")
