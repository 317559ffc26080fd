"""What can be told of a code without its code system: its shape, its check digit, whether one of ours is there.

Sources: LOINC Users' Guide, appendix on Mod 10 check digits; SNOMED CT Technical Implementation Guide, Verhoeff check;
our own code systems, as compiled from the guide.
"""

import re
from functools import cache

from kapfhir import definitions
from kapfhir.identity import BASE
from kapfhir.terminology import LOINC, SNOMED

__all__ = ["why_not"]

_LOINC = re.compile(r"L[ALP][0-9]+-[0-9]|[0-9]{1,10}-[0-9]")  # answers, lists and parts begin with letters
_SNOMED = re.compile(r"[1-9][0-9]{5,17}")
_OWN = f"{BASE}/CodeSystem/"
_DIHEDRAL = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTED = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def why_not(system: str, code: str) -> str | None:
    """Why this cannot be a code of the system; None where nothing speaks against it."""
    if system == LOINC and not (_LOINC.fullmatch(code) and _luhn(code)):
        return "not a code of LOINC: digits, a hyphen and their check digit are expected"
    if system == SNOMED and not (_SNOMED.fullmatch(code) and _verhoeff(code)):
        return "not a code of SNOMED CT: its check digit does not fit"
    if system.startswith(_OWN) and code not in _own(system.removeprefix(_OWN)):
        return "kapfhir's code system has no such code"
    return None


@cache
def _own(name: str) -> frozenset[str]:
    if name not in definitions.names("kap", "CodeSystem"):
        return frozenset()
    return frozenset(concept["code"] for concept in definitions.load(f"kap/CodeSystem-{name}")["concept"])


def _luhn(code: str) -> bool:
    """Mod 10; codes of answers, lists and parts keep it over other digits, and pass."""
    digits, _, check = code.partition("-")
    if not digits.isdigit():
        return True
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -sum(value // 10 + value % 10 for value in doubled) % 10 == int(check)


def _verhoeff(code: str) -> bool:
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = int(_DIHEDRAL[check][int(_PERMUTED[place % 8][int(digit)])])
    return check == 0
