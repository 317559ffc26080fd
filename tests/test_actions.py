"""The action for GitHub and the hook for pre-commit, on our own examples, as their runners do it, but installed."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_bytes())
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())
WORKFLOW = ROOT / ".github" / "workflows" / "validate.yml"
KAPFHIR = Path(sys.executable).with_name("kapfhir")
EXAMPLES = "src/kapfhir/definitions/kap/example"
WRONG = "tests/corpus/invalid/bundle-reference/dangling.json"
NO_JSON = "tests/corpus/invalid/json"


@pytest.fixture
def runner(tmp_path):
    """Runs the steps that judge; returns the exit code, what was written, and the SARIF results by file."""
    folder = tmp_path / "kapfhir" / "bin"
    folder.mkdir(parents=True)
    (folder / "kapfhir").symlink_to(KAPFHIR)

    def run(**inputs):
        given = {name: spec.get("default", "") for name, spec in ACTION["inputs"].items()} | inputs
        [judge] = [step for step in ACTION["runs"]["steps"] if step.get("id") == "judge"]
        told = tmp_path / "output"
        told.write_text("")
        env = {name: given[re.search(r"inputs\.([\w-]+)", value)[1]] for name, value in judge["env"].items()}
        env |= {"RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(told)}
        ended = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", judge["run"]],
            cwd=ROOT, env=os.environ | env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        outputs = dict(line.split("=", 1) for line in told.read_text().splitlines())
        [log] = json.loads(Path(outputs["sarif"]).read_bytes())["runs"]
        return int(outputs["code"]), ended.stdout, log["results"]

    return run


def test_the_action_passes_our_examples(runner):
    assert runner(files=f"{EXAMPLES}\ntests/corpus/valid/transaction.json\n") == (0, "", [])


def test_the_action_annotates_a_finding_and_hands_it_on(runner):
    code, out, results = runner(files=f"{EXAMPLES}\n\n{WRONG}")
    assert code == 1
    assert out.startswith(f"::error file={WRONG},line=")
    assert [result["ruleId"] for result in results] == ["bundle-reference"]


def test_the_action_takes_what_fails_and_what_is_known(runner, tmp_path):
    known = tmp_path / "a name with spaces.json"
    subprocess.run([KAPFHIR, "validate", WRONG, "--write-baseline", known], cwd=ROOT, check=True, capture_output=True)
    assert runner(files=WRONG, **{"fail-on": "never"})[0] == 0
    assert runner(files=WRONG, baseline=str(known)) == (0, "", [])


def test_the_action_hands_on_what_is_unreadable_and_fails(runner):
    code, out, results = runner(files=NO_JSON, **{"fail-on": "never"})
    assert code == 2
    assert len(out.splitlines()) == len(results) == len([*(ROOT / NO_JSON).glob("*.json")])


def test_the_action_fails_as_it_was_judged():
    *_, last = ACTION["runs"]["steps"]
    assert last["if"] == "steps.judge.outputs.code != '0'"
    ended = subprocess.run(["bash", "-e", "-c", last["run"]], env=os.environ | {"CODE": "2"}, check=False)
    assert ended.returncode == 2


def test_the_workflow_runs_the_action_on_what_the_test_does():
    *_, step = yaml.safe_load(WORKFLOW.read_bytes())["jobs"]["examples"]["steps"]
    assert step["with"]["files"].split() == [EXAMPLES, "tests/corpus/valid/transaction.json"]


@pytest.mark.parametrize("path", [WORKFLOW, ROOT / "action.yml"], ids=lambda path: path.name)
def test_what_others_made_is_named_by_its_commit(path):
    used = re.findall(r"uses: (.*)", path.read_text())
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+|\./ .*", one)] == []


@pytest.mark.parametrize(("file", "code"), [(f"{EXAMPLES}/Goal-kap-goal-example.json", 0), (WRONG, 1)])
def test_the_hook_judges_the_files_it_is_given(file, code):
    assert re.search(HOOK["files"], file)
    command = [KAPFHIR, *shlex.split(HOOK["entry"])[1:], file]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == code


def test_the_hook_takes_no_other_file():
    assert [name for name in ("a.jsonc", "json", "a.py", "a.json.txt") if re.search(HOOK["files"], name)] == []


# --- linters -----------------------------------------------------------------------------------------------------

ZIZMOR = shutil.which("zizmor", path=str(KAPFHIR.parent)) or shutil.which("zizmor")
ACTIONLINT = shutil.which("actionlint")


@pytest.mark.skipif(not ZIZMOR, reason="zizmor comes with the group lint")
def test_zizmor_finds_nothing():
    command = [ZIZMOR, "--offline", "-q", "--pedantic", ROOT / "action.yml", WORKFLOW]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.skipif(not ACTIONLINT, reason="go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12")
def test_actionlint_finds_nothing():
    ended = subprocess.run([ACTIONLINT], cwd=ROOT, check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")
