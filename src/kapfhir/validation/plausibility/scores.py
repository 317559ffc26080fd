"""Scores on their scale, and answers that ask for a clinician's attention."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from kapfhir.limits import SEDATION_SCALES
from kapfhir.terminology import KAP, LOINC, OBSERVATION, SAFETY, SCORE, SEDATION, SUICIDE_RISK
from kapfhir.validation.answered import instrument_of
from kapfhir.validation.document import Finding
from kapfhir.validation.plausibility.elements import codes, reference
from kapfhir.validation.plausibility.facts import Entry, Facts, span
from kapfhir.validation.shapes import Json, is_number, listed, text_of

if TYPE_CHECKING:
    from kapfhir.instruments import Instrument

__all__ = ["on_scale", "safety"]

# what answers a signal -> where the day of it stands, R4's and R5's
FOLLOWING = {
    "ServiceRequest": ("authoredOn", "occurrence"), "CommunicationRequest": ("authoredOn",),
    "Communication": ("sent", "received"), "Task": ("authoredOn", "lastModified"), "RiskAssessment": ("occurrence",),
    "DetectedIssue": ("identified",),
}  # fmt: skip
Scale = tuple[Decimal, Decimal]
UNITS = (SCORE.code, "1", None)
OURS = f"{KAP}/kap-instrument-score"
LEVELS = {code.code: name for name, code in SEDATION.items()}
ANY_DAY = "9999-12-31"
ASKS = "c-ssrs-screener"  # to ask further is to deal with another instrument's signal


def on_scale(known: Facts) -> Iterator[Finding]:
    """A score, or a level of sedation, is one that the instrument has; answers that are here judge their scores."""
    responses = {name for entry in known.by_type.get("QuestionnaireResponse", ()) for name in entry.names}
    for entry in known.counted:
        if any(reference(one) in responses for _, one in listed(entry.resource, "derivedFrom")):
            continue
        quantity = entry.resource.get("valueQuantity")
        score = quantity if isinstance(quantity, dict) and quantity.get("code") in UNITS else None
        value: Any = score.get("value") if score else entry.resource.get("valueInteger")
        scale = _scale(entry.resource, score is not None) if is_number(value) else None
        if scale and not scale[0] <= Decimal(str(value)) <= scale[1]:
            where = ("valueQuantity", "value") if score else ("valueInteger",)
            text = f"a score from {scale[0]} to {scale[1]} is expected"
            yield Finding((*entry.path, *where), "business-rule", "kap-score-range", text, "warning")


def _scale(observation: Json, is_score: bool) -> Scale | None:
    for _, coding in listed(observation.get("code"), "coding"):
        system, code = text_of(coding, "system"), text_of(coding, "code")
        if is_score and system in (OURS, LOINC):
            return _of_instruments(system, code)
        if system == OBSERVATION and code in LEVELS:
            low, high = SEDATION_SCALES[LEVELS[code]]
            return Decimal(low), Decimal(high)
    return None


@cache
def _of_instruments(system: str, code: str) -> Scale | None:
    """Of an instrument's score. A code of ours begins with the instrument's name; else each may be the one."""
    from kapfhir import instruments  # noqa: PLC0415  # many Bundles have no such score

    for name in instruments.names():
        if system == LOINC or code.startswith(f"{name}-"):
            for score in instruments.instrument(name).scores:
                if (score.counts.system, score.counts.code) == (system, code):
                    return score.minimum, score.maximum
    return None


# --- safety ------------------------------------------------------------------------------------------------------


def safety(known: Facts) -> Iterator[Finding]:
    """An answer that signals danger is followed by something that deals with it, on the same day or later."""
    answered = [(entry, instrument_of(entry.resource)) for entry in known.by_type.get("QuestionnaireResponse", ())]
    signals = [(entry, one) for entry, one in answered if one and _signals(one, entry.resource)]
    latest = max(_following(known), default="") if signals else ""
    asked = max((span(entry, "authored").latest_day for entry, one in answered if one and one.name == ASKS), default="")
    for entry, instrument in signals:
        last = latest if instrument.name == ASKS else max(latest, asked)
        if not last or span(entry, "authored").earliest_day > last:
            text = "a safety item is positive, and no flag, assessment of risk, order or message in the Bundle follows"
            yield Finding((*entry.path, "item"), "business-rule", "kap-safety-follow-up", text, "warning")


def _signals(instrument: "Instrument", response: Json) -> bool:
    """Whether the answers signal danger, where they can be read."""
    if not instrument.safety_items:
        return False
    try:
        answers = instrument.answers_in(response)
        return not any(instrument.wrong(answers)) and bool(instrument.signals(answers))
    except (AttributeError, TypeError, ValueError):  # none of FHIR's shapes
        return False


def _following(known: Facts) -> Iterator[str]:
    """The days of what deals with a signal. Of a safety flag without one nobody can say that it did not follow."""
    for kind, names in FOLLOWING.items():
        yield from (span(entry, *names).latest_day for entry in known.by_type.get(kind, ()))
    flags = (entry for entry in known.by_type.get("Flag", ()) if _is_of_safety(entry))
    for entry in [*flags, *known.observed.get(SUICIDE_RISK.code.code, ())]:
        yield span(entry, "period", "effective").latest_day or ANY_DAY


def _is_of_safety(entry: Entry) -> bool:
    return any(SAFETY.code in codes(concept, SAFETY.system) for _, concept in listed(entry.resource, "category"))
