"""`kapfhir validate`: what it takes, how it ends, what it writes."""

import json
import tarfile
import tracemalloc
import xml.etree.ElementTree as ET

import pytest

import corpora
import kapfhir
from kapfhir.cli import documents
from kapfhir.identity import BASE
from kapfhir.packaging import write_guide_package

OURS = f"{BASE}/CodeSystem/kap-role"
FINE = b'{"resourceType": "Patient"}'
WRONG = b'{"resourceType": "Observation", "status": "done", "code": {"text": "x"}}'
WRONG_LINE = b'{"resourceType": "Observation",\n "code": {"text": "x"},\n "status": "done"}'
NO_JSON = b'{"resourceType": '


def says(file, line, column):
    """The line about WRONG."""
    [issue] = kapfhir.validate(WRONG)
    return f"{issue._replace(file=str(file), line=line, column=column)}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder with a fine file, two wrong ones, one of them deeper, and one of another kind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    (tmp_path / "in" / "fine.json").write_bytes(FINE)
    (tmp_path / "in" / "wrong.json").write_bytes(WRONG_LINE)
    (tmp_path / "in" / "deeper" / "all.ndjson").write_bytes(b"\n".join([FINE, WRONG, b"", FINE, WRONG]))
    (tmp_path / "in" / "notes.txt").write_bytes(NO_JSON)
    return tmp_path


# --- what it takes -----------------------------------------------------------------------------------------------


def test_a_folder_stands_for_the_files_in_it_sorted(run, folder):
    code, out, err = run("validate", "in", "--no-fold")
    lines = [says("in/deeper/all.ndjson", 2, 43), says("in/deeper/all.ndjson", 5, 43), says("in/wrong.json", 3, 12)]
    assert (code, out) == (1, "".join(lines))
    assert err.startswith("3 files: 3 errors\nnot checked: ")


def test_several_files_and_stdin_are_one_report(run, folder):
    code, out, err = run("validate", "in/fine.json", "-", "in/fine.json", stdin=WRONG)
    assert (code, out) == (1, says("-", 1, 43))
    assert err.startswith("2 files: 1 error\n")


def test_a_folder_without_such_files_is_unusable_and_does_not_pass_beside_others(run, folder):
    (folder / "empty" / "folder.json").mkdir(parents=True)
    assert run("validate", "in", "empty") == (2, "", "empty: no .json and no .ndjson is there\n")


def test_ndjson_without_a_line_is_fine(run, folder):
    (folder / "none.ndjson").write_bytes(b"\n")
    assert run("validate", "none.ndjson") == (0, "", "none.ndjson: no errors\n")


def test_what_is_unreadable_keeps_nothing_else_from_being_judged(run, folder):
    (folder / "in" / "broken.json").write_bytes(NO_JSON)
    code, out, err = run("validate", "in/broken.json", "none.json", "in/wrong.json")
    assert (code, out) == (2, says("in/wrong.json", 3, 12))
    broken, none, summary, _ = err.splitlines()
    assert broken.startswith("fatal: not JSON: ")
    assert none == "fatal: No such file or directory [file] (none.json)"
    assert summary == "3 files: 1 error"


def test_the_lines_of_ndjson_are_read_one_at_a_time(tmp_path):
    file = tmp_path / "large.ndjson"
    file.write_bytes((b"x" * 999 + b"\n") * 10_000)
    tracemalloc.start()
    judged = documents.judged([str(file)], lambda content: kapfhir.Report([], [f"{len(content)}"]), 9999)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (judged.readable, judged.report.not_checked) == (10_000, ("999",))
    assert peak < file.stat().st_size / 20


def test_an_unreadable_line_of_ndjson_has_its_line(run, folder):
    (folder / "lines.ndjson").write_bytes(b"\n".join([FINE, NO_JSON, FINE]))
    code, out, err = run("validate", "lines.ndjson")
    assert (code, out) == (2, "")
    assert "[json] (lines.ndjson:2:" in err
    assert "\nlines.ndjson: no errors\n" in err


def test_a_file_of_whose_name_nothing_is_known_is_said_as_any_other(run):
    assert run("validate", "a\0b.json") == (2, "", "fatal: it cannot be read [file] (a\0b.json)\n")


# --- how it ends -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("information", 1), ("never", 0)], ids=str)
def test_an_error_fails_from_the_severity_on_that_is_asked_for(run, fail_on, code):
    assert run("validate", "-", "--fail-on", fail_on, stdin=WRONG).code == code
    assert run("validate", "-", "--fail-on", fail_on, stdin=FINE).code == 0


def test_what_is_unreadable_is_never_fine(run):
    assert run("validate", "-", "--fail-on", "never", stdin=NO_JSON).code == 2


# --- text --------------------------------------------------------------------------------------------------------


def test_the_same_finding_in_many_entries_is_one_line_with_their_count(run):
    entry = {"fullUrl": "urn:uuid:0", "resource": json.loads(WRONG)}
    entries = [{**entry, "fullUrl": f"urn:uuid:00000000-0000-4000-8000-00000000000{n}"} for n in range(3)]
    bundle = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
    folded = run("validate", "-", stdin=bundle).out.splitlines()
    assert len(folded) == 1
    assert folded[0].startswith("Bundle.entry[0].resource.status: error: ")
    assert " (3 times, first here) [required-binding] (-:1:" in folded[0]
    assert len(run("validate", "-", "--no-fold", stdin=bundle).out.splitlines()) == 3
    assert run("validate", "-", stdin=bundle).err.startswith("-: 3 errors\n")


def test_what_differs_in_more_than_its_place_is_not_folded(run, monkeypatch):
    monkeypatch.chdir(corpora.INVALID)
    files = [case.name for case in corpora.broken() if case.fhir]
    assert len(run("validate", *files).out.splitlines()) == len(files)


def test_a_name_cannot_break_the_line(run):
    out = run("validate", "-", stdin=b'{"resourceType": "Patient", "a\\nerror: b\\u001b[2J": 1}').out
    assert len(out.splitlines()) == 1
    assert "\\n" in out
    assert "\x1b" not in out


# --- other formats -----------------------------------------------------------------------------------------------

READERS = {
    "json": lambda out: json.loads(out)["issue"],
    "github": str.splitlines,
    "sarif": lambda out: json.loads(out)["runs"][0]["results"],
    "junit": lambda out: ET.fromstring(out.encode()).findall(".//testcase"),
}
CANARY = "canary-7d1f"
ALL_WRONG = {
    "resourceType": "Observation", "status": CANARY, "code": {"coding": [{"system": OURS, "code": CANARY}]},
    "subject": {"reference": f"urn:uuid:{CANARY}", "display": ""}, "valueQuantity": {"value": CANARY},
}  # fmt: skip


@pytest.mark.parametrize(("format_", "read"), READERS.items(), ids=READERS)
def test_what_is_unreadable_is_a_finding_too_where_a_program_reads(run, folder, format_, read):
    (folder / "broken.json").write_bytes(NO_JSON)
    code, out, err = run("validate", "broken.json", "in/wrong.json", "--format", format_, "--fail-on", "never")
    assert code == 2
    assert len([found for found in read(out) if "not checked" not in str(found)]) == 2
    assert "[json] (broken.json:1:" in err


@pytest.mark.parametrize("format_", ["text", *READERS])
def test_no_format_tells_a_value(run, folder, format_):
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": ALL_WRONG}]}
    code, out, err = run("validate", "-", "--format", format_, stdin=json.dumps(bundle).encode())
    assert code == 1
    assert "Observation" in out or "entry[0]" in out
    assert CANARY not in out + err


def test_a_report_goes_into_a_file(run, tmp_path):
    assert run("validate", "-", "--format", "sarif", "-output", tmp_path / "a.sarif", stdin=WRONG).out == ""
    assert len(READERS["sarif"]((tmp_path / "a.sarif").read_text())) == 1


def test_no_old_finding_stays_in_a_file(run, tmp_path):
    (tmp_path / "a.txt").write_bytes(WRONG)
    assert run("validate", "-", "-output", tmp_path / "a.txt", stdin=FINE).code == 0
    assert (tmp_path / "a.txt").read_text() == "\n"


def test_where_nothing_is_found_there_is_no_annotation(run):
    assert run("validate", "-", "--format", "github", stdin=FINE).out == ""


# --- known findings ----------------------------------------------------------------------------------------------


def test_what_is_known_is_counted_and_does_not_fail(run, folder):
    assert run("validate", "in", "--write-baseline", "known.json") == (0, "", "known.json: 3 known findings\n")
    code, out, err = run("validate", "in", "--baseline", "known.json")
    assert (code, out) == (0, "")
    assert err.startswith("3 files: no errors\n")
    assert err.endswith("known.json: 3 of 3 known findings were met\n")


def test_what_is_known_is_so_in_every_format(run, folder):
    run("validate", "in", "--write-baseline", "known.json")
    out = run("validate", "in", "--baseline", "known.json", "--format", "sarif").out
    assert READERS["sarif"](out) == []


def test_what_is_known_may_move_but_not_become_more(run, folder):
    run("validate", "in", "--write-baseline", "known.json")
    (folder / "in" / "wrong.json").write_bytes(b"\n\n" + WRONG_LINE)
    (folder / "in" / "deeper" / "all.ndjson").write_bytes(b"\n".join([WRONG, WRONG, WRONG]))
    code, out, _ = run("validate", "./in", "--baseline", "known.json")
    assert (code, out) == (1, says("in/deeper/all.ndjson", 3, 43))


def test_what_is_known_and_not_met_is_told(run, folder):
    run("validate", "in", "--write-baseline", "known.json")
    err = run("validate", "in/wrong.json", "--baseline", "known.json").err
    assert err.endswith("known.json: 1 of 3 known findings were met\n")


def test_what_is_unreadable_is_never_known(run, folder):
    (folder / "in" / "broken.json").write_bytes(NO_JSON)
    code, _, err = run("validate", "in", "--write-baseline", "known.json")
    assert (code, err.splitlines()[-1]) == (2, "known.json: 3 known findings")
    assert run("validate", "in", "--baseline", "known.json").code == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not JSON: "),
        (b"[]", "a baseline of version 1 is expected"),
        (b'{"version": 2, "known": []}', "a baseline of version 1 is expected"),
        (b'{"version": 1}', "each known finding needs its file, rule, expression and count"),
        (b'{"version": 1, "known": [{"file": "a", "rule": "b"}]}', "each known finding needs its file, rule, "),
        (b'{"version": 1, "known": ["a"]}', "each known finding needs its file, rule, expression and count"),
    ],
)
def test_a_file_that_is_no_baseline_is_unusable(run, folder, content, reason):
    (folder / "known.json").write_bytes(content)
    code, out, err = run("validate", "in", "--baseline", "known.json")
    assert (code, out) == (2, "")
    assert err.startswith(f"known.json: {reason}")


def test_a_baseline_that_is_not_there_is_unusable(run, folder):
    ended = run("validate", "in", "--baseline", "known.json")
    assert ended == (2, "", "fatal: No such file or directory [file] (known.json)\n")


def test_a_baseline_is_read_or_written_not_both(run):
    assert run("validate", "-", "--baseline", "a", "--write-baseline", "a").code == 2


def test_a_baseline_holds_no_text(run, folder):
    run("validate", "in", "--write-baseline", "known.json")
    assert json.loads((folder / "known.json").read_bytes())["known"] == [
        {"file": "in/deeper/all.ndjson", "rule": "required-binding", "expression": "Observation.status", "count": 2},
        {"file": "in/wrong.json", "rule": "required-binding", "expression": "Observation.status", "count": 1},
    ]


# --- rules -------------------------------------------------------------------------------------------------------


def test_a_rule_is_explained_and_nothing_judged(run):
    code, out, err = run("validate", "--explain", "bundle-identity-unique")
    assert (code, err) == (0, "")
    assert out.startswith("bundle-identity-unique: No two entries of one type have the same ifNoneExist.\n")
    assert out.endswith("\nSource: https://hl7.org/fhir/R4/http.html#ccreate\n")
    page = json.loads(run("validate", "--explain", "bundle-identity-unique", "--format", "json").out)
    assert [*page] == ["rule", "says", "why", "source"]


@pytest.mark.parametrize(("rule", "said"), [("slcie", "slice?"), ("9173", "a finding names its rule")])
def test_of_a_rule_that_is_none_those_that_are_close_are_told(run, rule, said):
    code, out, err = run("validate", "--explain", rule)
    assert (code, out) == (2, "")
    assert said in err


def test_a_rule_explains_itself_in_sarif(run):
    [run_] = json.loads(run("validate", "-", "--format", "sarif", stdin=WRONG).out)["runs"]
    assert run_["tool"]["driver"]["rules"][0]["shortDescription"]["text"].startswith("The code is one of the value set")


def test_without_a_file_and_a_rule_there_is_nothing_to_do(run):
    assert run("validate") == (2, "", "kapfhir validate: a FILE is needed; see kapfhir validate --help\n")


# --- plausibility ------------------------------------------------------------------------------------------------


def test_what_cannot_be_true_of_an_episode_is_asked_unless_told_not_to(run):
    visit = {
        "resourceType": "Encounter", "id": "a", "status": "cancelled",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "type": [{"coding": [{"system": "https://kapfhir.org/fhir/CodeSystem/kap-encounter-type", "code": "dosing"}]}],
    }  # fmt: skip
    level = {
        "resourceType": "Observation", "status": "final", "valueInteger": 9,
        "code": {"coding": [{"system": "https://kapfhir.org/fhir/CodeSystem/kap-observation", "code": "moaa-s"}]},
    }  # fmt: skip
    entries = [{"fullUrl": f"https://a.example/{n}", "resource": one} for n, one in enumerate((visit, level))]
    bundle = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
    told = run("validate", "-", stdin=bundle)
    assert (told.code, "[kap-score-range]" in told.out) == (0, True)
    assert run("validate", "-", "--fail-on", "warning", stdin=bundle).code == 1
    assert run("validate", "-", "--fail-on", "warning", "--no-clinical", stdin=bundle).code == 0


# --- definitions to judge by -------------------------------------------------------------------------------------


@pytest.fixture
def packages(folder, monkeypatch):
    """In the working folder: the guide as an archive, a folder and one of its files; and installed at home."""
    archive = folder / "kap.tgz"
    write_guide_package(archive)
    with tarfile.open(archive) as tar:
        tar.extractall(folder / "unpacked", filter="data")
        tar.extractall(folder / ".fhir" / "packages" / "org.kapfhir.kap#0.1.0", filter="data")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.mark.parametrize(
    "name",
    ["kap.tgz", "unpacked", "unpacked/package", "unpacked/package/StructureDefinition-kap-session.json",
     "org.kapfhir.kap", "org.kapfhir.kap#0.1.0"],
)  # fmt: skip
def test_definitions_come_in_every_form_that_a_package_has(run, packages, name):
    code, out, err = run("validate", "in/fine.json", "-ig", name)
    assert (code, out) == (0, "")
    assert "package" not in err


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone", "it is not in ~/.fhir/packages; unpack it there, or name its folder or .tgz"),
        ("org.kapfhir.kap#9.9.9", "it is not in ~/.fhir/packages; unpack it there, or name its folder or .tgz"),
        ("in/gone.tgz", "it is not there; a folder, a .tgz, a .json, or "),
        ("in/notes.txt", "it is no .tgz, or broken"),
        ("in/deeper", "no .json is there, and no folder `package`; "),
    ],
)
def test_what_is_no_package_is_wrong_usage_and_nothing_is_judged(run, packages, name, reason):
    code, out, err = run("validate", "in/wrong.json", "-ig", name)
    assert (code, out) == (2, "")
    assert err.startswith(f"-ig {name}: {reason}")
    assert err.count("\n") == 1


def test_what_a_package_depends_on_and_is_not_here_is_not_checked(run, packages):
    manifest = {"name": "a", "dependencies": {"b.package": "1.0.0", "hl7.fhir.r4.core": "4.0.1"}}
    (packages / "in" / "package.json").write_text(json.dumps(manifest))
    _, _, err = run("validate", "-", "-ig", "in", stdin=FINE)
    assert "not checked: package b.package#1.0.0: not in ~/.fhir/packages, " in err
