"""A QuestionnaireResponse judged against its Questionnaire, wherever it stands in the document.

The Questionnaire is one of the document (an entry, or contained), of the packages, or of our guide. Where there is none
that is said, once, as HL7's validator says it: a warning, and the answers are not checked.

| rule | what it asks |
|---|---|
| `questionnaire` | the Questionnaire is here |
| `questionnaire-period` | the response was written while the Questionnaire was in use: a warning |
| `questionnaire-item` | every linkId is one of the Questionnaire's, in the group or question where it has it |
| `questionnaire-order` | items stand in its order |
| `questionnaire-text` | a text that is repeated is its text |
| `questionnaire-type` | an answer is of the item's type; groups and displayed texts have none |
| `questionnaire-required` | what is required is answered, where it is asked |
| `questionnaire-repeats` | there are as many answers as it allows |
| `questionnaire-enabled` | what is not asked after the other answers is not answered |
| `questionnaire-option` | an answer is one of those it offers, or of its value set |
| `questionnaire-limit` | length, number, decimals, form, unit are as it wants them |

Scores of our own instruments equal what the answers come to: see `kapfhir.validation.answers.scores`.
"""

from collections import ChainMap
from collections.abc import Generator, Iterator
from typing import Any, NamedTuple

from kapfhir.validation.answered import GUIDE, instrument_of
from kapfhir.validation.answers import scores
from kapfhir.validation.answers.enabling import given
from kapfhir.validation.answers.forms import Form, contained, form
from kapfhir.validation.answers.items import items
from kapfhir.validation.answers.walk import Effort, Walk
from kapfhir.validation.document import Finding, Node, entries
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.wire import Path

__all__ = ["check"]

FINAL = ("completed", "amended")
RETRACTED = "entered-in-error"
EXAMPLES = ("http://example.org", "https://example.org")
UNCHECKED = "answers whose Questionnaire is not here"
TOO_MUCH = "answers beyond a limit of steps"
MOST_KEPT = 256
DAY = len("2026-03-09")
_KEPT: dict[int, tuple[Json, Form]] = {}  # Questionnaires of libraries, by identity


class Known(NamedTuple):
    """What a document defines itself, by url with and without version, and what was read already."""

    questionnaires: dict[str, Json]
    value_sets: dict[str, Json]
    forms: dict[int, Form]
    holders: dict[int, dict[str, Json]]  # what a resource contains, by its identity


def check(frame: Frame, resources: list[Node]) -> Iterator[Finding]:
    """Every response among the resources of the document, and the scores of Observations that derive from one."""
    responses = [(path, node) for path, node in resources if node["resourceType"] == "QuestionnaireResponse"]
    known, effort = _known(resources), Effort()
    answered: dict[int, scores.Answered] = {}
    for path, response in responses:
        questionnaire = yield from _questionnaire(frame, known, path, response)
        if questionnaire is not None:
            yield from _in_its_period(questionnaire, path, response)
            yield from _judged(frame, known, questionnaire, path, response, effort)
            if scored := _scored(questionnaire, response):
                answered[id(response)] = scored
                yield from scores.in_response(scored, response, path)
    if effort.left < 0:
        frame.unchecked.add(TOO_MUCH)
    if answered:
        yield from _observed(frame.root, resources, answered)


def _known(resources: list[Node]) -> Known:
    made: dict[str, dict[str, Json]] = {"Questionnaire": {}, "ValueSet": {}}
    for _, node in resources:
        kind, url = node["resourceType"], node.get("url")
        if isinstance(url, str) and isinstance(kind, str) and kind in made:
            made[kind].setdefault(url, node)
            made[kind].setdefault(f"{url}|{text_of(node, 'version')}", node)
    return Known(made["Questionnaire"], made["ValueSet"], {}, {})


# --- the Questionnaire -------------------------------------------------------------------------------------------


def _questionnaire(frame: Frame, known: Known, path: Path, response: Json) -> Generator[Finding, None, Json | None]:
    canonical = text_of(response, "questionnaire")
    place, severity = (*path, "questionnaire"), "warning"
    if canonical.startswith("#"):
        definition = _contained(frame.root, known, path, response).get(canonical)
    else:
        definition = known.questionnaires.get(canonical) or frame.library.find("Questionnaire", canonical)
    if definition is None:
        frame.unchecked.add(UNCHECKED)
        text = "this Questionnaire is not here: the answers are not checked against it"
        if not canonical:
            place, severity, text = path, "information", "no Questionnaire is named: the answers are not checked"
        elif canonical.startswith(EXAMPLES):
            severity = "information"
        if not canonical or ":" in canonical or canonical.startswith("#"):  # else it is no canonical: `structure`
            yield Finding(place, "not-found", "questionnaire", text, severity)
    return definition


def _contained(root: Json, known: Known, path: Path, response: Json) -> dict[str, Json]:
    """The Questionnaires in the response, or in what the response is contained in, by fragment."""
    holder: Any = response
    if path[-2:-1] == ("contained",):
        holder = root
        for step in path[:-2]:
            holder = holder[step]
    if id(holder) not in known.holders:
        inside = contained(holder).items()
        known.holders[id(holder)] = {name: one for name, one in inside if one.get("resourceType") == "Questionnaire"}
    return known.holders[id(holder)]


def _in_its_period(questionnaire: Json, path: Path, response: Json) -> Iterator[Finding]:
    """By the day, as far as each of the dates tells it."""
    day, period = text_of(response, "authored")[:DAY], questionnaire.get("effectivePeriod")
    start, end = text_of(period, "start")[:DAY], text_of(period, "end")[:DAY]
    if day and (day[: len(start)] < start[: len(day)] or (end and day[: len(end)] > end[: len(day)])):
        text = "the response was written while the Questionnaire was not in use"
        yield Finding((*path, "authored"), "business-rule", "questionnaire-period", text, "warning")


# --- the answers -------------------------------------------------------------------------------------------------


def _judged(
    frame: Frame, known: Known, questionnaire: Json, path: Path, response: Json, effort: Effort
) -> Iterator[Finding]:
    read = known.forms.get(id(questionnaire))
    if read is None:
        canonical = text_of(response, "questionnaire")
        is_own = canonical.startswith("#") or canonical in known.questionnaires
        read = known.forms[id(questionnaire)] = form(questionnaire) if is_own else _kept(questionnaire)
    value_sets = ChainMap(read.contained, contained(response), known.value_sets)
    walk = Walk(frame, read, response, given(read, response), value_sets, response.get("status") in FINAL, effort)
    yield from items(walk, read.items, response, path, ())


def _kept(questionnaire: Json) -> Form:
    """A Questionnaire of a library is read once, for the definitions in it stay."""
    kept = _KEPT.get(id(questionnaire))
    if kept is None or kept[0] is not questionnaire:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[id(questionnaire)] = (questionnaire, form(questionnaire))
    return kept[1]


# --- scores ------------------------------------------------------------------------------------------------------


def _scored(questionnaire: Json, response: Json) -> scores.Answered | None:
    if response.get("status") == RETRACTED or not text_of(questionnaire, "url").startswith(GUIDE):
        return None
    instrument = instrument_of(response)
    return scores.answered(instrument, response) if instrument else None


def _observed(root: Json, resources: list[Node], answered: dict[int, scores.Answered]) -> Iterator[Finding]:
    targets = {
        name: scored
        for _, node in entries(root)
        if (scored := answered.get(id(node.get("resource"))))
        for name in (text_of(node, "fullUrl"), f"QuestionnaireResponse/{text_of(node['resource'], 'id')}")
    }
    for path, node in resources:
        if "derivedFrom" in node and node["resourceType"] == "Observation" and node.get("status") != RETRACTED:
            for _, reference in listed(node, "derivedFrom"):
                if scored := targets.get(text_of(reference, "reference")):
                    yield from scores.in_observation(scored, node, path)
