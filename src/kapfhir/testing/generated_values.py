"""The values that generated episodes are made of: texts, times, codes, people, and facts with a key or a time."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kapfhir.model import instant_text

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
PUBLISHED = {  # codes whose check digits hold; those of the second kind are labelled as substance use
    "http://snomed.info/sct": ("1153570009", "422587007", "66590003"),
    "http://loinc.org": ("44261-6", "LA6568-5"),
    "http://hl7.org/fhir/sid/icd-10-cm": ("F33.2", "F10.20"),
}
CODINGS = st.one_of(
    st.fixed_dictionaries({"system": st.just("https://a.example/codes"), "code": IDS}, optional={"display": TEXTS}),
    st.sampled_from([(system, code) for system, codes in PUBLISHED.items() for code in codes]).map(
        lambda found: {"system": found[0], "code": found[1]}
    ),
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


def some(members: Json) -> Strategy:
    """A group in which something stands."""
    return st.fixed_dictionaries({}, optional=members).filter(bool)


def ided(members: Json, optional: Json) -> Strategy:
    """Facts without a time, each with a key of its own."""
    fact = st.fixed_dictionaries({"id": IDS, **members}, optional=optional)
    return st.lists(fact, max_size=2, unique_by=lambda fact: fact["id"])


def without(members: Json, *names: str) -> Json:
    """The members but for these."""
    return {name: value for name, value in members.items() if name not in names}
