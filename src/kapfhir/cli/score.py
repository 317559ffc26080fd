"""`kapfhir score`: what the answers to an instrument come to."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from kapfhir import instruments, scoring, wire
from kapfhir.cli import arguments, sources
from kapfhir.cli.exits import FINE, UNUSABLE, Stop
from kapfhir.cli.output import json_line, write

__all__ = ["parser", "run"]


def parser() -> arguments.Parser:
    """The arguments."""
    made = arguments.of_verb("score", """echo '{"1": 1, "2": 2}' | kapfhir score phq-2""")
    made.add_argument("instrument", metavar="INSTRUMENT", help="its name, e.g. phq-9; a wrong one lists them all")
    made.add_argument(
        "source", metavar="FILE", nargs="?", default=sources.STDIN,
        help="answers by item number, a questionnaire of an episode, or a QuestionnaireResponse; without it, stdin",
    )  # fmt: skip
    arguments.with_output(made)
    return made


def run(given: Namespace) -> int:
    """Score and print. Answers that are missing are said, and no failure."""
    try:
        instruments.instrument(given.instrument)
    except instruments.UnknownInstrument as unknown:
        raise Stop(UNUSABLE, f"kapfhir score: {unknown}") from None
    answers, scores = scoring.read(given.instrument, sources.document(given.source).data)
    result = scoring.scored(given.instrument, answers, scores)
    write(json_line(as_json(result)) if given.format == "json" else "\n".join(as_text(result)), given.output)
    return FINE


def as_text(result: scoring.Result) -> Iterator[str]:
    """Lines for people."""
    yield result.instrument.title
    for one in result.scores:
        yield from _score(one)
    if not result.scores:
        yield "no score: the instrument has none, or how it is formed was not confirmed"
    if any(one.missing for one in result.scores):
        yield from (f"missing answers: {_told(fact)}. Off here: nothing is prorated" for fact in result.proration)
    if result.provisional is not None:
        yield f"provisional diagnosis by symptoms: {'suggested' if result.provisional else 'not suggested'}"
    yield from _safety(result)


def _safety(result: scoring.Result) -> Iterator[str]:
    """An unanswered safety item is no all-clear."""
    if result.signals:
        yield f"SAFETY SIGNAL: item {', '.join(result.signals)}"
    if result.unanswered:
        yield f"safety item not answered: {', '.join(result.unanswered)}"
    elif not result.signals:
        yield "no safety signal" if result.instrument.safety_items else "no safety item"


def _score(one: scoring.Scored) -> Iterator[str]:
    score = one.score
    if one.value is None:
        yield f"{score.text}: none, without the answers to {', '.join(one.missing)}"
        return
    yield f"{score.text}: {one.value:f} ({score.minimum} to {score.maximum}{_direction(score)})"
    if one.band:
        yield f"  band: {_told(one.band)}"
    yield from (f"  cut-off: {_told(fact)}" for fact in one.reached)


def _direction(score: instruments.Score) -> str:
    return f", {score.direction.replace('-', ' ')}" if score.direction else ""


def _told(fact: instruments.Fact) -> str:
    return f"{fact.text} ({fact.verification}: {fact.source})"


def as_json(result: scoring.Result) -> dict[str, Any]:
    """The same, for programs."""
    return {
        "instrument": result.instrument.name,
        "questionnaire": result.instrument.canonical,
        "scores": [_score_json(one) for one in result.scores],
        "proration": {"applied": False, "rules": [_fact_json(fact) for fact in result.proration]},
        "provisional": result.provisional,
        "safety": {"signals": list(result.signals), "unanswered": list(result.unanswered)},
    }


def _score_json(one: scoring.Scored) -> dict[str, Any]:
    score = one.score
    return {
        "name": score.name,
        "value": None if one.value is None else wire.number(one.value),
        "range": [wire.number(score.minimum), wire.number(score.maximum)],
        "direction": score.direction,
        "missing": list(one.missing),
        "band": _fact_json(one.band) if one.band else None,
        "cut_offs": [_fact_json(fact) for fact in one.reached],
    }


def _fact_json(fact: instruments.Fact) -> dict[str, Any]:
    bounds = {"low": fact.low, "high": fact.high}
    return {
        "text": fact.text,
        **{name: wire.number(bound) for name, bound in bounds.items() if bound is not None},
        "verification": fact.verification,
        "source": fact.source,
    }
