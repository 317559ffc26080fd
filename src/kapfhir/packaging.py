"""The guide as a FHIR NPM package, the form in which FHIR's tools load definitions.

https://confluence.hl7.org/display/FHIR/NPM+Package+Specification. A gzipped tar: `package/package.json`, the
definitions with their snapshots, the examples in `package/example/`, and in both folders an `.index.json`. The same
definitions give the same bytes; with SOURCE_DATE_EPOCH set, that is the time of the files and the date of the package.
"""

import gzip
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kapfhir import definitions
from kapfhir.identity import BASE

__all__ = ["guide_package", "write_guide_package"]

FOLDERS = {"package": "kap", "package/example": "kap/example"}
UNDATED = 499162500  # 1985-10-26, the time npm gives to the files of every package
INDEXED = ("resourceType", "id", "url", "version", "kind", "type", "supplements", "content")


def write_guide_package(path: str | Path) -> None:
    """Write the guide's package to this file.

    Raises:
        OSError: the file cannot be written.
    """
    Path(path).write_bytes(guide_package())


def guide_package() -> bytes:
    """The guide's package."""
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", UNDATED))
    stored = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=stored, mode="wb", mtime=epoch, filename="") as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, content in _files():
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = len(content), epoch, 0o644
            tar.addfile(member, io.BytesIO(content))
    return stored.getvalue()


def _files() -> Iterator[tuple[str, bytes]]:
    yield "package/package.json", _json(_manifest())
    for place, folder in FOLDERS.items():
        files = definitions.contents(folder)
        index = [_indexed(name, content) for name, content in files.items()]
        yield f"{place}/.index.json", _json({"index-version": 2, "files": index})
        for name, content in files.items():
            yield f"{place}/{name}", content


def _manifest() -> dict[str, Any]:
    """What the package is, as the ImplementationGuide says it."""
    [name] = definitions.names("kap", "ImplementationGuide")
    guide = definitions.load(f"kap/ImplementationGuide-{name}")
    dated = os.environ.get("SOURCE_DATE_EPOCH")
    core = {f"hl7.fhir.r{release[0]}.core": release for release in guide["fhirVersion"]}
    return {
        "name": guide["packageId"],
        "version": guide["version"],
        "type": "fhir.ig",
        "canonical": BASE,
        "url": guide["url"],
        "title": guide["title"],
        "description": guide["description"],
        "author": guide["publisher"],
        "license": guide["license"],
        "fhirVersions": guide["fhirVersion"],
        "dependencies": core | {package["packageId"]: package["version"] for package in guide["dependsOn"]},
        "directories": {"lib": "package", "example": "example"},
    } | ({"date": datetime.fromtimestamp(int(dated), UTC).strftime("%Y%m%d%H%M%S")} if dated else {})


def _indexed(name: str, content: bytes) -> Mapping[str, str]:
    resource: Mapping[str, Any] = json.loads(content)
    return {"filename": name} | {key: resource[key] for key in INDEXED if isinstance(resource.get(key), str)}


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
