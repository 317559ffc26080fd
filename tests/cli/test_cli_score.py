"""`kapfhir score`."""

import json
import subprocess
import sys

import pytest

PHQ = b'{"1": 2, "2": 2, "3": 2, "4": 2, "5": 2, "6": 2, "7": 1, "8": 0, "9": 1}'


def test_score_prints_total_band_cut_offs_and_safety_signals(run):
    assert run("score", "phq-9", stdin=PHQ) == (
        0,
        "Patient Health Questionnaire 9 (PHQ-9)\n"
        "Total score: 14 (0 to 27, higher is worse)\n"
        "  band: moderate (verified: LOINC LL382-3)\n"
        "  cut-off: Positive screen (unverified: no source was read)\n"
        "SAFETY SIGNAL: item 9\n",
        "",
    )


def test_score_forms_no_total_of_missing_answers_and_says_that_proration_is_off(run):
    ended = run("score", "phq-9", "-", stdin=b'{"1": 3}')
    assert ended.code == 0
    assert "Total score: none, without the answers to 2, 3, 4, 5, 6, 7, 8, 9\n" in ended.out
    assert "up to 2 missing answers" in ended.out
    assert "Off here: nothing is prorated\n" in ended.out
    assert ended.out.endswith("safety item not answered: 9\n")
    assert "no safety signal" not in ended.out


@pytest.mark.parametrize(
    ("name", "answers", "line"),
    [
        ("who-5", {"1": 1, "2": 1, "3": 1, "4": 1, "5": 1}, "Total score: 20 (0 to 100, higher is better)\n"),
        ("edi", {str(n): n for n in range(1, 9)}, "Total score: 4.5 (0 to 100, higher is more)\n"),
        ("eq-5d-5l", {"1": 1, "vas": 80}, "no score: "),
        ("pcl-5", {str(n): 2 for n in range(1, 21)}, "provisional diagnosis by symptoms: suggested\n"),
        ("pcl-5", {str(n): 1 for n in range(1, 21)}, "provisional diagnosis by symptoms: not suggested\n"),
        ("gad-7", {str(n): 0 for n in range(1, 8)}, "no safety item\n"),
        ("madrs", {"10": 1}, "no safety signal\n"),
    ],
)
def test_score_says_what_is_particular_of_an_instrument(run, name, answers, line):
    ended = run("score", name, stdin=json.dumps(answers).encode())
    assert (ended.code, ended.err) == (0, "")
    assert line in ended.out


def test_score_as_json(run):
    assert json.loads(run("score", "gad-7", "--format", "json", stdin=b'{"1": 3}').out) == {
        "instrument": "gad-7",
        "questionnaire": "https://kapfhir.org/fhir/Questionnaire/gad-7|1.0.0",
        "scores": [
            {
                "name": "total", "value": None, "range": [0, 21], "direction": "higher-is-worse",
                "missing": ["2", "3", "4", "5", "6", "7"], "band": None, "cut_offs": [],
            }
        ],
        "proration": {
            "applied": False,
            "rules": [
                {
                    "text": "The manual lets up to 2 missing answers count as the mean of the others",
                    "verification": "unverified", "source": "background knowledge",
                }
            ],
        },
        "provisional": None,
        "safety": {"signals": [], "unanswered": []},
    }  # fmt: skip
    full = json.loads(run("score", "phq-9", "--format", "json", stdin=PHQ).out)
    assert full["scores"][0]["band"] == {
        "text": "moderate", "low": 10, "high": 14, "verification": "verified", "source": "LOINC LL382-3"
    }  # fmt: skip


def test_score_reads_a_file_and_writes_one(run, tmp_path):
    (tmp_path / "answers.json").write_bytes(PHQ)
    assert run("score", "phq-9", tmp_path / "answers.json", "--output", tmp_path / "said.txt") == (0, "", "")
    assert "Total score: 14" in (tmp_path / "said.txt").read_text()


@pytest.mark.parametrize(
    ("name", "stdin", "code", "said"),
    [
        ("phq-99", b"{}", 2, "kapfhir score: no such instrument; there are 11d-asc, "),
        ("phq-9", b"{", 2, "not JSON"),
        ("phq-9", b'{"1": 9173}', 1, "kapfhir: phq-9: item 1: an answer of 0 to 3 is expected\n"),
        (
            "phq-2",
            b'{"answers": {"1": 1, "2": 1}, "total": 9173}',
            1,
            "kapfhir: phq-2: the total contradicts the answers\n",
        ),
        ("phq-9", b"[]", 1, "kapfhir: answers are expected: "),
    ],
)
def test_score_refuses_and_tells_no_value(run, name, stdin, code, said):
    ended = run("score", name, stdin=stdin)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert "9173" not in ended.err


def test_score_needs_no_heavy_library():
    program = (
        "import sys; before = set(sys.modules); from kapfhir.cli import main; main(['score', 'phq-9']);"
        "print({'pydantic', 'requests', 'fhir', 'fhirpathpy', 'sqlite3'} & (set(sys.modules) - before))"
    )
    ended = subprocess.run([sys.executable, "-c", program], input=PHQ, capture_output=True, check=True)
    assert ended.stdout.endswith(b"set()\n")
