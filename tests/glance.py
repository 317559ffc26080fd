"""What `validate` says of a document at a glance, and where nothing is passed at one."""

from typing import Any

import pytest

import kapfhir
from kapfhir.validation import codes, identifiers, references

__all__ = ["both"]

Said = tuple[list[Any], tuple[str, ...]]


def both(document: dict[str, Any], release: str) -> tuple[Said, Said]:
    """Its findings and what was not checked: at a glance, and closely."""
    at_a_glance = _said(document, release)
    with pytest.MonkeyPatch.context() as patch:
        for module in (codes, identifiers, references):
            patch.setattr(module, "is_right", lambda *_: False)
        return at_a_glance, _said(document, release)


def _said(document: dict[str, Any], release: str) -> Said:
    report = kapfhir.validate(document, release=release)
    return [*report], report.not_checked
