"""Constraints that are not native, by fhirpathpy: imported at the first of them, each expression parsed once.

Its work on one document has a budget (`Clock`); after it the rest is not judged. Nothing is printed: `trace()` would
tell values of the record. An evaluation that fails is not judged either.
"""

import io
import time
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from functools import cache
from typing import Any

from kapfhir.definitions import CORE
from kapfhir.terminology import LOINC, SNOMED
from kapfhir.validation.invariants.members import Frame, Holds

__all__ = ["Clock", "Unjudged", "judge"]

SECONDS = 0.8  # of the processor, for all fhirpathpy work on one document
LARGEST = 10_000  # values in what an expression sees: fhirpathpy copies lists as it walks them


class Unjudged(Exception):
    """Cannot be judged, or not in the time there is."""


class Clock:
    """What the work on one document has left, and the document as fhirpathpy is given it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.left = seconds
        self.started: float | None = None
        self.plain: dict[int, Any] = {}  # by id of the node, which lives as long as the document
        self.sizes: dict[int, int] = {}
        self.dropped = False  # whether a value had extensions of its own
        self.memo: dict[Any, Any] = {}  # of natives that look far: what each part came to

    def __enter__(self) -> "Clock":
        self.started = time.thread_time()
        self.check()
        return self

    def __exit__(self, *_: object) -> None:
        self.left -= time.thread_time() - (self.started or 0.0)

    def check(self) -> None:
        """Raise where no time is left."""
        if time.thread_time() - (self.started or 0.0) > self.left:
            raise Unjudged

    def seen(self, node: Any) -> Any:
        """The node as fhirpathpy sees it rightly: a primitive once, whether or not something stands beside it."""
        plain = self._read(node)
        if self.sizes[id(node)] > LARGEST:
            raise Unjudged
        return plain

    def _read(self, node: Any) -> Any:
        if id(node) in self.plain:
            return self.plain[id(node)]
        self.check()
        size, plain = 1, _plain(node)
        if isinstance(node, dict):
            plain = {}
            for name, value in node.items():
                beside = node.get(name[1:]) if name.startswith("_") else None
                self.dropped |= beside is not None
                if beside is None:
                    plain[name] = self._member(value, node.get(f"_{name}"))
                    size += self.sizes[id(value)]
        elif isinstance(node, list):
            plain = [self._read(value) for value in node]
            size += sum(self.sizes[id(value)] for value in node)
        self.plain[id(node)], self.sizes[id(node)] = plain, size
        return plain

    def _member(self, value: Any, beside: Any) -> Any:
        read = self._read(value)
        if not isinstance(read, list) or not isinstance(beside, list):
            return read
        others = [*beside, *[None] * (len(read) - len(beside))]
        return [other if one is None else one for one, other in zip(read, others, strict=False)]


def _plain(value: Any) -> Any:
    return Decimal(getattr(value, "text", None) or repr(value)) if isinstance(value, float) else value


def judge(expression: str, base: str) -> Holds:
    """Whether an expression holds at a value whose type or path is `base`; None where it cannot be judged."""

    def holds(frame: Frame, node: Any) -> bool | None:
        clock = frame.clock or Clock()
        if clock.left <= 0:  # there may be more constraints than there is time to ask for the time
            return None
        try:
            with clock:
                return _true(_evaluated(clock, frame, node, expression, base))
        except Exception:  # a library on anyone's expression over anyone's data: nothing may follow from it
            return None

    return holds


def _evaluated(clock: Clock, frame: Frame, node: Any, expression: str, base: str) -> list[Any]:
    parsed, models, apply, create = _library(expression)
    seen = clock.seen(node)
    own = isinstance(seen, dict) and "resourceType" in seen  # what has its type in it is known by it, but for variables
    context = create(seen) if own else create(seen, base or None)
    seen = seen if own else context
    if clock.dropped and "extension" in expression:
        raise Unjudged
    given: dict[str, Any] = {"context": context, "sct": SNOMED, "loinc": LOINC}
    if "%resource" in expression:
        given["resource"] = create(clock.seen(frame.resource))
    if "%rootResource" in expression:
        given["rootResource"] = create(clock.seen(frame.root))
    model = _Watched(models[frame.types.release.lower()])
    model.clock = clock
    options = {"userInvocationTable": _functions(clock, frame, create), "traceFn": _silent, "returnRawData": True}
    found: list[Any] = apply(seen, parsed, given, model, options)
    return found


class _Watched(dict[str, Any]):
    """A model of fhirpathpy's. It is asked at every step, so it is where the time is looked at."""

    clock: Clock

    def __getitem__(self, key: str) -> Any:
        self.clock.check()
        return super().__getitem__(key)


@cache
def _library(expression: str) -> tuple[Any, Any, Any, Any]:
    """The parsed expression, and of fhirpathpy: the models, what evaluates, what makes a node."""
    from fhirpathpy import apply_parsed_path  # noqa: PLC0415  # 70 ms that most documents do not need
    from fhirpathpy.engine.nodes import ResourceNode  # noqa: PLC0415
    from fhirpathpy.models import models  # noqa: PLC0415
    from fhirpathpy.parser import parse  # noqa: PLC0415

    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):  # antlr tells of what it does not understand
        # `$this` is not there at the root
        parsed = parse(f"select({expression})")  # type: ignore[no-untyped-call]  # it has no annotations
    return parsed, models, apply_parsed_path, ResourceNode.create_node


def _true(found: list[Any]) -> bool:
    """As HL7's validator takes a result: empty is false, one boolean is what it says, all else is true."""
    one = getattr(found[0], "data", found[0]) if len(found) == 1 else None
    return one if isinstance(one, bool) else bool(found)


def _silent(*_: Any) -> None:
    """What `trace()` calls."""


# --- functions of FHIR that fhirpathpy has not: https://hl7.org/fhir/R4/fhirpath.html#functions --------------------


def _functions(clock: Clock, frame: Frame, create: Any) -> dict[str, Any]:
    def resolve(inputs: list[Any]) -> list[Any]:
        targets = [one.get("reference") if isinstance(one, dict) else one for one in inputs]
        found = [frame.known[target] for target in targets if isinstance(target, str) and target in frame.known]
        if len(found) < len(targets):
            raise Unjudged  # it may be anywhere
        return [create(clock.seen(one)) for one in found]

    def conforms_to(inputs: list[Any], url: str) -> bool:
        kind = url.removeprefix(CORE)
        if kind not in frame.types.resources or len(inputs) != 1:
            raise Unjudged
        return bool(inputs[0].get("resourceType") == kind)

    return {
        "hasValue": {"fn": _has_value, "arity": {0: []}},
        "resolve": {"fn": resolve, "arity": {0: []}},
        "conformsTo": {"fn": conforms_to, "arity": {1: ["String"]}},
    }


def _has_value(inputs: list[Any]) -> bool:
    return len(inputs) == 1 and not isinstance(inputs[0], dict | None)
