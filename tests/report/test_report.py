"""Each format of a Report: well-formed whatever a name holds, and nothing of a finding is lost."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from kapfhir.outcome import Issue, Report
from kapfhir.report import github, junit, sarif, text
from kapfhir.report import json as outcome
from kapfhir.report.folding import folded

SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.schema.json").read_bytes())

WRONG = Issue("error", "required", "Bundle.entry[1].resource.code", "at least 1 expected", "min", "in/a.json", 41, 7)
WARNED = Issue("warning", "code-invalid", "Patient.gender", "another display", "display", "in/a.json", 3, 1)
TOLD = Issue("information", "informational", "Patient", "it has no name", "name", "in/b.ndjson", 2)
BROKEN = Issue("fatal", "structure", "", "not JSON", "json", "c.json", 1, 5)
NASTY = Issue("error", "structure", "Patient.a\n::error::<b>&'\"]]>\x00\x1b,%0A\ufffe", "100 %\r\n<c>", "r:u,le",
              "a:b,c%\n <d>\udcff.json", 2, 3)  # fmt: skip
ALL = Report([WRONG, WARNED, TOLD, BROKEN, NASTY], ["LOINC"])
FILES = ["in/a.json", "in/b.ndjson", "c.json", NASTY.file, "fine.json"]
FORMATS = [text, outcome, github, sarif, junit]


@pytest.mark.parametrize("format_", FORMATS, ids=lambda module: module.__name__)
def test_every_finding_is_in_every_format(format_):
    plain = ALL[:4]
    written = format_.render(plain, FILES)
    assert [issue.rule for issue in plain if issue.rule not in written] == []
    assert [issue.text for issue in plain if issue.text not in written] == []


# --- GitHub ------------------------------------------------------------------------------------------------------


def test_a_finding_is_an_annotation():
    assert github.render(Report([WRONG, WARNED, TOLD, BROKEN]), []).splitlines() == [
        "::error file=in/a.json,line=41,col=7,title=min::Bundle.entry[1].resource.code: at least 1 expected",
        "::warning file=in/a.json,line=3,col=1,title=display::Patient.gender: another display",
        "::notice file=in/b.ndjson,line=2,title=name::Patient: it has no name",
        "::error file=c.json,line=1,col=5,title=json::not JSON",
    ]


def test_an_annotation_is_one_command_that_reads_back():
    """As the runner does it: a line, cut at the second `::`, its properties at the commas, then unescaped."""
    [line] = github.render(Report([NASTY]), []).split("\n")
    command, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
    read = dict(pair.split("=", 1) for pair in properties.split(","))
    assert command == "error"
    assert unescaped(read["file"]) == NASTY.file
    assert unescaped(read["title"]) == NASTY.rule
    assert unescaped(message) == f"{NASTY.expression}: {NASTY.text}"


def unescaped(value):
    for code, character in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        value = value.replace(code, character)
    return value


# --- SARIF -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", [ALL, Report()], ids=["all", "none"])
def test_the_log_keeps_to_the_schema_of_sarif(report):
    log = json.loads(sarif.render(report, FILES))
    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log)] == []


def test_the_schema_refuses_what_is_no_log():
    assert not Draft4Validator(SCHEMA).is_valid({"version": "2.1.0", "runs": [{"results": []}]})


def test_a_result_says_rule_level_file_line_column_and_path():
    [run] = json.loads(sarif.render(ALL, FILES))["runs"]
    first, *_, last = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "min"
    assert place == {"artifactLocation": {"uri": "in/a.json"}, "region": {"startLine": 41, "startColumn": 7}}
    assert first["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": WRONG.expression}]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "error", "error"]
    assert last["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%3Ab%2Cc%25%0A%20%3Cd%3E%FF.json"
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "not checked: LOINC"


def test_an_absolute_path_is_a_file_uri(tmp_path):
    [run] = json.loads(sarif.render(Report(), [str(tmp_path / "a b.json")]))["runs"]
    assert run["artifacts"][0]["location"]["uri"] == (tmp_path / "a b.json").as_uri()


# --- JUnit -------------------------------------------------------------------------------------------------------


def test_a_suite_per_file_counts_its_findings():
    root = ET.fromstring(junit.render(ALL, FILES).encode())
    counts = [[suite.get(name) for name in ("tests", "failures", "errors")] for suite in root]
    assert counts == [["2", "1", "0"], ["1", "0", "0"], ["1", "0", "1"], ["1", "1", "0"], ["1", "0", "0"]]
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["6", "2", "1"]


def test_an_error_fails_a_warning_is_told_and_a_fine_file_passes():
    root = ET.fromstring(junit.render(ALL, FILES).encode())
    wrong, warned = root[0]
    assert (wrong.get("name"), wrong.get("classname")) == ("min Bundle.entry[1].resource.code", "in/a.json")
    assert wrong.find("failure").attrib == {"type": "min", "message": "at least 1 expected"}
    assert wrong.find("failure").text == str(WRONG)
    assert [child.tag for child in warned] == ["system-out"]
    assert [(case.get("name"), len(case)) for case in root[4]] == [("valid", 0)]


# --- text --------------------------------------------------------------------------------------------------------


def test_text_is_a_line_for_each_and_has_no_control_character():
    lines = text.render(ALL, FILES).split("\n")
    assert lines[:4] == [str(issue) for issue in (WRONG, WARNED, TOLD, BROKEN)]
    assert len(lines) == len(ALL)
    assert "\x1b" not in lines[4]


def test_alike_findings_fold_into_the_first():
    again = [WRONG._replace(expression=f"Bundle.entry[{n}].resource.code", line=n) for n in range(50, 60)]
    report = folded(Report([WRONG, WARNED, *again, WRONG._replace(file="b.json")], ["LOINC"]))
    assert [*report] == [
        WRONG._replace(text="at least 1 expected (11 times, first here)"), WARNED, WRONG._replace(file="b.json")
    ]  # fmt: skip
    assert report.not_checked == ("LOINC",)
