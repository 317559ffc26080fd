"""kapfhir says of HL7's published cases and examples what HL7's validator says. Only with --oracle, which they need."""

from types import ModuleType

import judging
import published
import pytest
import suite
from judging import Judged

AT_LEAST = 97.0  # per cent of the cases of each release


@pytest.fixture(scope="module")
def cases(oracle: ModuleType) -> list[Judged]:
    return judging.judge(suite.cases())


@pytest.fixture(scope="module")
def examples(oracle: ModuleType) -> list[Judged]:
    return judging.judge(suite.examples())


def test_no_case_and_no_example_makes_it_raise_or_wait(cases: list[Judged], examples: list[Judged]) -> None:
    wrong = [one for one in (*cases, *examples) if one.crash or one.seconds > judging.SLOW]
    assert {one.case.key: one.crash or one.seconds for one in wrong} == {}


def test_the_cases_are_all_there(cases: list[Judged]) -> None:
    assert {one.case.key for one in cases} | suite.excluded().keys() == suite.names()
    assert not suite.excluded().keys() - suite.names()


def test_where_the_oracle_differs_from_what_is_published_is_known_by_name(cases: list[Judged]) -> None:
    rows = published.compared(cases, published.published)
    differs = {one.case.key for one, expected, _ in rows if expected != published.oracles(one)}
    assert differs == suite.differences().keys()


def test_the_verdict_is_that_of_the_publication_and_of_the_oracle(cases: list[Judged]) -> None:
    found = published.sections(cases, [])
    found = {title: rows for title, rows in found.items() if rows and "stricter" not in title}
    low = {title: figure for title, rows in found.items() if (figure := published.agreement(rows)) < AT_LEAST}
    assert low == {}


def test_an_official_example_is_wrong_only_where_the_oracle_says_so(examples: list[Judged]) -> None:
    rows = published.compared(examples, published.oracles)
    wrong = [one for one in published.disagreements(rows) if published.oracles(one)]
    assert {one.case.name: str(one.by_hl7s_rules[0]) for one in wrong} == {}
    assert len(rows) > 500
