"""The guide's package: its shape and its bytes here, and that FHIR's tools load it, with --oracle and with --hapi."""

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
import requests

import guide
from kapfhir.packaging import guide_package, write_guide_package

PROGRAM = "import sys; from kapfhir.packaging import guide_package; sys.stdout.buffer.write(guide_package())"
NAME = "org.kapfhir.kap"


@pytest.fixture(scope="module")
def package() -> dict[str, bytes]:
    """The files of the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        content = guide_package()
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def package_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "kap.tgz"
    write_guide_package(path)
    return path


def test_every_definition_and_every_example_is_in_the_package_as_it_is(package: dict[str, bytes]) -> None:
    expected = {f"package/{path.name}": path.read_bytes() for path in guide.DEFINITIONS}
    expected |= {f"package/example/{path.name}": path.read_bytes() for path in guide.EXAMPLES}
    made = {"package/package.json", "package/.index.json", "package/example/.index.json"}
    assert {name: content for name, content in package.items() if name not in made} == expected


def test_the_manifest_is_the_guides(package: dict[str, bytes]) -> None:
    manifest = json.loads(package["package/package.json"])
    assert next(iter(package)) == "package/package.json"
    assert (manifest["name"], manifest["canonical"]) == (NAME, "https://kapfhir.org/fhir")
    assert manifest["fhirVersions"] == ["4.0.1"]
    assert manifest["dependencies"]["hl7.fhir.r4.core"] == "4.0.1"
    assert len(manifest["dependencies"]) == 3
    assert "date" not in manifest


@pytest.mark.parametrize("folder", ["package", "package/example"])
def test_the_index_names_every_file_with_what_it_is(package: dict[str, bytes], folder: str) -> None:
    index = json.loads(package[f"{folder}/.index.json"])
    assert index["index-version"] == 2
    assert {f"{folder}/{entry['filename']}" for entry in index["files"]} | {f"{folder}/package.json"} >= {
        name for name in package if name.rpartition("/")[0] == folder and not name.endswith(".index.json")
    }
    for entry in index["files"]:
        resource = json.loads(package[f"{folder}/{entry['filename']}"])
        assert all(resource[key] == value for key, value in entry.items() if key != "filename")
        assert entry["id"]


def test_every_structure_definition_has_its_snapshot(package: dict[str, bytes]) -> None:
    structures = [json.loads(content) for name, content in package.items() if "StructureDefinition-" in name]
    assert structures
    assert all(structure["snapshot"]["element"] for structure in structures)


def test_the_bytes_are_the_same_each_time_and_have_the_time_that_is_set() -> None:
    def made(**variables: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-c", PROGRAM], env=os.environ | variables, capture_output=True, check=True
        ).stdout

    assert made(PYTHONHASHSEED="1") == made(PYTHONHASHSEED="2", TZ="Asia/Tokyo") == guide_package()
    with tarfile.open(fileobj=io.BytesIO(made(SOURCE_DATE_EPOCH="1767225600"))) as tar:
        assert {member.mtime for member in tar} == {1767225600}
        assert json.load(tar.extractfile("package/package.json"))["date"] == "20260101000000"  # type: ignore[arg-type]


def test_hl7s_validator_judges_by_the_package_alone(oracle: ModuleType, package_file: Path, tmp_path: Path) -> None:
    keeps = guide.EXAMPLES
    row = next(row for row in guide.broken() if row.rule == "kap-sedation-scale")
    breaks = tmp_path / "broken.json"
    breaks.write_text(json.dumps(row.resource), encoding="utf-8")
    *kept, broken = oracle.validate(map(oracle.Asked, [*keeps, breaks]), igs=[str(package_file)])
    assert [answer.errors for answer in kept] == [[] for _ in keeps]
    assert any(row.message.search(error.text) for error in broken.errors)


def test_sushi_builds_on_the_package(oracle: ModuleType, package_file: Path, tmp_path: Path) -> None:
    import build  # noqa: PLC0415  # the guide's compiler, on the path with the oracle

    oracle.build()
    version = json.loads((guide.GUIDE / f"ImplementationGuide-{NAME}.json").read_bytes())["version"]
    packages = tmp_path / ".fhir" / "packages"
    packages.mkdir(parents=True)
    for path in (oracle.home() / ".fhir" / "packages").iterdir():
        (packages / path.name).symlink_to(path)
    with tarfile.open(package_file) as tar:
        tar.extractall(packages / f"{NAME}#{version}", filter="data")
    project = tmp_path / "project"
    (project / "input" / "fsh").mkdir(parents=True)
    (project / "sushi-config.yaml").write_text(CONFIGURATION.format(name=NAME, version=version), encoding="utf-8")
    (project / "input" / "fsh" / "child.fsh").write_text(CHILD, encoding="utf-8")
    build.run_sushi(build.sushi(oracle.packages.cache()), tmp_path, project)
    child = json.loads((project / "fsh-generated/resources/StructureDefinition-child.json").read_bytes())
    assert child["baseDefinition"] == "https://kapfhir.org/fhir/StructureDefinition/kap-sedation"


CONFIGURATION = """
canonical: https://example.org/fhir
id: example.child
name: Child
version: 0.0.1
fhirVersion: 4.0.1
status: draft
dependencies:
  {name}: {version}
  hl7.terminology.r4: 7.0.1
  hl7.fhir.uv.extensions.r4: 5.3.0-ballot-tc1
"""
CHILD = """
Profile: Child
Parent: KapSedation
Id: child
* performer 1..
"""


def test_hapi_takes_every_resource_of_the_package(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> None:
    if not pytestconfig.getoption("--hapi"):
        pytest.skip("HAPI is built and started with --hapi only")
    url = request.getfixturevalue("hapi_url")
    resources = [guide.read(path) for path in (*guide.DEFINITIONS, *guide.EXAMPLES)]
    bundle = {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {"resource": resource, "request": {"method": "PUT", "url": f"{resource['resourceType']}/{resource['id']}"}}
            for resource in resources
        ],
    }
    answer = requests.post(url, json=bundle, timeout=120)
    assert answer.status_code == 200, answer.text[:2000]
    assert {entry["response"]["status"][:3] for entry in answer.json()["entry"]} <= {"200", "201"}
