"""The pytest plugin, as a project that has kapfhir installed meets it."""

import subprocess
import sys

import pytest

TESTS = """
    import requests
    import pytest

    seen = []

    @pytest.mark.parametrize("turn", [1, 2])
    def test_the_server_is_empty_for_each_test_and_the_same(fhir_server, turn):
        seen.append(fhir_server.url)
        assert len(set(seen)) == 1
        assert fhir_server.endpoint.resources() == []
        patient = {"resourceType": "Patient"}
        assert requests.post(f"{fhir_server.url}/Patient", json=patient, timeout=5).status_code == 201
        assert fhir_server.endpoint.resources("Patient")

    def test_the_episode_is_there(kap_episode):
        assert kap_episode.identifier
"""


def test_the_fixtures_are_there_without_being_asked_for(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)
    pytester.runpytest_subprocess("-W", "error").assert_outcomes(passed=3)


def test_a_bug_of_the_endpoint_fails_the_test_that_met_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import requests

        def broken(request):
            raise RuntimeError("a bug")

        def test_it(fhir_server, monkeypatch):
            monkeypatch.setattr(fhir_server.endpoint, "handle", broken)
            assert requests.get(f"{fhir_server.url}/metadata", timeout=5).status_code == 500
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1, errors=1)


CANARY = "canary-7d1f"
MADE = f"""
    import kapfhir
    import pytest
    from kapfhir import wire

    def test_what_kapfhir_makes(assert_valid_bundle, kap_episode):
        report = assert_valid_bundle(kapfhir.to_bundle(kap_episode))
        assert report.ok
        assert report.not_checked

    @pytest.mark.parametrize("wrap", [dict, wire.dumps])
    def test_what_is_wrong(assert_valid_bundle, wrap):
        assert_valid_bundle(wrap(made()))

    def made():
        return {{"resourceType": "Bundle", "type": "collection", "entry": [
            {{"fullUrl": f"urn:uuid:00000000-0000-4000-8000-00000000000{{n}}",
              "resource": {{"resourceType": "Patient", "gender": "can" + "{CANARY[3:]}"}}}} for n in range(2)]}}
"""


def test_a_wrong_bundle_fails_the_test_with_its_findings_and_no_value(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(MADE)
    ended = pytester.runpytest_subprocess("-W", "error")
    ended.assert_outcomes(passed=1, failed=2)
    ended.stdout.fnmatch_lines(["E * Bundle.entry[[]0].resource.gender: error: *(2 times, first here) [[]required-b*"])
    ended.stdout.no_fnmatch_line(f"*{CANARY}*")


def test_the_plugin_costs_next_to_nothing() -> None:
    program = (
        "import sys, pytest; before = set(sys.modules); import kapfhir.testing.plugin;print(*set(sys.modules) - before)"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded) == {"kapfhir", "kapfhir.testing", "kapfhir.testing.plugin"}
