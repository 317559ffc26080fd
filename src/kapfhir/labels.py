"""Which resources of a bundle say that they hold psychotherapy notes, by their security labels.

Source: https://hl7.org/fhir/R4/security-labels.html, v3-ActCode PSYTHPN and HIPAAPsyNotes. A label advises; this is
where kapfhir itself heeds it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kapfhir.terminology import HIPAA_PSYCHOTHERAPY_NOTE, PSYCHOTHERAPY_NOTE

__all__ = ["psychotherapy_notes"]

LABELS = frozenset({PSYCHOTHERAPY_NOTE.code, HIPAA_PSYCHOTHERAPY_NOTE.code})


def psychotherapy_notes(bundle: Mapping[str, Any]) -> Iterator[str]:
    """The places of the entries with such a label."""
    for index, entry in enumerate(bundle.get("entry", [])):
        security = entry.get("resource", {}).get("meta", {}).get("security", [])
        if any(label.get("code") in LABELS for label in security):
            yield f"Bundle.entry[{index}]"
