"""Bad input: one line on stderr that names file and field, nothing on stdout, the right exit code."""

import pytest

import corpora

NOT_JSON = [case for case in corpora.broken() if not case.readable]
EPISODES = [case for case in corpora.broken() if case.readable and not case.fhir]
FHIR = [case for case in corpora.broken() if case.fhir]
READERS = [
    ["map"],
    ["plan", "--server", "http://127.0.0.1:9/fhir", "--ledger", "none.db"],
    ["push", "--server", "http://127.0.0.1:9/fhir", "--ledger", "none.db"],
    ["reconcile", "--server", "http://127.0.0.1:9/fhir", "--ledger", "none.db"],
]


@pytest.fixture(autouse=True)
def _at_the_corpus(monkeypatch):
    monkeypatch.chdir(corpora.INVALID)


@pytest.mark.parametrize("case", NOT_JSON, ids=lambda case: case.name)
@pytest.mark.parametrize("words", [*READERS, ["validate"]], ids=lambda words: words[0])
def test_what_is_not_json_is_unusable(run, words, case):
    assert run(*words, case.name) == (2, "", case.line + "\n")
    assert run(*words, "-", stdin=case.content) == (2, "", case.line.replace(case.name, "-") + "\n")


@pytest.mark.parametrize("case", EPISODES, ids=lambda case: case.name)
@pytest.mark.parametrize("words", READERS, ids=lambda words: words[0])
def test_a_wrong_episode_is_refused_before_anything_is_sent(run, words, case):
    assert run(*words, case.name) == (1, "", case.line + "\n")


@pytest.mark.parametrize("case", FHIR, ids=lambda case: case.name)
def test_validate_prints_the_finding_and_counts_it(run, case):
    code, out, err = run("validate", case.name)
    assert (code, out) == (1, case.line + "\n")
    assert err.startswith(f"{case.name}: 1 error\n")


@pytest.mark.parametrize(
    "case", [case for case in FHIR if b'"resourceType"' in case.content], ids=lambda case: case.name
)
@pytest.mark.parametrize("words", READERS, ids=lambda words: words[0])
def test_a_wrong_bundle_is_refused_before_anything_is_sent(run, words, case):
    assert run(*words, case.name) == (1, "", case.line + "\n")


@pytest.mark.parametrize("path", corpora.valid(), ids=lambda path: path.name)
def test_what_is_valid_passes(run, path):
    verb = "validate" if b'"resourceType"' in path.read_bytes() else "map"
    assert run(verb, str(path)).code == 0


@pytest.mark.parametrize("words", [*READERS, ["validate"]], ids=lambda words: words[0])
def test_a_file_that_is_not_there_is_unusable(run, words):
    assert run(*words, "none.json") == (2, "", "fatal: No such file or directory [file] (none.json)\n")


@pytest.mark.parametrize("words", READERS, ids=lambda words: words[0])
def test_a_folder_is_unusable_where_one_document_is_expected(run, words):
    assert run(*words, "json") == (2, "", "fatal: Is a directory [file] (json)\n")
