"""`kapfhir validate`: how much of a document is judged, in how many processes, and whether values are shown."""

import os
import signal
import subprocess
import sys
import time
import tracemalloc

import pytest

import kapfhir
from kapfhir.cli import documents
from kapfhir.cli.workers import MANY, batches, mapped
from kapfhir.validation.shown import MOST, shown

FINE = b'{"resourceType": "Patient", "active": true}'
WRONG = b'{"resourceType": "Patient", "gender": "canary-7d", "birthDate": 1}'
LINES = (FINE + b"\n" + WRONG + b"\n") * 100


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.ndjson"
    path.write_bytes(LINES)
    return path


# --- processes ---------------------------------------------------------------------------------------------------


def test_many_processes_say_what_one_says(run, lines, tmp_path):
    (tmp_path / "a.json").write_bytes(WRONG)
    alone = run("validate", tmp_path, "--no-fold")
    assert alone.code == 1
    assert run("validate", tmp_path, "--no-fold", "--jobs", "2") == alone
    assert run("validate", lines, "--jobs", "all").code == 1


def test_results_come_in_order_and_no_more_is_read_than_is_needed():
    taken = []
    given = batches((taken.append(n) or n for n in range(MANY * 40)), lambda _: 1)
    results = mapped(abs, given, 2)
    assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
    assert len(taken) <= MANY * 7
    assert [*results] == [*range(5, MANY * 40)]


def test_what_is_large_is_sent_alone():
    assert [*batches([1, 9 << 20, 1, 1], int)] == [[1, 9 << 20], [1, 1]]


@pytest.mark.parametrize("given", ["-1", "x", ""])
def test_a_number_of_processes_is_expected(run, given):
    ended = run("validate", "a.json", f"--jobs={given}")
    assert ended.code == 2
    assert "a number of processes is expected, or 'all'" in ended.err


def test_an_interrupt_ends_all_processes_quietly(lines):
    lines.write_bytes((FINE + b"\n") * 300_000)
    command = [sys.executable, "-m", "kapfhir", "validate", str(lines), "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as running:
        time.sleep(2)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, b"", b"kapfhir: interrupted\n")


# --- many lines --------------------------------------------------------------------------------------------------

NOTE = b'{"resourceType": "Basic", "code": {"text": "%s"}}\n' % (b"x" * 8000)


def test_four_times_as_many_lines_take_no_square(tmp_path):
    took = []
    for count in (400, 1600):
        path = tmp_path / f"{count}.ndjson"
        path.write_bytes((FINE + b"\n" + WRONG + b"\n") * (count // 2))
        documents.judged([str(path)], kapfhir.validate, 9999)  # and the tables are read
        started = time.thread_time()
        documents.judged([str(path)], kapfhir.validate, 9999)
        took.append(time.thread_time() - started)
    assert took[1] < 10 * took[0]


def test_four_times_as_many_lines_take_no_more_memory(tmp_path):
    peaks = []
    for count in (400, 400, 1600):  # of the first, the tables are read
        path = tmp_path / f"{count}.ndjson"
        path.write_bytes(NOTE * count)
        tracemalloc.start()
        documents.judged([str(path)], kapfhir.validate, 9999)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] + (1 << 20)  # the file is 10 MB longer


# --- caps --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cap", "said"), [
    (["--max-size", "20"], "fatal: more than 20 bytes; its resources can be judged as NDJSON [limit] (-)"),
    (["--max-values", "2"], "fatal: more than 2 values; its resources can be judged as NDJSON [limit] (-)"),
    (["--max-findings", "1"], "Patient: error: more than 1 errors: the rest was not judged [limit] (-:1:1)"),
], ids=["size", "values", "findings"])  # fmt: skip
def test_a_cap_is_the_caller_s_to_say(run, cap, said):
    ended = run("validate", "-", *cap, stdin=WRONG)
    assert (ended.code, ended.out.splitlines()[0]) == (1, said)


def test_a_document_that_is_too_deep_is_not_judged(run):
    ended = run("validate", "-", "--max-depth", "1", stdin=b'{"resourceType": "Patient", "name": [{"family": "a"}]}')
    assert ended.code == 2
    assert "nested deeper than 1 [json]" in ended.err


def test_no_more_of_a_line_is_read_than_is_judged(run, lines):
    lines.write_bytes(b"x" * 5000 + b"\n" + WRONG + b"\n" + b"x" * 5000)
    ended = run("validate", lines, "--max-size", "100", "--no-fold")
    assert [line.rpartition("(")[2].split(":")[1].rstrip(")") for line in ended.out.splitlines()] == [
        "1",
        "2",
        "2",
        "3",
    ]


def test_a_cap_is_a_number(run):
    assert "a number is expected" in run("validate", "-", "--max-size", "1k").err


# --- values ------------------------------------------------------------------------------------------------------


def test_values_are_shown_only_where_they_are_asked_for(run):
    silent = run("validate", "-", stdin=WRONG)
    assert "canary" not in silent.out + silent.err
    told = run("validate", "-", "--show-values", stdin=WRONG).out.splitlines()
    assert [line.partition("; found ")[2].partition(" [")[0] for line in told] == ['"canary-7d"', "1"]


def test_of_what_is_missing_no_value_is_shown():
    [issue] = kapfhir.validate({"resourceType": "Basic"}, show_values=True)
    assert issue.text == "this element is required"


@pytest.mark.parametrize(("value", "said"), [
    ("a\x1b[2J\n\u202e", '"a\\u001b[2J\\n\\u202e"'),
    ({"a": [1, None, {"b": True}], "c": "d"}, '{"a": [1, null, {"b": true}], "c": "d"}'),
    ("x" * 10_000_000, '"' + "x" * (MOST - 2) + "…"),
    ([[]] * 1000, "[[], [], [], [], [], [], [], [], [], []…"),
])  # fmt: skip
def test_a_value_is_shown_short_and_in_characters_that_print(value, said):
    assert shown(value) == said
    assert len(said) <= MOST
