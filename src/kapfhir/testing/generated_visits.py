"""Generated visits, of each kind."""

from hypothesis import strategies as st

from kapfhir.testing.generated_sessions import (
    adverse_events,
    discharges,
    doses,
    gates,
    psychotherapies,
    set_and_settings,
    time_courses,
    vital_signs,
)
from kapfhir.testing.generated_values import (
    AMOUNTS,
    CONCEPTS,
    DAYS,
    IDS,
    INSTANTS,
    PARTIAL,
    PEOPLE,
    ROLES,
    ROUTES,
    TEXTS,
    YES_NO,
    Json,
    Strategy,
    facts,
    ided,
    some,
    without,
)


def _visit_members() -> Json:
    staff = st.fixed_dictionaries({"person": PEOPLE, "roles": ROLES})
    theirs = st.fixed_dictionaries({"person": PEOPLE, "roles": ROLES, "relationship": TEXTS}, optional={"id": IDS})
    signed = {"process_text": TEXTS, "author": PEOPLE, "ai_drafted": YES_NO, "attested_by": PEOPLE}
    note = st.one_of(facts({"progress_summary": TEXTS}, signed), facts({"process_text": TEXTS}, {"author": PEOPLE}))
    return {
        "minutes": AMOUNTS, "reasons": st.lists(CONCEPTS, max_size=2), "planned_date": PARTIAL,
        "location": st.fixed_dictionaries({"name": TEXTS}), "participants": st.one_of(
            st.lists(staff, max_size=2), st.lists(theirs, max_size=2, unique_by=lambda person: str(person.get("id")))
        ),
        "vitals": vital_signs(), "notes": note, "mindset": TEXTS, "setting": set_and_settings(),
        "psychotherapy": psychotherapies(),
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


def consultations() -> Strategy:
    """Consultations."""
    risk = some({
        "level": st.sampled_from(["none", "low", "moderate", "high"]), "ideation": YES_NO, "plan": YES_NO,
        "means": YES_NO, "safety_plan": YES_NO,
    })  # fmt: skip
    interaction = st.sampled_from(["sedative-hypnotic", "opioid", "psychostimulant", "maoi", "other", "none"])
    words = ("history", "family_history", "trauma_history", "substance_use", "emergency_contact")
    allergies = ided({"substance": CONCEPTS}, {"reaction": TEXTS})
    extra = {
        "referred_by": PEOPLE, "referral_date": PARTIAL, **dict.fromkeys(words, TEXTS),
        "medications": ided({"drug": CONCEPTS}, {"dose": TEXTS, "interaction": interaction}),
        "suicide_risk": risk, "explained": YES_NO, "ready": YES_NO, "suitable": YES_NO,
    }  # fmt: skip
    return st.one_of(
        visits("consultation", {**extra, "allergies": allergies, "no_known_allergies": st.just(False)}),
        visits("consultation", {**extra, "no_known_allergies": YES_NO}),
    )


def clearances() -> Strategy:
    """Medical clearances."""
    state = st.sampled_from(["present", "absent", "unknown"])
    decision = st.sampled_from(["cleared", "cleared-with-conditions", "deferred", "not-eligible"])
    return visits("medical-clearance", {
        "contraindications": ided({"concept": CONCEPTS, "state": state}, {"decided_by": PEOPLE}),
        "findings": findings(), "asa_class": st.integers(1, 6), "decision": decision, "conditions": TEXTS,
        "decided_by": PEOPLE,
    })  # fmt: skip


def findings() -> Strategy:
    """Examinations and their results."""
    return ided({"name": CONCEPTS, "result": TEXTS}, {"date": DAYS})


def preparations() -> Strategy:
    """Preparations."""
    words = ("expectations", "intention", "anxiety_plan", "music", "fasting", "touch_agreement", "emergency_plan",
             "antiemetic")  # fmt: skip
    lists = {"education": st.lists(TEXTS, max_size=3), "medications_held": st.lists(TEXTS, max_size=2)}
    return visits("preparation", {**dict.fromkeys(words, TEXTS), **lists, "escort_arranged": YES_NO})


def integrations() -> Strategy:
    """Integrations, inside a dosing visit or between."""
    action = st.fixed_dictionaries({"text": TEXTS}, optional={"due": DAYS, "done": YES_NO})
    lists = dict.fromkeys(("insights", "themes", "changes"), st.lists(TEXTS, max_size=2))
    return visits("integration", {
        **lists, "actions": st.lists(action, max_size=2), "barriers": TEXTS, "symptom_check": TEXTS,
        "next_dose": st.sampled_from(["as-planned", "change", "postpone", "stop"]),
    })  # fmt: skip


def follow_ups() -> Strategy:
    """Follow-ups."""
    benefit = st.sampled_from(["full", "partial", "lost", "none"])
    return visits("follow-up", {"benefit": benefit, "plan": TEXTS, "surveillance": findings()})


def outcome_reviews() -> Strategy:
    """Outcome reviews; by which responses an outcome is judged is filled in with the episode."""
    degree = st.sampled_from(["partial-response", "no-response", "worsened", "not-evaluable"])
    result = some({
        "degree": degree, "response": st.just(False), "remission": YES_NO, "days_to_response": AMOUNTS,
        "days_of_benefit": AMOUNTS, "benefit_lasts": YES_NO, "diminishing": YES_NO, "relapse": st.just(True),
    })  # fmt: skip
    framed = st.fixed_dictionaries({"instrument": TEXTS, "id": IDS}, optional={"definition": TEXTS, "relapsed": DAYS})
    outcome = st.builds(lambda a, b: {**a, **b} if "relapse" in b else {**b, **without(a, "relapsed")}, framed, result)
    course = st.sampled_from(["completed", "remission", "non-response", "adverse-event", "cost", "withdrawn", "lost",
                              "transferred", "contraindication"])  # fmt: skip
    return visits("outcome-review", {
        "outcomes": st.lists(outcome, max_size=2, unique_by=lambda outcome: outcome["id"]), "course": course,
        "experience": TEXTS, "plan": TEXTS,
    })  # fmt: skip


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
        "discharge": discharges(), "integration": integrations(), "adverse_events": adverse_events(),
        "gate": gates(), "effects": st.lists(TEXTS, max_size=2), "felt_supported": TEXTS, "rest": TEXTS,
        "moments": facts({}, {
            "intensity": st.sampled_from(["mild", "moderate", "severe"]), "description": TEXTS, "support": TEXTS,
            "by": PEOPLE,
        }),
    }  # fmt: skip
    return st.builds(_blamed, visits("dosing", extra), st.booleans())


def _blamed(visit: Json, related: bool) -> Json:
    """Adverse events with the dose that they blame and the drug that was given for them, where both have ids."""
    doses = [dose["id"] for dose in visit.get("doses", []) if "id" in dose and "start" not in dose]
    rescues = [rescue["id"] for rescue in visit.get("rescue_drugs", []) if "id" in rescue]
    for event in visit.get("adverse_events", []):
        if doses:
            event.update({"blames": doses[0]} | ({"relatedness": "possible"} if related else {}))
        if rescues:
            event["rescue"] = rescues[0]
    return visit
