"""A ValueSet: the systems that it takes codes from (`value-set-system`), and its filters (`value-set-filter`).

Source: https://hl7.org/fhir/R4/valueset.html#compositions.
"""

from collections.abc import Iterator

from kapfhir.validation.definitional import filters
from kapfhir.validation.definitional.urls import is_absolute
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.shapes import Json, listed, text_of
from kapfhir.validation.terminology import terminology
from kapfhir.wire import Path

__all__ = ["check"]


def check(frame: Frame, value_set: Json, path: Path) -> Iterator[Finding]:
    """Each include and exclude."""
    parameters = filters.parameters(value_set)
    kinds: dict[str, dict[str, str]] = {}  # by system
    for name in ("include", "exclude"):
        for index, part in listed(value_set.get("compose"), name):
            system = text_of(part, "system")
            place = (*path, "compose", name, index)
            if system:
                for text in _of_system(frame, system):
                    yield Finding((*place, "system"), "invalid", "value-set-system", text)
            if system and "filter" in part:
                if system not in kinds:
                    kinds[system] = filters.properties(frame, system)
                for number, one in listed(part, "filter"):
                    yield from filters.check(frame, kinds[system], one, parameters, (*place, "filter", number))


def _of_system(frame: Frame, system: str) -> Iterator[str]:
    url, _, version = system.partition("|")
    known = terminology(frame.library)
    if not is_absolute(url):
        yield "the url of a code system is absolute; of a contained one, too"
    elif version:
        yield "the version stands in `version`, not in the url"
    elif known.system(url) is None:
        if url in known.supplements:
            yield "this is a supplement; the url of the code system that it supplements is expected"
        elif known.value_set(url) is not None:
            yield "this is the url of a value set; that of a code system is expected"
