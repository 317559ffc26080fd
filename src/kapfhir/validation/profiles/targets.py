"""References to resources of the Bundle, or contained ones, that have to be as a profile has them.

HL7's validator judges the target by the profiles that the reference allows, and so on through its references. Here each
resource is judged by each profile once; then what refers to a failing one fails, as far as that goes. In a circle
nobody fails for its sake.
"""

from collections.abc import Iterator

from kapfhir.definitions import CORE
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.profiles import compiler
from kapfhir.validation.profiles.judge import Judge, Reference

__all__ = ["followed"]

Pair = tuple[int, str]  # identity of a resource, url of a profile


def followed(frame: Frame) -> Iterator[Finding]:
    """Every reference of the judged resources that leads to none that is as one of its profiles has it."""
    if not frame.judged.references:
        return
    failing = _failing(frame.judged.references)
    for reference in frame.judged.references:
        pairs = _pairs(reference)
        if pairs and all(pair in failing for pair in pairs):
            names = ", ".join(url.rpartition("/")[2] for url in reference.profiles)
            text = f"this leads to no resource that is as {names} has it"
            yield Finding(reference.path, "structure", "profile-target", text)


def _pairs(reference: Reference) -> list[Pair]:
    return [(id(reference.frame.resource), url) for url in reference.profiles]


def _failing(references: list[Reference]) -> set[Pair]:
    """Of all that they lead to, directly or not."""
    judged: dict[Pair, list[Reference]] = {}
    ahead, failing = [*references], list[Pair]()
    for reference in ahead:  # grows while it is walked
        for pair in _pairs(reference):
            if pair not in judged:
                held, further = _by(reference.frame, pair[1])
                judged[pair] = further
                ahead += further
                failing += [] if held else [pair]
    return _spread(judged, failing)


def _by(frame: Frame, url: str) -> tuple[bool, list[Reference]]:
    kind = frame.resource.get("resourceType")
    if url.partition("|")[0] == f"{CORE}{kind}":
        return True, []
    profile = compiler.find(frame, url)
    if profile is None:
        frame.unchecked.add(f"profile {url}")
        return True, []
    if profile.type != kind:
        return False, []
    judge = Judge(frame, profile)
    held = not any(finding.severity == "error" for finding in judge.whole(frame.resource, ()))
    return held, judge.references


def _spread(judged: dict[Pair, list[Reference]], failing: list[Pair]) -> set[Pair]:
    """Those that fail, and those with a reference all of whose alternatives fail."""
    users: dict[Pair, list[tuple[Pair, int]]] = {}
    left: dict[tuple[Pair, int], set[Pair]] = {}
    for owner, references in judged.items():
        for number, reference in enumerate(references):
            pairs = {*_pairs(reference)}
            left[owner, number] = pairs
            for pair in pairs:
                users.setdefault(pair, []).append((owner, number))
    failed, ahead = {*failing}, [*failing]
    for pair in ahead:  # grows while it is walked
        for owner, number in users.get(pair, ()):
            left[owner, number].discard(pair)
            if not left[owner, number] and owner not in failed:
                failed.add(owner)
                ahead.append(owner)
    return failed
