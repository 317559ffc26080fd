"""Which instrument of our guide is answered. What reads instruments is imported where there is one."""

from typing import TYPE_CHECKING

from kapfhir.identity import BASE
from kapfhir.validation.shapes import Json, text_of

if TYPE_CHECKING:
    from kapfhir.instruments import Instrument

__all__ = ["GUIDE", "instrument_of"]

GUIDE = f"{BASE}/Questionnaire/"
FORMS = f"{GUIDE}kap-"  # those of the guide that are no instruments


def instrument_of(response: Json) -> "Instrument | None":
    """The instrument that a QuestionnaireResponse names; None if it is none of ours, or of another version."""
    canonical = text_of(response, "questionnaire")
    if not canonical.startswith(GUIDE) or canonical.startswith(FORMS):
        return None
    from kapfhir.instruments import of_canonical  # noqa: PLC0415  # as above

    return of_canonical(canonical)
