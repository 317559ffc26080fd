"""Amounts in different units of UCUM, compared."""

import time

import pytest

from kapfhir import wire
from kapfhir.validation.terminology import conversion
from kapfhir.validation.terminology.conversion import compared, measure

ANY_NUMBER = ["1e300", "1e-99999999999999999999", "-0", "0." + "1" * 60, "9" * 64]


@pytest.mark.parametrize(("amount", "unit", "other", "wanted", "order"), [
    (1, "kg", 1000, "g", 0), (-1, "g", 0, "kg", -1), (10_000, "m", 50, "km", -1), (1, "[mi_i]", 1, "km", 1),
    (1, "mg/dL", 10, "mg/L", 0), (1, "kg.m/s2", 1, "N", 0), (1, "10*3/uL", 1, "10*9/L", 0),
    (1, "mm[Hg]", 133.322, "Pa", 0), (50, "%", 0.5, "1", 0), (1, "h", 60, "min", 0), (1, "/(m/s)", 1, "s/m", 0),
    (5, "{score}", 4, "1", 1),
    (1, "[IU]/L", 1, "[iU]/L", 0), (1, "da[lb_av]", 4, "kg", None),
])  # fmt: skip
def test_amounts_are_compared_by_what_their_units_are_made_of(amount, unit, other, wanted, order):
    assert compared(amount, unit, other, wanted) == order


@pytest.mark.parametrize(("one", "other"), [("kg", "m"), ("[iU]", "1"), ("[iU]", "[arb'U]"), ("mg", "mg/L")])
def test_units_of_another_kind_cannot_be_compared(one, other):
    with pytest.raises(ValueError, match="kinds"):
        compared(1, one, 1, other)


@pytest.mark.parametrize("unit", ["Cel", "[degF]", "[pH]", "B[V]", "Cel/m", "nonsense", "", "m" + "9" * 50, "m.m" * 99])
def test_what_is_no_factor_is_not_converted(unit):
    assert measure(unit) is None


def test_every_unit_of_the_table_is_made_of_others_but_for_scales_of_their_own():
    _, units = conversion._table()
    without = {unit for unit in units if measure(unit) is None}
    assert {unit for unit in units if units[unit][0] == "special"} <= without
    assert len(without) < 25
    assert len(units) > 300


@pytest.mark.parametrize("text", ANY_NUMBER)
def test_no_number_takes_long(text):
    start = time.perf_counter()
    compared(wire.loads(text), "kg", 1, "g")
    assert time.perf_counter() - start < 10
