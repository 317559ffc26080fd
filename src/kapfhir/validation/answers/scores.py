"""The scores of our instruments, in a response and in the Observations derived from it: what the answers come to.

A score that the guide's calculatedExpression would not give is an error of one of the two, and the rules are those of
the model: `total-disagrees`, `total-incomplete`, `score-range`, and the same of subscales.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from kapfhir.validation.document import Finding
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

if TYPE_CHECKING:
    from kapfhir.instruments import Answers, Instrument

__all__ = ["Answered", "answered", "in_observation", "in_response"]


class Answered(NamedTuple):
    """The answers to an instrument, which keep its form; its scores by their code."""

    instrument: "Instrument"
    answers: "Answers"
    codes: dict[tuple[str, str], str]


def answered(instrument: "Instrument", response: Json) -> Answered | None:
    """The answers, where they can be scored: what breaks the form is told by other rules."""
    try:
        answers = instrument.answers_in(response)
        wrong = any(instrument.wrong(answers))
    except (AttributeError, TypeError, ValueError):  # none of FHIR's shapes
        return None
    codes = {(score.counts.system, score.counts.code): score.name for score in instrument.scores}
    return None if wrong or not codes else Answered(instrument, answers, codes)


def in_response(found: Answered, response: Json, path: Path) -> Iterator[Finding]:
    """The scores that stand among the answers."""
    names = {score.link_id: score.name for score in found.instrument.scores}
    for index, item in listed(response, "item"):
        if name := names.get(text_of(item, "linkId")):
            for place, answer in listed(item, "answer"):
                where = (*path, "item", index, "answer", place, "valueDecimal")
                yield from _contradicted(found, name, answer.get("valueDecimal"), where)


def in_observation(found: Answered, observation: Json, path: Path) -> Iterator[Finding]:
    """The score that an Observation derived from the response holds."""
    if "valueQuantity" not in observation:
        return
    for _, coding in listed(observation.get("code"), "coding"):
        if name := found.codes.get((text_of(coding, "system"), text_of(coding, "code"))):
            quantity = observation.get("valueQuantity")
            value = quantity.get("value") if isinstance(quantity, dict) else None
            yield from _contradicted(found, name, value, (*path, "valueQuantity", "value"))
            return


def _contradicted(found: Answered, name: str, value: Any, path: Path) -> Iterator[Finding]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        given = {name: Decimal(str(getattr(value, "text", value)))}
        for wrong in found.instrument.contradicted(found.answers, given):
            yield Finding(path, "business-rule", wrong.rule, wrong.text)
