"""What happens at a generated visit: measurements, doses, effects, adverse events, discharge."""

from hypothesis import strategies as st

from kapfhir.testing.generated_values import (
    AMOUNTS,
    CONCEPTS,
    INSTANTS,
    PEOPLE,
    REASONS,
    ROUTES,
    TEXTS,
    YES_NO,
    Json,
    Strategy,
    facts,
    some,
)


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


def psychotherapies() -> Strategy:
    """Modality, interventions, themes, time: at least one of them."""
    lists = {
        "interventions": st.lists(TEXTS, min_size=1, max_size=2),
        "themes": st.lists(TEXTS, min_size=1, max_size=2),
    }
    return some({"modality": TEXTS, "minutes": AMOUNTS, **lists})


def set_and_settings() -> Strategy:
    """The setting of a visit."""
    words = dict.fromkeys(("light", "music", "seating", "companion", "touch", "description"), TEXTS)
    place = st.sampled_from(["clinic", "hospital", "home", "retreat"])
    return some({"place": place, "group": YES_NO, "eyeshades": YES_NO, "headphones": YES_NO, **words})


def gates() -> Strategy:
    """Checks before the dose."""
    checks = ("fasted", "pregnancy_excluded", "escort_confirmed", "consent_reaffirmed", "suicide_risk_checked",
              "vitals_acceptable")  # fmt: skip
    decision = st.sampled_from(["go", "hold", "cancel"])
    return some({**dict.fromkeys(checks, YES_NO), "interval_changes": TEXTS, "hold_rule": TEXTS, "decision": decision})


def adverse_events() -> Strategy:
    """Adverse events; which dose is blamed and what was given for it is filled in with the visit."""
    optional = {
        "severity": st.sampled_from(["mild", "moderate", "severe"]), "serious": YES_NO, "expected": YES_NO,
        "action": TEXTS, "reported_by": PEOPLE,
        "outcome": st.sampled_from(
            ["resolved", "recovering", "ongoing", "resolved-with-sequelae", "fatal", "unknown"]
        ),
    }  # fmt: skip
    return facts({"term": CONCEPTS}, optional, at="onset")


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
