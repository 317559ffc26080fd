"""Packages of definitions: each form that `-ig` takes, and that a hostile one is refused at once and writes nothing."""

import contextlib
import gzip
import io
import json
import os
import tarfile
import time
import tracemalloc
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import guide
import kapfhir
from kapfhir.identity import BASE
from kapfhir.packaging import write_guide_package
from kapfhir.validation.archives import Refused, members
from kapfhir.validation.library import library
from kapfhir.validation.limits import Limits, Unusable
from kapfhir.validation.packages import read

OBSERVATION = {"resourceType": "Observation", "status": "final", "code": {"text": "a measurement"}}
URL = "https://a.example/fhir/StructureDefinition/a"
CANARY = "canary-7d1f"
SMALL = Limits(members=10, member=1000, total=10_000)
QUICK = 10.0  # seconds of a slow machine
NAMES = ("files", "filename", "resourceType", "url", "version", "dependencies", "name", "a.json")
ANYTHING = st.recursive(
    st.none() | st.integers() | st.sampled_from(NAMES),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from(NAMES), one, max_size=4),
)
some = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def profile(version="1.0.0", url=URL, **more):
    return {
        "resourceType": "StructureDefinition", "url": url, "version": version, "type": "Observation",
        "snapshot": {"element": [{"id": "Observation", "path": "Observation"}]},
    } | more  # fmt: skip


def tgz(files, folder="package/"):
    """An archive of these files: bytes or JSON by name."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            info = tarfile.TarInfo(folder + name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return made.getvalue()


def with_member(**header):
    """An archive with one member whose header says this."""
    made, info = io.BytesIO(), tarfile.TarInfo("package/a.json")
    for name, value in header.items():
        setattr(info, name, value)
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        tar.addfile(info)
    return made.getvalue()


def put(folder, files):
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder


def found(name, canonical=URL):
    return library("r4", [str(name)]).find("StructureDefinition", canonical)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The folder of installed packages, of a home of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path / ".fhir" / "packages"


# --- what a package may be ---------------------------------------------------------------------------------------


def test_a_folder_of_definitions(tmp_path):
    folder = put(tmp_path / "here", {"a.json": profile(), "b.json": {"resourceType": "Patient"}, "c.json": [1]})
    assert found(folder) == profile()


def test_a_definition_in_a_file_of_its_own(tmp_path):
    assert found(put(tmp_path / "here", {"a.json": profile()}) / "a.json") == profile()


def test_an_unpacked_package_its_examples_are_not_read(tmp_path):
    put(tmp_path / "here" / "package", {"package.json": {"name": "a.b", "version": "1.0.0"}, "a.json": profile()})
    put(tmp_path / "here" / "package" / "example", {"b.json": profile(url=f"{URL}-example")})
    assert found(tmp_path / "here") == profile()
    assert found(tmp_path / "here", f"{URL}-example") is None


def test_an_archive(tmp_path):
    files = {"package.json": {"name": "a.b", "version": "1.0.0"}, "a.json": profile(), "example/b.json": b"no JSON"}
    (tmp_path / "a.tgz").write_bytes(tgz(files))
    assert found(tmp_path / "a.tgz") == profile()


def test_an_archive_without_the_usual_folder(tmp_path):
    (tmp_path / "a.tgz").write_bytes(tgz({"a.json": profile()}, folder="./"))
    assert found(tmp_path / "a.tgz") == profile()


def test_a_name_in_the_folder_of_installed_packages(home):
    for version in ("1.9.0", "1.10.0", "current"):
        put(home / f"a.package#{version}" / "package", {"a.json": profile(version)})
    assert found("a.package#1.9.0")["version"] == "1.9.0"
    assert found("a.package#1.x.x")["version"] == "1.10.0"
    assert found("a.package")["version"] == "1.10.0"
    assert found("a.package#current")["version"] == "current"


def test_the_index_of_a_package_saves_reading_its_files(tmp_path):
    index = {"files": [{"filename": "a.json", "resourceType": "StructureDefinition", "url": URL, "version": "1.0.0"}]}
    folder = put(tmp_path / "here", {"a.json": profile(), "new.json": profile(url=f"{URL}-new"), ".index.json": index})
    assert found(folder) == profile()
    assert found(folder, f"{URL}-new") == profile(url=f"{URL}-new")


@pytest.mark.parametrize(
    "files", [[{"filename": "a.json", "resourceType": "ValueSet", "url": URL}], [1, {"filename": [2]}], {"a": 1}, None]
)
def test_an_index_may_lie(tmp_path, files):
    folder = put(tmp_path / "here", {"a.json": profile(), ".index.json": {"files": files}})
    assert found(folder) in (profile(), None)
    assert library("r4", [str(folder)]).find("ValueSet", URL) is None


def test_decimals_of_a_definition_are_exact(tmp_path):
    file = tmp_path / "a.json"
    file.write_text(json.dumps(profile()).replace('"min"', '"x"')[:-1] + ', "patternDecimal": 1.50}', encoding="utf-8")
    assert found(file)["patternDecimal"].text == "1.50"


# --- which definition is meant -----------------------------------------------------------------------------------


def test_a_package_comes_before_the_guide_and_the_release(tmp_path):
    ours, hl7 = f"{BASE}/StructureDefinition/kap-session", "http://hl7.org/fhir/StructureDefinition/bp"
    folder = put(tmp_path / "here", {"a.json": profile(url=ours), "b.json": profile("4.0.2", url=hl7)})
    assert found(folder, ours) == profile(url=ours)
    assert found(folder, hl7)["version"] == "4.0.2"
    assert found(folder, f"{hl7}|4.1.0") is None
    assert found(folder, f"{BASE}/StructureDefinition/kap-observation-none") is None
    assert found(folder, "http://hl7.org/fhir/StructureDefinition/bmi")["version"] == "4.0.1"


def test_of_several_packages_the_newest_definition_is_meant(tmp_path):
    names = [str(put(tmp_path / v, {"a.json": profile(v)})) for v in ("1.0.9", "1.0.10", "1.0.2")]
    known = library("r4", names)
    assert known.find("StructureDefinition", URL)["version"] == "1.0.10"
    assert known.find("StructureDefinition", f"{URL}|1.0.2")["version"] == "1.0.2"


def test_the_guides_package_has_what_the_guide_has(tmp_path):
    write_guide_package(tmp_path / "kap.tgz")
    known = library("r4", [str(tmp_path / "kap.tgz")])
    assert known.missing == ()
    for path in guide.DEFINITIONS:
        definition = json.loads(path.read_bytes())
        assert known.find(definition["resourceType"], definition["url"]) == definition
        assert read(str(tmp_path / "kap.tgz")).versions(definition["resourceType"], definition["url"])


# --- dependencies ------------------------------------------------------------------------------------------------


def test_what_a_package_depends_on_is_read_where_it_is_installed(home, tmp_path):
    wanted = {"b.package": "2.0.x", "hl7.fhir.r4.core": "4.0.1"}
    folder = put(tmp_path / "here", {"package.json": {"name": "a", "dependencies": wanted}, "a.json": profile()})
    put(home / "b.package#2.0.3" / "package", {
        "package.json": {"name": "b.package", "dependencies": {"a": "1.0.0", "c.package": "1.0.0", "../x": "1"}},
        "b.json": profile(url=f"{URL}-b"),
    })  # fmt: skip
    assert found(folder, f"{URL}-b") == profile(url=f"{URL}-b")
    report = kapfhir.validate(OBSERVATION, packages=[str(folder)])
    named = [name for name in report.not_checked if name.startswith("package ")]
    assert named == [f"package {name}: not in ~/.fhir/packages" for name in ("c.package#1.0.0", "../x#1")]


def test_a_dependency_that_cannot_be_read_is_named(home, tmp_path):
    manifest = {"name": "a", "dependencies": {"b.package": "1.0.0"}}
    folder = put(tmp_path / "here", {"package.json": manifest, "a.json": profile()})
    put(home / "b.package#1.0.0" / "package", {})
    assert library("r4", [str(folder)]).missing == ("b.package#1.0.0",)


@pytest.mark.parametrize("manifest", [[], {"dependencies": []}, {"dependencies": {"b": 7}}, {"name": {}}])
def test_a_manifest_may_be_anything(tmp_path, manifest):
    assert found(put(tmp_path / "here", {"package.json": manifest, "a.json": profile()})) == profile()


# --- what is no package ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.package#1.0.0", "it is not in ~/.fhir/packages; unpack it there, or name its folder or .tgz"),
        ("a.package", "it is not in ~/.fhir/packages; unpack it there, or name its folder or .tgz"),
        ("gone.tgz", "it is not there; a folder, a .tgz, "),
        ("gone/a.json", "it is not there; a folder, a .tgz, "),
        ("../#..", "it is not there; a folder, a .tgz, "),
        ("a\x00b", "it "),
        ("a" * 5000, "File name too long; a folder, a .tgz, "),
        ("", "it is not there; "),
    ],
)
def test_what_is_not_there_is_told_with_what_is_expected(name, reason, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    [issue] = kapfhir.validate(OBSERVATION, packages=[name])
    assert (issue.severity, issue.rule) == ("fatal", "package")
    assert issue.text.startswith(f"{name}: {reason}")


def test_a_folder_without_definitions_is_none(tmp_path):
    (tmp_path / "empty").mkdir()
    [issue] = kapfhir.validate(OBSERVATION, packages=[str(tmp_path / "empty")])
    assert "no .json is there" in issue.text


def test_a_file_that_is_not_json_is_named_not_shown(tmp_path):
    (put(tmp_path / "here", {"a.json": profile()}) / "b.json").write_text(f'{{"{CANARY}": ')
    [issue] = kapfhir.validate(OBSERVATION, packages=[str(tmp_path / "here")])
    assert "b.json is not JSON" in issue.text
    assert CANARY not in issue.text


def test_a_file_that_is_too_large_is_refused(tmp_path):
    folder = put(tmp_path / "here", {"a.json": profile() | {"description": "x" * 1000}})
    with pytest.raises(Unusable, match="larger than any definition"):
        read(str(folder), SMALL)


def test_a_folder_of_too_many_files_is_refused(tmp_path):
    folder = put(tmp_path / "here", {f"{n}.json": {} for n in range(11)})
    with pytest.raises(Unusable, match="more than 10 files"):
        read(str(folder), SMALL)


# --- hostile archives --------------------------------------------------------------------------------------------


def bomb(block, gigabytes):
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    pieces = [packer.compress(block) for _ in range(gigabytes * (1 << 30) // len(block))]
    return b"".join(pieces) + packer.flush()


@pytest.mark.parametrize("folder", ["", "package/"])
def test_gigabytes_of_zeros_are_refused_at_once(folder, tmp_path):
    (tmp_path / "a.tgz").write_bytes(bomb(bytes(1 << 24), 2))
    tracemalloc.start()
    started = time.perf_counter()
    [issue] = kapfhir.validate(OBSERVATION, packages=[str(tmp_path / "a.tgz")])
    took, (_, most) = time.perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "unpacks to more than a package may have" in issue.text
    assert took < QUICK
    assert most < 64 << 20


def test_a_bomb_of_many_archives_in_one_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="unpacks to more"):
        members(gzip.compress(bytes(1 << 20)) * 50, Limits())


def test_a_bomb_below_the_ratio_is_refused_by_its_size():
    with pytest.raises(Refused, match="unpacks to more"):
        members(tgz({"a": os.urandom(20_000)}), SMALL)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ({"name": "../../a.json"}, "leads out of its folder"),
        ({"name": "package/../../a.json"}, "leads out of its folder"),
        ({"name": "/etc/a.json"}, "leads out of its folder"),
        ({"name": "C:/a.json"}, "leads out of its folder"),
        ({"name": "package\\..\\..\\a.json"}, "leads out of its folder"),
        ({"name": "package/" + "a" * 300 + "/../../../b.json"}, "leads out of its folder"),
        ({"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}, "links or devices"),
        ({"type": tarfile.LNKTYPE, "linkname": "package/b.json"}, "links or devices"),
        ({"type": tarfile.CHRTYPE}, "links or devices"),
        ({"type": tarfile.BLKTYPE}, "links or devices"),
        ({"type": tarfile.FIFOTYPE}, "links or devices"),
        ({"type": b"S"}, "links or devices"),
    ],
)
def test_a_member_that_a_package_does_not_have_is_refused(header, reason, tmp_path):
    (tmp_path / "a.tgz").write_bytes(with_member(**header))
    with pytest.raises(Unusable, match=reason):
        read(str(tmp_path / "a.tgz"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.tgz"]


def test_a_name_that_stands_twice_is_refused():
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for _ in range(2):
            tar.addfile(tarfile.TarInfo("package/a.json"), io.BytesIO())
    with pytest.raises(Refused, match="stands twice"):
        members(made.getvalue(), Limits())


def test_more_members_than_a_package_has_are_refused():
    with pytest.raises(Refused, match="more than 10 members"):
        members(tgz({str(n): b"" for n in range(11)}), SMALL._replace(total=100_000))


def test_a_member_that_is_too_large_is_refused():
    with pytest.raises(Refused, match="larger than any"):
        members(tgz({"a.json": b"x" * 1001}), SMALL._replace(total=100_000))


@pytest.mark.parametrize("size", [b"77777777777\x00", b"\xff" * 12, b"\x80" + b"\xff" * 11, b"not a number"])
def test_a_header_that_lies_about_its_size_is_refused(size):
    tar = bytearray(gzip.decompress(tgz({"a.json": b"x"})))
    tar[124:136] = size
    tar[148:156] = b" " * 8  # of which the checksum is made
    tar[148:156] = b"%06o\x00 " % sum(tar[:512])
    with pytest.raises(Refused):
        members(gzip.compress(bytes(tar)), Limits())


@pytest.mark.parametrize("kept", [0, 1, 5, 20, 100, -20, -1])
def test_an_archive_that_ends_too_early_is_refused(kept, tmp_path):
    whole = tgz({"a.json": profile(), "b.json": os.urandom(2000)})
    (tmp_path / "a.tgz").write_bytes(whole[:kept])
    with pytest.raises(Unusable, match=r"ends too early|is no \.tgz"):
        read(str(tmp_path / "a.tgz"))


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"{}", gzip.compress(b"no tar" * 200), os.urandom(500)], ids=range(4)
)
def test_what_is_no_archive_is_refused(content, tmp_path):
    (tmp_path / "a.tgz").write_bytes(content)
    with pytest.raises(Unusable, match="is no "):
        read(str(tmp_path / "a.tgz"))


def test_long_names_in_both_ways_of_telling_them():
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT):
        made, name = io.BytesIO(), "package/" + "a" * 80 + "/" + "b" * 90
        with tarfile.open(fileobj=made, mode="w:gz", format=form) as tar:
            tar.addfile(tarfile.TarInfo(name), io.BytesIO())
        assert [*members(made.getvalue(), Limits())] == [name]


def test_what_fills_the_last_block_of_a_tape_is_no_fault():
    assert [*members(tgz({"a": b"x"}) + bytes(512), Limits())] == ["package/a"]


@some
@given(st.data())
def test_whatever_happens_to_an_archive_it_is_read_or_refused(data):
    tar = bytearray(gzip.decompress(tgz({"a.json": profile(), "b" * 120: b"x" * 700})))
    for _ in range(data.draw(st.integers(0, 4))):
        tar[data.draw(st.integers(0, len(tar) - 1))] = data.draw(st.integers(0, 255))
    packed = bytearray(gzip.compress(bytes(tar)))
    if data.draw(st.booleans()):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Refused):
        members(bytes(packed), Limits())


@some
@given(ANYTHING)
def test_whatever_json_a_package_holds_nothing_is_raised(tmp_path_factory, anything):
    files = dict.fromkeys(["a.json", ".index.json", "package.json"], anything)
    known = library("r4", [str(put(tmp_path_factory.mktemp("any") / "here", files))])
    known.find("StructureDefinition", URL)
    known.find(str(anything), str(anything))


def test_a_type_of_resource_that_a_package_defines_is_named(tmp_path):
    url = "http://hl7.org/fhir/StructureDefinition/Custom"
    folder = put(
        tmp_path / "p", {"a.json": profile(url=url, kind="resource", type="Custom", derivation="specialization")}
    )
    report = kapfhir.validate({"resourceType": "Custom", "active": True}, packages=[str(folder)])
    assert list(report) == []
    assert "resources of a type that a package defines" in report.not_checked
    [issue] = kapfhir.validate({"resourceType": "Other"}, packages=[str(folder)])
    assert issue.rule == "structure"
