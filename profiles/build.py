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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import package_cache

SOURCE = Path(__file__).resolve().parent
TARGET = SOURCE.parent / "src" / "kapfhir" / "definitions" / "kap"
PACKAGES = (package_cache.R4_CORE, package_cache.R4_TERMINOLOGY, package_cache.R4_EXTENSIONS)
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
    """File name -> JSON text of every definition of the guide."""
    home = cache / "home"
    package_cache.lay_out(home, PACKAGES, cache / "downloads")
    program = sushi(cache)
    with tempfile.TemporaryDirectory() as work:
        project = Path(work, "profiles")
        shutil.copytree(SOURCE / "input", project / "input")
        shutil.copy(SOURCE / "sushi-config.yaml", project)
        run = subprocess.run(
            ["node", program, "build", project],
            check=False,  # what it printed is looked at below
            env=os.environ | {"HOME": str(home), "FPL_REGISTRY": NOWHERE},
            capture_output=True,
            text=True,
        )
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
        return dict(written(project / "fsh-generated" / "resources"))


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Each definition as it is committed: SUSHI's order of keys, two spaces, a newline at the end.

    What has no version or publisher of its own has the guide's, as HL7's IG Publisher would have it.
    """
    resources = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    guide = next(resource for resource in resources.values() if resource["resourceType"] == "ImplementationGuide")
    for name, resource in resources.items():
        for element in ("version", "publisher"):
            resource.setdefault(element, guide[element])
        yield name, json.dumps(without_empty(resource), ensure_ascii=False, indent=2) + "\n"


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
    old = {path.name: path.read_text(encoding="utf-8") for path in TARGET.glob("*.json")}
    if not arguments.check:
        write(new, old)
    elif new != old:
        sys.exit("".join(difference(old, new)) + "the committed definitions differ: run python profiles/build.py")


def write(new: dict[str, str], old: dict[str, str]) -> None:
    """Make the folder hold exactly the new files."""
    TARGET.mkdir(parents=True, exist_ok=True)
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
