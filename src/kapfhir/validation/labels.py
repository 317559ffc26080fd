"""The security labels of a resource: each stands once (`security-label`), as HL7's validator has it.

Source: https://hl7.org/fhir/R4/resource-definitions.html#Meta.security. Two are the same by system and code.
"""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation.document import Finding
from kapfhir.validation.shapes import as_text, listed
from kapfhir.wire import Path

__all__ = ["check"]


def check(meta: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Of a Meta."""
    seen: set[tuple[str, str]] = set()
    for index, label in listed(meta, "security"):
        pair = as_text(label.get("system")), as_text(label.get("code"))
        if pair in seen:
            place = (*path, "security", index)
            text = "each label is expected once; this one stands before"
            yield Finding(place, "business-rule", "security-label", text)
        seen.add(pair)
