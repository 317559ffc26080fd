#!/usr/bin/env python3
"""Compile the guide: the FHIR Shorthand beside this file to the JSON that kapfhir ships.

    python profiles/build.py            write src/kapfhir/definitions/kap/
    python profiles/build.py --check    write nothing; fail where the committed JSON is not what the source compiles to

Needs Python 3.11, pip, Node 18 and npm. What it fetches is pinned (package_cache.py, package-lock.json) and lies in
$KAPFHIR_CACHE, by default `kapfhir` in the user's cache folder; once fetched, no network is needed.
"""

import argparse
import difflib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import package_cache

SOURCE = Path(__file__).resolve().parent
TARGET = SOURCE.parent / "src" / "kapfhir" / "definitions" / "kap"
PACKAGES = (package_cache.R4_CORE, package_cache.R4_TERMINOLOGY, package_cache.R4_EXTENSIONS)
EXAMPLES = "example"  # the folder of what is there to be looked at, as FHIR packages call it
UNREAD = ("mapping", "comment", "requirements", "alias", "example")  # of a snapshot's element: half of it, for people
NOWHERE = "http://127.0.0.1:9"  # SUSHI would add packages of its own choice, and of today's version


def sushi(cache: Path) -> Path:
    """The compiler, installed once for each lock file."""
    lock = (SOURCE / "package-lock.json").read_bytes()
    place = cache / f"sushi-{hashlib.sha256(lock).hexdigest()[:12]}"
    program = place / "node_modules" / "fsh-sushi" / "dist" / "app.js"
    if not program.exists():
        place.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCE / name, place)
        subprocess.run(["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=place, check=True)
    return program


def compiled(cache: Path) -> dict[str, str]:
    """File name -> JSON text of every definition and example of the guide."""
    home = cache / "home"
    package_cache.lay_out(home, PACKAGES, cache / "downloads")
    program = sushi(cache)
    with tempfile.TemporaryDirectory() as work:
        project = Path(work, "profiles")
        shutil.copytree(SOURCE / "input", project / "input")
        shutil.copy(SOURCE / "sushi-config.yaml", project)
        run_sushi(program, home, project)
        return dict(written(project / "fsh-generated" / "resources"))


def run_sushi(program: Path, home: Path, project: Path) -> None:
    """Compile a project with what the package cache of this home holds, and nothing else."""
    run = subprocess.run(
        ["node", program, "build", "--snapshot", project],
        check=False,  # what it printed is looked at below
        env=os.environ | {"HOME": str(home), "FPL_REGISTRY": NOWHERE},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        sys.exit(run.stdout + run.stderr)


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Each resource as it is committed: SUSHI's order of keys, two spaces, a newline at the end.

    What has no version or publisher of its own has the guide's, as HL7's IG Publisher would have it.
    """
    resources = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    guide = next(resource for resource in resources.values() if resource["resourceType"] == "ImplementationGuide")
    definitions = guide["definition"]["resource"]
    shown = {entry["reference"]["reference"] for entry in definitions if entry.get("exampleBoolean") is not False}
    for name, resource in resources.items():
        if f"{resource['resourceType']}/{resource['id']}" in shown:
            yield f"{EXAMPLES}/{name}", json_text(resource)
        else:
            for element in ("version", "publisher"):
                resource.setdefault(element, guide[element])
            yield name, json_text(small(without_empty(resource)))


def small(resource: dict[str, Any]) -> dict[str, Any]:
    """A StructureDefinition whose snapshot says what holds, and no more."""
    if "snapshot" not in resource:
        return resource
    elements = [without(element, UNREAD) for element in resource["snapshot"]["element"]]
    return without(resource, ["mapping"]) | {"snapshot": {"element": elements}}


def without(value: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """All but these members."""
    return {name: member for name, member in value.items() if name not in names}


def json_text(resource: dict[str, Any]) -> str:
    """As JSON, each element of a snapshot on a line of its own: a third smaller, and a change is still one line."""
    elements = resource.get("snapshot", {}).get("element", [])
    marked = resource | ({"snapshot": {"element": [f"@{n}@" for n, _ in enumerate(elements)]}} if elements else {})
    lines = json.dumps(marked, ensure_ascii=False, indent=2)
    for n, element in enumerate(elements):
        lines = lines.replace(f'"@{n}@"', json.dumps(element, ensure_ascii=False), 1)
    return lines + "\n"


def without_empty(value: Any) -> Any:
    """Drop the empty arrays that SUSHI writes into an ImplementationGuide: in FHIR they are an error."""
    if isinstance(value, dict):
        return {key: without_empty(member) for key, member in value.items() if member != []}
    return [without_empty(member) for member in value] if isinstance(value, list) else value


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    arguments = parser.parse_args()
    new = compiled(package_cache.cache())
    old = {
        path.relative_to(TARGET).as_posix(): path.read_text(encoding="utf-8") for path in sorted(TARGET.rglob("*.json"))
    }
    if not arguments.check:
        write(new, old)
    elif new != old:
        sys.exit("".join(difference(old, new)) + "the committed definitions differ: run python profiles/build.py")


def write(new: dict[str, str], old: dict[str, str]) -> None:
    """Make the folders hold exactly the new files."""
    (TARGET / EXAMPLES).mkdir(parents=True, exist_ok=True)
    for name in old.keys() - new.keys():
        (TARGET / name).unlink()
    for name, text in new.items():
        (TARGET / name).write_text(text, encoding="utf-8", newline="\n")


def difference(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    """What compiling would change, as a diff."""
    for name in sorted(old.keys() | new.keys()):
        before, after = (files.get(name, "").splitlines(keepends=True) for files in (old, new))
        yield from difflib.unified_diff(before, after, f"committed/{name}", f"compiled/{name}")


if __name__ == "__main__":
    main()
