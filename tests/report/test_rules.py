"""Every rule that kapfhir can name has a page."""

import ast
import json
import re
from pathlib import Path

import pytest

import corpora
from kapfhir import definitions, reading
from kapfhir.report import rules

SOURCE = Path(reading.__file__).parent
# What makes a finding -> where its rule stands among the arguments.
MAKERS = {"Issue": 4, "_issue": 4, "Finding": 2, "_fatal": 1, "Broken": 1, "Wrong": 1, "broken": 0}
# A keyword of the episode's JSON Schema -> what pydantic says where a value breaks it.
KEYWORDS = {
    "minimum": "greater-than-equal", "exclusiveMinimum": "greater-than", "maximum": "less-than-equal",
    "exclusiveMaximum": "less-than", "pattern": "string-pattern-mismatch", "minLength": "string-too-short",
    "maxLength": "string-too-long", "minItems": "too-short", "maxItems": "too-long", "enum": "literal-error",
    "const": "literal-error",
}  # fmt: skip


def emitted():
    """Every rule that stands in the source as text, as a pattern."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (place := MAKERS.get(ast.unparse(node.func))) is not None:
                yield from (pattern for argument in node.args[place : place + 1] for pattern in patterns(argument))


def patterns(argument):
    if isinstance(argument, ast.Constant) and argument.value:
        yield re.escape(argument.value)
    elif isinstance(argument, ast.JoinedStr):
        yield "".join(re.escape(p.value) if isinstance(p, ast.Constant) else "[a-z]+" for p in argument.values)


def test_every_rule_in_the_source_has_a_page():
    found = {*emitted()}
    assert {"json", "bundle\\-reference", "dose\\-weight", "[a-z]+\\-disagrees", "naive\\-time"} <= found
    assert [rule for rule in sorted(found) if not any(re.fullmatch(rule, name) for name in rules.names())] == []


def test_every_rule_of_the_corpus_has_a_page():
    assert [case.rule for case in corpora.broken() if rules.page(case.rule) is None] == []


def test_every_rule_of_the_model_has_a_page():
    schema = json.dumps(definitions.load("episode.schema"))
    told = {reading._rule({"type": type_}) for type_ in reading.TEXTS}
    told |= {rule for keyword, rule in KEYWORDS.items() if f'"{keyword}":' in schema}
    assert [rule for rule in sorted(told) if rules.page(rule) is None] == []


@pytest.mark.parametrize("rule", definitions.load("rules"))
def test_a_page_says_what_is_asked_and_why(rule):
    page = rules.page(rule)
    assert all(text.endswith(".") for text in (page.says, page.why))


def test_an_invariant_is_told_in_the_words_of_its_definition():
    assert rules.page("kap-dose-not-given").says == "What was not given has no amount above nothing."
    assert rules.page("kap-dose-not-given").source.startswith("https://kapfhir.org/fhir/StructureDefinition/")
    assert rules.page("dom-6").says == "A resource should have narrative for robust management"


def test_a_rule_that_is_none_has_no_page():
    assert rules.page("no-such-rule") is None
