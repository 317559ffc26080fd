"""A StructureDefinition: where an extension may stand, the profile beside its base, and what it claims to be like."""

from collections.abc import Iterator
from typing import Any

from kapfhir.validation.definitional import contexts, derived
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.wire import Path

__all__ = ["check"]


def check(frame: Frame, resource: dict[str, Any], path: Path) -> Iterator[Finding]:
    """Every rule over one definition."""
    yield from contexts.check(frame, resource, path)
    yield from derived.check(frame, resource, path)
    if "compliesWithProfile" in str(resource.get("extension")):
        from kapfhir.validation.definitional import complies  # noqa: PLC0415  # few profiles claim it

        yield from complies.check(frame, resource, path)
