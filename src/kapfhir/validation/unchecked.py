"""What the engine did not judge, by name. The names tell nothing of the record."""

from collections.abc import Iterator

from kapfhir.validation.frame import Frame

__all__ = ["names"]


def names(frame: Frame) -> Iterator[str]:
    """The packages that are not here, then what the engine met and does not know."""
    yield from (f"package {name}: not in ~/.fhir/packages" for name in frame.library.missing)
    yield from sorted(frame.unchecked)
