"""Quantities compared, as far as that needs no conversion of units."""

from decimal import Decimal
from typing import Any

from kapfhir.terminology import UCUM
from kapfhir.validation.invariants.members import has, number, text

__all__ = ["at_most", "may_be_at_most", "may_be_at_most_if_comparable"]


def at_most(low: Any, high: Any) -> bool | None:
    """`low <= high`; None where the units are others."""
    if not _one_unit(low, high):
        return None
    first, second = number(low, "value"), number(high, "value")
    return first is not None and second is not None and first <= second


def may_be_at_most(low: Any, high: Any) -> bool | None:
    """`low.lowBoundary() <= high.highBoundary()`, where both are there."""
    if not isinstance(low, dict) or not isinstance(high, dict):
        return True
    first, second = number(low, "value"), number(high, "value")
    if first is None or second is None or not _one_unit(low, high):
        return None
    return first - _half(first) <= second + _half(second)


def may_be_at_most_if_comparable(low: Any, high: Any) -> bool | None:
    """As `may_be_at_most`; what has other units is fine. Units of UCUM may be comparable all the same: None."""
    if not isinstance(low, dict) or not isinstance(high, dict) or not has(low, "value") or not has(high, "value"):
        return True
    if number(low, "value") is None or number(high, "value") is None:
        return None
    if _alike(low, high):
        return may_be_at_most(low, high)
    return (
        None if text(low, "system") == text(high, "system") == UCUM and has(low, "code") and has(high, "code") else True
    )


def _one_unit(low: Any, high: Any) -> bool:
    """Whether the numbers can be compared as they stand: under one unit, or one code of UCUM."""
    if not isinstance(low, dict) or not isinstance(high, dict):
        return False
    return low.get("unit") == high.get("unit") or (_alike(low, high) and text(low, "system") == UCUM)


def _alike(low: dict[str, Any], high: dict[str, Any]) -> bool:
    """Of one unit, by system and code."""
    system, code = text(low, "system"), text(low, "code")
    return bool(system and code) and system == text(high, "system") and code == text(high, "code")


def _half(value: Decimal) -> Decimal:
    """Half of the last place that is written."""
    exponent = value.as_tuple().exponent
    return Decimal((0, (5,), exponent - 1)) if isinstance(exponent, int) else Decimal()
