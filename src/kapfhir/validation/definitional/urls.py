"""Urls by which definitions are named: https://hl7.org/fhir/R4/references.html#canonical."""

import re

__all__ = ["is_absolute"]

is_absolute = re.compile(r"[a-z][a-z0-9+.-]*:[^\s]+").fullmatch
