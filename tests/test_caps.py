"""However large or wrong a document is, judging it ends, and what was not judged is said."""

import time

import pytest

import kapfhir
from kapfhir import wire
from kapfhir.validation.caps import Caps
from stacks import from_a_stack_with


def wrong(times: int) -> dict[str, object]:
    return {"resourceType": "Basic", "code": {"text": "text"}, "identifier": [{"use": 1}] * times}


def limit(report: kapfhir.Report) -> list[str]:
    return [str(issue) for issue in report if issue.rule == "limit"]


def test_after_a_thousand_errors_the_rest_is_not_judged():
    report = kapfhir.validate(wrong(1001))
    assert limit(report) == ["Basic: error: more than 1000 errors: the rest was not judged [limit]"]
    assert len(report) == 1001
    assert limit(kapfhir.validate(wrong(1000))) == []


def test_how_many_are_told_is_the_caller_s_to_say():
    assert len(kapfhir.validate(wrong(5), caps=Caps(findings=2))) == 3
    assert len(kapfhir.validate(wrong(5000), caps=Caps(findings=10_000))) == 5000


def test_a_document_that_is_too_large_is_not_read():
    report = kapfhir.validate(wire.dumps(wrong(10)), caps=Caps(size=100))
    assert [*map(str, report)] == [
        "fatal: more than 100 bytes; its resources can be judged as NDJSON [limit]",
    ]


def test_a_document_of_too_many_values_is_not_read():
    report = kapfhir.validate(b'{"resourceType":"Basic","identifier":[%s1]}' % (b"1," * 2_000_000))
    assert [*map(str, report)] == ["fatal: more than 300000 values; its resources can be judged as NDJSON [limit]"]


def test_a_document_that_is_too_deep_is_not_judged():
    report = kapfhir.validate({"resourceType": "Basic", "extension": [{"extension": [{}]}]}, caps=Caps(depth=3))
    assert [issue.text for issue in report] == ["nested deeper than 3"]


def test_a_deep_document_that_is_asked_of_from_a_deep_stack_is_not_judged():
    subject: dict[str, object] = {"display": "a"}
    for _ in range(90):
        subject = {"identifier": {"assigner": subject}}
    deep = {"resourceType": "Observation", "status": "final", "code": {"text": "a"}, "subject": subject}
    assert limit(kapfhir.validate(deep)) == []
    report = from_a_stack_with(500, lambda: kapfhir.validate(deep))
    assert [*map(str, report)] == ["fatal: nested deeper than what is left of the stack of who asks [limit]"]


@pytest.mark.parametrize("content", [
    b'{"resourceType":"Basic","identifier":[%s{}]}' % (b"{}," * 140_000),
    b'{"resourceType":"Basic","identifier":[%s1]}' % (b"1," * 290_000),
    b'{"resourceType":"Patient","name":[%s{"family":1}]}' % (b'{"family":1},' * 140_000),
    b'{"resourceType":"Bundle","entry":[%s{}]}' % (b'{"resource":{"resourceType":"Patient"}},' * 90_000),
    b'{"resourceType":"Patient",%s"id":"a"}' % b"".join(b'"a%d":1,' % n for n in range(290_000)),
], ids=["empty", "numbers", "wrong", "entries", "unknown"])  # fmt: skip
def test_megabytes_of_what_is_wrong_end_soon(content):
    start = time.perf_counter()
    report = kapfhir.validate(content)
    assert time.perf_counter() - start < 60  # a slow machine; a quadratic rule would take hours
    assert not report.ok
