"""What is the same for all items of a response, and how much may still be done for a document."""

from collections.abc import Mapping
from typing import NamedTuple

from kapfhir.validation.answers.enabling import Given
from kapfhir.validation.answers.forms import Form
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed

__all__ = ["Effort", "Walk"]

MOST = 200_000


class Effort:
    """How many more steps there are in a document: items times answers may be a great many in a small file."""

    def __init__(self) -> None:
        self.left = MOST
        self.sizes: dict[int, int] = {}  # of value sets, by identity

    def affords(self, steps: int) -> bool:
        """Whether there is that much left; it is taken."""
        self.left -= steps
        return self.left >= 0


class Walk(NamedTuple):
    """Of one response; `value_sets` are those of the document, `strict`: what is missing is an error."""

    frame: Frame
    form: Form
    response: Json
    answers: Given
    value_sets: Mapping[str, Json]
    strict: bool
    effort: Effort

    def size(self, value_set: Json) -> int:
        """How many codes a value set lists."""
        sizes = self.effort.sizes
        if id(value_set) not in sizes:
            parts = listed(value_set.get("compose"), "include")
            sizes[id(value_set)] = sum(1 + len(part.get("concept") or ()) for _, part in parts if _is_list(part))
        return sizes[id(value_set)]


def _is_list(part: Json) -> bool:
    return isinstance(part.get("concept", []), list)
