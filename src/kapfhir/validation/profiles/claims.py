"""Which profiles a resource is judged by: those of its meta.profile, those that were asked for, those that a guide has
for all of its type, those of vital signs.

HL7's validator judges an Observation with one of some codes by the profile of that vital sign, claimed or not; the
codes are its own (`definitions/vital-signs.json`). A profile that is not here is a warning.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from kapfhir import definitions
from kapfhir.validation import surroundings
from kapfhir.validation.document import Finding
from kapfhir.validation.frame import Frame
from kapfhir.validation.patterns import fullmatch
from kapfhir.validation.profiles import compiler
from kapfhir.validation.profiles.judge import Judge
from kapfhir.validation.profiles.shapes import Profile

__all__ = ["check", "named"]

FEW = 2  # profiles that a resource of any size is judged by
VALUES = 200_000  # that those beyond these look at, together: of an ordinary one, hundreds of profiles
# What is called by its url where it is not here; another text might be anything of a record.
_CANONICAL = fullmatch(r"https?://[A-Za-z0-9./_-]+/StructureDefinition/[A-Za-z0-9._-]+(?:\|[A-Za-z0-9._-]+)?")


def check(frame: Frame) -> Iterator[Finding]:
    """A resource by what it claims, and by what its code implies."""
    node = frame.resource
    meta = node.get("meta")
    given = meta.get("profile") if isinstance(meta, dict) else None
    met: set[str] = set()
    left = _most(node, given)
    for index, url in enumerate(given if isinstance(given, list) else ()):
        if isinstance(url, str) and url not in met:
            met.add(url)
            profile = compiler.find(frame, url)
            if profile and not left:
                place = (*frame.place, "meta", "profile", index)
                yield Finding(place, "too-long", "limit", "by so many profiles a resource of this size is not judged")
                break
            if profile:
                left -= 1
                yield from _by(frame, profile)
            elif frame.library.is_elsewhere(url):
                frame.unchecked.add("profiles of another release")
            else:
                frame.unchecked.add(f"profile {url}" if _CANONICAL(url) else "profiles that are not here")
                place = (*frame.place, "meta", "profile", index)
                yield Finding(place, "not-found", "profile-unknown", "no profile of this url is known", "warning")
    if frame.library.packages:
        yield from _everywhere(frame)
    if "code" in node and node["resourceType"] == "Observation":
        implied = _implied(node["code"])
        if implied and (profile := compiler.find(frame, implied)):
            yield from _by(frame, profile)


def _most(node: dict[str, Any], given: Any) -> int:
    """By how many of its profiles it is judged: a large resource that claims many takes longer than any document."""
    if not isinstance(given, list) or len(given) <= FEW:
        return FEW
    size, ahead = 1, list[Any]([node])
    for one in ahead:
        size += len(one)
        ahead += [value for value in (one.values() if type(one) is dict else one) if isinstance(value, dict | list)]
    return FEW + VALUES // size


def _everywhere(frame: Frame) -> Iterator[Finding]:
    """https://hl7.org/fhir/R4/implementationguide-definitions.html#ImplementationGuide.global."""
    for url in frame.library.everywhere.get(frame.resource["resourceType"], ()):
        profile = compiler.find(frame, url)
        if profile:
            yield from _by(frame, profile)
        else:
            frame.unchecked.add(f"profile {url}")


def named(frame: Frame, profiles: Sequence[str]) -> Iterator[Finding]:
    """The root resource by the profiles that were asked for."""
    if profiles and frame.resource["resourceType"] in frame.types.resources:
        frame = surroundings.inside(frame, frame.resource, ())
    for url in profiles:
        profile = compiler.find(frame, url)
        if profile is None:
            frame.unchecked.add(f"profile {url}")
            text = "a profile that was asked for is not known"
            yield Finding(frame.place, "not-found", "profile-unknown", text, "warning")
        else:
            yield from _by(frame, profile)


def _by(frame: Frame, profile: Profile) -> Iterator[Finding]:
    """Once, whoever asks for it, and by whatever url: with and without its version, claimed, named, and implied."""
    key = (frame.place, profile.url, profile.version)
    if key in frame.judged.profiles:
        return
    frame.judged.profiles.add(key)
    if frame.resource["resourceType"] != profile.type:
        text = f"{profile.name} is of {profile.type}"
        yield Finding(frame.place, "structure", "profile-type", text)
        return
    judge = Judge(frame, profile)
    found = judge.whole(frame.resource, frame.place)
    if found:
        yield from dict.fromkeys(found)
    if judge.references:
        frame.judged.references.extend(judge.references)
    if profile.imposed:
        yield from _imposed(frame, profile)


def _imposed(frame: Frame, profile: Profile) -> Iterator[Finding]:
    """https://hl7.org/fhir/extensions/StructureDefinition-structuredefinition-imposeProfile.html."""
    for url in profile.imposed:
        found = compiler.find(frame, url)
        if found is None:
            frame.unchecked.add(f"profile {url}")
        elif not found.imposed:  # one that imposes in turn might lead back
            yield from _by(frame, found)
        else:
            frame.unchecked.add(f"profile {url}: imposed by {profile.url}")


@cache
def _vital_signs() -> dict[tuple[str, str], tuple[int, str]]:
    """By system and code: the profile, and which one goes first."""
    rows: list[dict[str, Any]] = definitions.load("vital-signs")["profiles"]
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for place, row in enumerate(rows):
        for code in row["codes"]:
            found.setdefault((row["system"], code), (place, row["profile"]))
    return found


def _implied(code: Any) -> str:
    given = code.get("coding") if isinstance(code, dict) else None
    known = _vital_signs()
    found: list[tuple[int, str]] = []
    for one in given if isinstance(given, list) else ():
        if isinstance(one, dict) and isinstance(one.get("system"), str) and isinstance(one.get("code"), str):
            row = known.get((one["system"], one["code"]))
            if row:
                found.append(row)
    return min(found)[1] if found else ""
