"""Whole episodes for Hypothesis, as the JSON a clinic would write: every group, every number present or absent.

`episodes()` gives Episode objects. They are plausible enough to pass the model's rules, and no more.
"""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from kapfhir import instruments
from kapfhir.model import Episode
from kapfhir.reading import episode_of
from kapfhir.testing.generated_values import (
    AMOUNTS,
    CODINGS,
    CONCEPTS,
    DAYS,
    IDENTIFIERS,
    IDS,
    INSTANTS,
    PARTIAL,
    PEOPLE,
    ROLES,
    TEXTS,
    YES_NO,
    Json,
    Strategy,
    ided,
    some,
)
from kapfhir.testing.generated_visits import (
    clearances,
    consultations,
    dosing_visits,
    follow_ups,
    integrations,
    outcome_reviews,
    preparations,
)

__all__ = ["answers", "episode_json", "episodes"]

WHOLE = 30  # questions of a form that is drawn whole; more are more than Hypothesis likes to draw


def frames() -> Strategy:
    """What frames an episode: diagnoses, prior treatments, goals, consents, team, protocol."""
    status = ["active", "recurrence", "relapse", "inactive", "remission", "resolved"]
    diagnosis = {
        "severity": st.sampled_from(["mild", "moderate", "severe"]), "onset": PARTIAL, "recorded": DAYS,
        "clinical_status": st.sampled_from(status), "indication": YES_NO, "asserted_by": PEOPLE,
        "verification": st.sampled_from(["unconfirmed", "provisional", "differential", "confirmed", "refuted"]),
    }  # fmt: skip
    kinds = ["medication", "psychotherapy", "stimulation", "ketamine", "psychedelic", "other"]
    outcomes = ["no-response", "partial-response", "response", "remission", "worsened", "unknown"]
    prior = {
        "maximum_dose": AMOUNTS, "sessions": st.integers(1, 40), "weeks": AMOUNTS, "started": PARTIAL,
        "adequate": YES_NO, "outcome": st.sampled_from(outcomes), "tolerability": TEXTS, "reason_stopped": TEXTS,
        "ongoing": YES_NO,
    }  # fmt: skip
    limits = {"below": AMOUNTS, "at_least": AMOUNTS, "due": DAYS}
    instrument = st.one_of(TEXTS, st.sampled_from(instruments.names()))
    target = st.one_of(
        st.fixed_dictionaries({"instrument": instrument}, optional=limits), st.fixed_dictionaries({"due": DAYS})
    )
    goal = {
        "codings": st.lists(CODINGS, max_size=2), "started": DAYS, "target": target, "judged": DAYS,
        "achievement": st.sampled_from(["in-progress", "achieved", "not-achieved"]),
    }  # fmt: skip
    scope = st.sampled_from(["treatment", "touch", "telehealth", "recording", "release-of-information", "research"])
    consent = {"form": TEXTS, "terms": TEXTS, "expires": DAYS, "witnessed_by": PEOPLE, "at": INSTANTS}
    member = st.fixed_dictionaries({"person": PEOPLE}, optional={"roles": ROLES, "qualification": TEXTS})
    planned = some({
        **dict.fromkeys(("name", "version", "therapeutic_endpoint", "integration", "text"), TEXTS),
        **dict.fromkeys(("infusion_minutes", "interval_days", "monitoring_minutes"), AMOUNTS),
        "planned_sessions": st.integers(1, 12), "planned_mg_per_kg": st.lists(AMOUNTS, min_size=1, max_size=3),
    })  # fmt: skip
    return st.fixed_dictionaries({}, optional={
        "diagnoses": ided({"concept": CONCEPTS}, diagnosis),
        "prior_treatments": ided({"kind": st.sampled_from(kinds), "treatment": CONCEPTS}, prior),
        "goals": ided({"text": TEXTS}, goal),
        "consents": ided({"scope": scope, "given": YES_NO}, consent).map(lambda found: found[:1]),
        "team": st.lists(member, max_size=3, unique_by=_who),
        "protocol": planned, "background": TEXTS, "age": st.integers(18, 90),
        "sex": st.sampled_from(["female", "male", "other", "unknown"]), "recorded": INSTANTS,
        "fictional": YES_NO, "part_2_programme": YES_NO,
    })  # fmt: skip


def _who(member: Json) -> str:
    """The person, whichever of its members comes first: Hypothesis shuffles them."""
    return json.dumps(member["person"], sort_keys=True)


@st.composite
def answers(draw: Callable[[Strategy], Any], instrument: instruments.Instrument) -> dict[str, int | str]:
    """Some, all or none of the answers to an instrument that its form allows together."""
    a_few = st.lists(st.sampled_from(instrument.questions), max_size=12)
    whole = instrument.questions if len(instrument.questions) <= WHOLE else ()
    found = {question.prefix: draw(_answers_to(question)) for question in draw(st.one_of(st.just(whole), a_few))}
    while wrong := next(instrument.wrong(found), None):
        del found[wrong.part]
    return found


def _answers_to(question: instruments.Question) -> Strategy:
    if question.span:
        return st.integers(*question.span)
    return st.sampled_from([o.answer.code if o.ordinal is None else o.ordinal for o in question.options])


@st.composite
def questionnaires(draw: Callable[[Strategy], Any]) -> Json:
    """A questionnaire with some, all or none of its answers; without answers its bare scores."""
    instrument = instruments.instrument(draw(st.sampled_from(instruments.names())))
    response: Json = {"instrument": instrument.name, "self_report": draw(YES_NO), "at": draw(INSTANTS)}
    response["answers"] = draw(answers(instrument))
    if not response["answers"]:
        response |= draw(_reported(instrument))
    if draw(YES_NO):
        response["by"] = draw(PEOPLE)
    return response


@st.composite
def _reported(draw: Callable[[Strategy], Any], instrument: instruments.Instrument) -> Json:
    """Bare scores; where the instrument has none, one answer."""
    if instrument.total is None:
        first = instrument.questions[0]
        return {"answers": {first.prefix: draw(_answers_to(first))}}
    found = {
        score.name: draw(st.integers(int(score.minimum), int(score.maximum)))
        for score in draw(st.lists(st.sampled_from(instrument.scores), min_size=1))
    }
    total = {"total": found.pop(instruments.TOTAL)} if instruments.TOTAL in found else {}
    return {**total, **({"subscales": found} if found else {})}


@st.composite
def episode_json(draw: Callable[[Strategy], Any]) -> Json:
    """An episode as a clinic would write it."""
    kinds = (consultations, clearances, preparations, dosing_visits, dosing_visits, integrations, follow_ups,
             outcome_reviews)  # fmt: skip
    found = draw(st.lists(st.sampled_from(kinds).flatmap(lambda kind: kind()), max_size=4))
    for number, visit in enumerate(found):
        visit["id"] = f"v-{number}"
        if "integration" in visit:
            visit["integration"]["id"] = f"v-{number}-i"
    sessions = [visit["id"] for visit in found if visit["kind"] == "dosing"]
    for visit in found:
        if "session_number" not in visit:
            visit.pop("planned_sessions", None)
        if visit["kind"] == "integration" and sessions and draw(YES_NO):
            visit["integrates"] = [draw(st.sampled_from(sessions))]
    responses = draw(st.lists(questionnaires(), max_size=3))
    for number, response in enumerate(responses):
        response["id"] = f"q-{number}"
        if found and draw(YES_NO):
            response["visit"] = draw(st.sampled_from(found))["id"]
        for visit in found:
            for outcome in visit.get("outcomes", []):
                if draw(YES_NO):
                    outcome["inputs"] = [response["id"]]
    patient = draw(st.one_of(IDENTIFIERS.map(lambda i: {"identifier": i}), IDS.map(lambda i: {"id": i})))
    optional = st.fixed_dictionaries(
        {}, optional={
            "started": PARTIAL, "timezone": st.just("America/Chicago"), "manager": PEOPLE,
            "site": st.fixed_dictionaries({"name": TEXTS}),
        },
    )  # fmt: skip
    return {
        "identifier": draw(IDENTIFIERS), "patient": patient, "visits": found, "questionnaires": responses,
        "status": draw(st.sampled_from(["planned", "active", "on-hold", "finished"])), **draw(optional),
        **draw(frames()),
    }  # fmt: skip


def episodes() -> st.SearchStrategy[Episode]:
    """Episodes that keep the model's rules."""
    return episode_json().map(episode_of)
