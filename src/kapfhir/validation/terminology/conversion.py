"""Amounts in different units of UCUM, compared by what the units are made of: https://ucum.org/ucum#section-Semantics.

A unit is a factor and the powers of base units. Units on a scale of their own (`Cel`, `[pH]`) are not converted;
arbitrary ones (`[iU]`) are only themselves.
"""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple
from xml.parsers import expat

from kapfhir import definitions
from kapfhir.validation.terminology.units import is_unit

__all__ = ["Measure", "compared", "measure"]

LONGEST, HIGHEST = 100, 99  # characters of a unit, and powers in it: a power is easily written that nobody can compute
LARGEST = 400  # digits of an amount
_ATOM = re.compile(r"(10[*^]|(?:[A-Za-z_%'\"]|\[[!-Z^-~]*\])+)([+-]?[0-9]+)?|([0-9]+)").match
_ANNOTATION = re.compile(r"\{[ -z|~]*\}").sub


class Measure(NamedTuple):
    """What a unit is made of."""

    factor: Fraction
    powers: frozenset[tuple[str, int]]  # of base units; none is 0


def compared(value: Any, unit: str, bound: Any, wanted: str) -> int | None:
    """-1, 0 or 1. None where one of the units cannot be converted.

    Raises:
        ValueError: the units are not of the same kind, as a length and a mass.
    """
    own, other = measure(unit), measure(wanted)
    amount, limit = _number(value), _number(bound)
    if own is None or other is None or amount is None or limit is None:
        return None
    if own.powers != other.powers:
        raise ValueError("units of different kinds")
    one, two = amount * own.factor, limit * other.factor
    return (one > two) - (one < two)


def _number(value: Any) -> Fraction | None:
    try:
        number = Decimal(str(getattr(value, "text", value)))
    except InvalidOperation:  # an exponent without end
        return None
    return Fraction(number) if number.is_finite() and abs(number.adjusted()) < LARGEST else None


@lru_cache(maxsize=4096)
def measure(unit: str) -> Measure | None:
    """What a unit of UCUM is made of; None where that cannot be told."""
    if len(unit) > LONGEST or not is_unit(unit):
        return None
    try:
        made, _ = _term(_ANNOTATION("", unit), 0)
    except ArithmeticError:
        return None
    return made


def _term(text: str, place: int) -> tuple[Measure, int]:
    """A term, and where it ends. It is well-formed."""
    made, sign = Measure(Fraction(1), frozenset()), 1
    while place < len(text) and text[place] != ")":
        if text[place] in "./":
            sign, place = (-1 if text[place] == "/" else 1), place + 1
        elif text[place] == "(":
            part, place = _term(text, place + 1)
            made, place = _times(made, part, sign), place + 1
        else:
            part, place = _component(text, place)
            made = _times(made, part, sign)
    return made, place


def _component(text: str, place: int) -> tuple[Measure, int]:
    found = _ATOM(text, place)
    if found is None:
        raise ArithmeticError
    symbol, power, number = found.groups()
    if number:
        return Measure(Fraction(int(number)), frozenset()), found.end()
    return _times(Measure(Fraction(1), frozenset()), _atom(symbol), int(power or 1)), found.end()


def _times(one: Measure, other: Measure, power: int) -> Measure:
    if abs(power) > HIGHEST:
        raise ArithmeticError
    powers = dict(one.powers)
    for base, its in other.powers:
        powers[base] = powers.get(base, 0) + its * power
    factor = one.factor * other.factor**power
    if max(factor.numerator.bit_length(), factor.denominator.bit_length()) > LARGEST * 4:
        raise ArithmeticError
    return Measure(factor, frozenset((base, its) for base, its in powers.items() if its))


@cache
def _atom(symbol: str) -> Measure:
    """Of the table; a prefix before it is a factor."""
    prefixes, units = _table()
    if symbol in units:
        unit, factor = units[symbol]
        if not unit:
            return Measure(Fraction(1), frozenset({(symbol, 1)}))
        part = measure(unit)
        if part is None:
            raise ArithmeticError
        return Measure(part.factor * factor, part.powers)
    length = next(size for size in (1, 2) if symbol[:size] in prefixes and symbol[size:] in units)
    rest = _atom(symbol[length:])
    return Measure(rest.factor * prefixes[symbol[:length]], rest.powers)


@cache
def _table() -> tuple[dict[str, Fraction], dict[str, tuple[str, Fraction]]]:
    """Prefixes; and units, each as so many of another unit, of none where it is a base unit."""
    prefixes: dict[str, Fraction] = {}
    units: dict[str, tuple[str, Fraction]] = {}
    of: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in {"prefix", "unit", "base-unit"}:
            of.clear()
            of.update(attributes, is_a=name)
        if name == "base-unit" or (name == "unit" and attributes.get("isArbitrary") == "yes"):
            units[attributes["Code"]] = ("", Fraction(1))
        elif name == "value" and of["is_a"] == "prefix":
            prefixes[of["Code"]] = Fraction(attributes["value"])
        elif name == "value" and of.get("isArbitrary") == "yes" and attributes["Unit"] != "1":
            units[of["Code"]] = (attributes["Unit"], Fraction(attributes["value"]))
        elif name == "value" and of.get("isSpecial") == "yes":
            units[of["Code"]] = ("special", Fraction(1))  # which is no unit
        elif name == "value" and of.get("isArbitrary") != "yes":
            units[of["Code"]] = (attributes["Unit"], Fraction(attributes["value"]))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(definitions.content("ucum-essence.xml"), True)
    return prefixes, units
