"""Whole episodes for Hypothesis, as the JSON a clinic would write: every group, every number present or absent.

`episodes()` gives Episode objects. They are plausible enough to pass the model's rules, and no more.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kapfhir import instruments
from kapfhir.model import Episode, instant_text
from kapfhir.reading import episode_of

__all__ = ["episode_json", "episodes"]

Json = dict[str, Any]
Strategy = st.SearchStrategy[Any]

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)  # fmt: skip
IDS = st.text("abcdefXYZ0189.-", min_size=1, max_size=8).filter(lambda text: text != "-")
OFFSETS = st.sampled_from([0, 60, -300, 330, -720, 840])
INSTANTS = st.builds(
    lambda minutes, offset, ms: instant_text(
        (BEGIN + timedelta(minutes=minutes, milliseconds=ms)).astimezone(timezone(timedelta(minutes=offset)))
    ),
    st.integers(0, 200_000), OFFSETS, st.sampled_from([0, 0, 0, 250]),
)  # fmt: skip
DAYS = st.dates(BEGIN.date(), (BEGIN + timedelta(days=300)).date()).map(str)
PARTIAL = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))
AMOUNTS = st.decimals("0.01", "500", places=2).map(lambda value: Decimal(str(value)))
IDENTIFIERS = st.fixed_dictionaries(
    {"system": st.sampled_from(["https://a.example/x", "urn:oid:2.16.840.1.113883.4.349"]), "value": TEXTS}
)
PEOPLE = st.one_of(
    st.fixed_dictionaries({"name": TEXTS}, optional={"identifier": IDENTIFIERS}),
    st.fixed_dictionaries({"identifier": IDENTIFIERS}),
)
CODINGS = st.fixed_dictionaries(
    {"system": st.sampled_from(["http://snomed.info/sct", "https://a.example/codes"]), "code": IDS},
    optional={"display": TEXTS},
)
CONCEPTS = st.one_of(
    st.fixed_dictionaries({"text": TEXTS}, optional={"codings": st.lists(CODINGS, max_size=2)}),
    st.fixed_dictionaries({"codings": st.lists(CODINGS, min_size=1, max_size=2)}),
)
ROUTES = st.sampled_from(["intravenous", "intramuscular", "subcutaneous", "sublingual", "intranasal", "oral", "rectal"])
REASONS = st.sampled_from(["not-performed", "error", "not-applicable", "masked", "not-permitted", "unsupported"])
ROLES = st.lists(
    st.sampled_from(["prescribes", "administers", "monitors", "guides", "escorts", "refers"]), min_size=1, max_size=3
)
YES_NO = st.booleans()


def facts(members: Json, optional: Json, at: str = "at") -> Strategy:
    """Facts of one kind: each with a key of its own, or a time of its own, or both."""
    ided = st.fixed_dictionaries({**members, "id": IDS}, optional={**optional, at: INSTANTS})
    timed = st.fixed_dictionaries({**members, at: INSTANTS}, optional={**optional, "id": IDS})
    return st.lists(
        st.one_of(ided, timed), max_size=3, unique_by=(lambda fact: fact.get("id"), lambda fact: _moment(fact.get(at)))
    ).map(lambda found: found if _own_keys(found) else found[:1])


def _moment(text: str | None) -> Any:
    return datetime.fromisoformat(text).astimezone(UTC) if text else object()


def _own_keys(found: list[Json]) -> bool:
    return len({fact.get("id") for fact in found if "id" in fact}) == sum("id" in fact for fact in found)


def vital_signs() -> Strategy:
    """Readings, with what is absent and why."""
    measured = {
        "diastolic": st.integers(40, 79), "heart_rate": st.integers(30, 200), "oxygen_saturation": st.integers(70, 100),
        "respiratory_rate": st.integers(4, 40), "temperature": st.decimals("35", "41", places=1),
        "weight": AMOUNTS, "height": st.integers(120, 210), "by": PEOPLE,
    }  # fmt: skip
    missing = st.fixed_dictionaries({"vital": st.just("systolic"), "reason": REASONS}, optional={"note": TEXTS})
    with_pressure = facts({"systolic": st.integers(80, 220)}, measured)
    without = facts({"absent": st.lists(missing, min_size=1, max_size=1)}, measured)
    return st.one_of(with_pressure, without)


def doses() -> Strategy:
    """Doses, alone or with boosters or pauses."""
    booster = facts({}, {"mg": AMOUNTS, "route": ROUTES, "given_by": PEOPLE, "note": TEXTS})
    period = facts(
        {}, {"paused": st.just(False), "mg_per_h": AMOUNTS, "reason": TEXTS}, at="start"
    )  # fmt: skip
    pause = facts({"paused": st.just(True)}, {"reason": TEXTS}, at="start")
    optional = {
        "product": CONCEPTS, "lot": TEXTS, "concentration": AMOUNTS, "planned_mg": AMOUNTS, "mg": AMOUNTS,
        "mg_per_kg": AMOUNTS, "mg_per_h": AMOUNTS, "device_count": st.integers(1, 3), "hold_minutes": AMOUNTS,
        "then": st.sampled_from(["swallow", "spit"]), "site": TEXTS, "given_by": PEOPLE, "witnessed_by": PEOPLE,
        "status": st.sampled_from(["completed", "stopped", "in-progress", "unknown"]), "status_reason": TEXTS,
        "prescribed_by": PEOPLE, "wasted_mg": AMOUNTS, "note": TEXTS,
        "boosters": booster, "periods": st.one_of(period, pause),
    }  # fmt: skip
    drug = st.sampled_from(["ketamine", "esketamine"])
    return facts({"drug": drug, "route": ROUTES}, optional, at="start").map(lambda found: found[:1]).map(_in_order)


def _in_order(found: list[Json]) -> list[Json]:
    """Parts and boosters lie at or after the dose: a dose of unknown time has no order to break."""
    for dose in found:
        if "start" in dose and (dose.get("boosters") or dose.get("periods")):
            dose.pop("boosters", None)
            dose.pop("periods", None)
    return found


def time_courses() -> Strategy:
    """Onset, peak and offset."""
    return st.fixed_dictionaries(
        {"description": TEXTS},
        optional={"onset": INSTANTS, "peak": INSTANTS, "offset": INSTANTS, "depth": st.just("psycholytic")},
    )


def discharges() -> Strategy:
    """How the patient left."""
    return st.fixed_dictionaries(
        {"disposition": st.sampled_from(["home", "psy", "oth"])},
        optional={"oriented": YES_NO, "gait_steady": YES_NO, "left": INSTANTS, "instructions": TEXTS},
    )


def _visit_members() -> Json:
    participant = st.fixed_dictionaries({"person": PEOPLE, "roles": ROLES}, optional={"relationship": TEXTS})
    note = facts({"progress_summary": TEXTS}, {"process_text": TEXTS, "author": PEOPLE})
    return {
        "minutes": AMOUNTS, "reasons": st.lists(CONCEPTS, max_size=2), "planned_date": PARTIAL,
        "location": st.fixed_dictionaries({"name": TEXTS}), "participants": st.lists(participant, max_size=2),
        "vitals": vital_signs(), "notes": note, "mindset": TEXTS,
    }  # fmt: skip


def visits(kind: str, extra: Json | None = None) -> Strategy:
    """Visits of a kind, without an id yet."""
    when: Json = {"start": INSTANTS} if kind != "preparation" else {"date": DAYS}
    return st.fixed_dictionaries(
        {
            "kind": st.just(kind),
            "modality": st.sampled_from(["in-person", "home", "video", "telephone"]),
            "status": st.sampled_from(["planned", "in-progress", "finished", "unknown"]),
        },
        optional={**_visit_members(), **when, **(extra or {})},
    )


def dosing_visits() -> Strategy:
    """Dosing sessions."""
    sedation = facts(
        {"scale": st.just("moaa-s")}, {"score": st.integers(0, 5), "by": PEOPLE}
    )  # fmt: skip
    dissociation = facts({}, {"present": st.just(True), "description": TEXTS, "by": PEOPLE})
    rescue = facts({"drug": CONCEPTS}, {"mg": AMOUNTS, "route": ROUTES, "reason": TEXTS, "given_by": PEOPLE})
    extra = {
        "session_number": st.integers(1, 9), "planned_sessions": st.integers(1, 9), "doses": doses(),
        "sedation": sedation, "dissociation": dissociation, "time_course": time_courses(), "rescue_drugs": rescue,
        "discharge": discharges(), "integration": visits("integration"),
        "adverse_events": facts({"term": CONCEPTS}, {"severity": st.just("mild")}, at="onset"),
    }  # fmt: skip
    return visits("dosing", extra)


@st.composite
def questionnaires(draw: Callable[[Strategy], Any]) -> Json:
    """A questionnaire with some, all or none of its answers; without answers a bare total."""
    instrument = instruments.instrument(draw(st.sampled_from(instruments.names())))
    response: Json = {"instrument": instrument.name, "self_report": draw(YES_NO), "at": draw(INSTANTS)}
    questions = draw(st.one_of(st.just(list(instrument.questions)), st.lists(st.sampled_from(instrument.questions))))
    response["answers"] = {
        question.prefix: option.coding["code"] if option.ordinal is None else option.ordinal
        for question in questions
        if (option := draw(st.sampled_from(question.options)))
    }
    if not response["answers"]:
        response["total"] = draw(st.integers(instrument.minimum, instrument.maximum))
    if draw(YES_NO):
        response["by"] = draw(PEOPLE)
    return response


@st.composite
def episode_json(draw: Callable[[Strategy], Any]) -> Json:
    """An episode as a clinic would write it."""
    others = st.sampled_from(["consultation", "medical-clearance", "preparation", "follow-up", "outcome-review"])
    found = draw(st.lists(st.one_of(dosing_visits(), others.flatmap(visits), visits("integration")), max_size=4))
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
    patient = draw(st.one_of(IDENTIFIERS.map(lambda i: {"identifier": i}), IDS.map(lambda i: {"id": i})))
    optional = st.fixed_dictionaries(
        {}, optional={
            "started": PARTIAL, "timezone": st.just("America/Chicago"), "manager": PEOPLE, "age": st.integers(18, 90),
            "site": st.fixed_dictionaries({"name": TEXTS}),
            "diagnoses": facts({"concept": CONCEPTS}, {"severity": st.just("severe")}, at="recorded").map(
                lambda found: [{k: v for k, v in fact.items() if k != "recorded"} for fact in found if "id" in fact]
            ),
        },
    )  # fmt: skip
    return {
        "identifier": draw(IDENTIFIERS), "patient": patient, "visits": found, "questionnaires": responses,
        "status": draw(st.sampled_from(["planned", "active", "on-hold", "finished"])), **draw(optional),
    }  # fmt: skip


def episodes() -> st.SearchStrategy[Episode]:
    """Episodes that keep the model's rules."""
    return episode_json().map(episode_of)
