"""Elements of any resource, where they are of FHIR's shape: a time, codes, a reference, an amount."""

from datetime import MAXYEAR, MINYEAR, datetime
from decimal import Decimal
from typing import Any

from kapfhir.validation.shapes import is_number, listed, text_of

__all__ = ["amount", "codes", "moment", "reference"]


def moment(text: Any) -> datetime | None:
    """A time with its offset."""
    if not isinstance(text, str) or "T" not in text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None and MINYEAR < at.year < MAXYEAR else None  # a day before and after there is


def codes(concept: Any, system: str) -> list[str]:
    """The codes of a system in a CodeableConcept, or in R5's CodeableReference."""
    if isinstance(concept, dict) and isinstance(concept.get("concept"), dict):
        concept = concept["concept"]
    return [text_of(coding, "code") for _, coding in listed(concept, "coding") if coding.get("system") == system]


def reference(node: Any) -> str:
    """Where a reference leads."""
    return text_of(node, "reference")


def amount(quantity: Any, unit: str) -> Decimal | None:
    """The value of a quantity in this unit of UCUM."""
    if not isinstance(quantity, dict) or text_of(quantity, "code") != unit or not is_number(quantity.get("value")):
        return None
    value = quantity["value"]
    return Decimal(str(getattr(value, "text", value)))
