#!/usr/bin/env python3
"""Write what the guide says of its instruments, for clinicians: docs/instruments.md.

    python profiles/instruments_table.py            write it
    python profiles/instruments_table.py --check    write nothing; fail where the file is not what the guide says

Needs kapfhir installed. Nothing of it is written by hand: it comes from the committed Questionnaires.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kapfhir import instruments
from kapfhir.instruments import Coded, Fact, Instrument, Question, Score

TARGET = Path(__file__).resolve().parent.parent / "docs" / "instruments.md"
UNITS = {"response": " %", "change-percent": " %"}
HEAD = """\
# Instruments

Written by `python profiles/instruments_table.py` from the Questionnaires of the guide; do not edit.

Every fact says whether it was read in the source that is named (verified) or not (**unverified**): what is unverified
is here to be checked, nothing may rest on it. Nothing here is clinical advice. Missing is not zero: where an answer
that a score wants is missing there is no score, and no rule of proration is ever applied.

Not here: the Integration Engagement Scale and the Experienced Integration Scale (Frymann 2022), whose numbers of items
were not confirmed; variants with another recall window, each of which would be a Questionnaire of its own.
"""


def page() -> Iterator[str]:
    """The lines of the page."""
    yield HEAD
    every = [instruments.instrument(name) for name in instruments.names()]
    yield "| name | instrument | items | scores | safety item | words |"
    yield "|---|---|---|---|---|---|"
    yield from map(row, every)
    for one in every:
        yield from section(one)


def row(one: Instrument) -> str:
    """Its line in the table."""
    (wording,) = (fact for fact in one.facts if fact.kind == "wording")
    safety = ", ".join(f"{prefix} from {one.by_prefix[prefix].safety_from}" for prefix in one.safety_items)
    scores = ", ".join(f"{score.name} {score.minimum} to {score.maximum}" for score in one.scores)
    words = wording.text.partition(";")[0].partition(":")[0]
    link = f"[{one.name}](#{one.name})"
    return f"| {link} | {one.title} | {len(one.questions)} | {scores or 'none'} | {safety or 'none'} | {words} |"


def section(one: Instrument) -> Iterator[str]:
    """All that is known of it."""
    yield f"\n## {one.name}\n\n{one.title}, version {one.version}. {one.copyright}\n"
    yield "| | | |"
    yield "|---|---|---|"
    yield f"| panel | {code(one.measures)} | |"
    yield from (line(fact) for fact in one.facts)
    for score in one.scores:
        yield from of_score(score)
    for question in one.questions:
        yield from of_question(question)


def of_score(score: Score) -> Iterator[str]:
    """A score: its code, its items, its facts."""
    items = ", ".join(question.prefix for question in score.members)
    direction = (score.direction or "no direction").replace("-", " ")
    what = f"{score.method.replace('-', ' ')} of the items {items}; {score.minimum} to {score.maximum}; {direction}"
    yield f"| **{score.name}** | {code(score.counts)} | {what} |"
    if score.symptoms:
        start, count = score.symptoms
        yield f"| | for the provisional diagnosis: at least {count} of them answered with {start} or more | |"
    yield from (line(fact) for fact in score.facts)


def of_question(question: Question) -> Iterator[str]:
    """What is said of a single item."""
    if question.direction:
        yield f"| item {question.prefix} | {question.direction.replace('-', ' ')} | |"
    if question.is_reversed:
        yield f"| item {question.prefix} | counts in reverse | |"
    yield from (line(fact) for fact in question.facts)


def line(fact: Fact) -> str:
    """A fact, with its bounds and its source."""
    unit = UNITS.get(fact.kind, "")
    bounds = {
        (True, True): f"{fact.low} to {fact.high}{unit}: ",
        (True, False): f"from {fact.low}{unit}: ",
        (False, True): f"up to {fact.high}{unit}: ",
        (False, False): "",
    }[fact.low is not None, fact.high is not None]
    source = f"verified: {fact.source}" if fact.verification == "verified" else f"**unverified**: {fact.source}"
    return f"| {fact.kind} | {bounds}{fact.text} | {source} |"


def code(coded: Coded) -> str:
    """A code with its system's short name."""
    system = "LOINC" if coded.system == "http://loinc.org" else coded.system.rpartition("/")[2]
    return f"{system} {coded.code} {coded.display}"


def text(lines: Iterable[str]) -> str:
    """The page."""
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    new = text(page())
    if not parser.parse_args().check:
        TARGET.write_text(new, encoding="utf-8", newline="\n")
    elif TARGET.read_text(encoding="utf-8") != new:
        sys.exit("docs/instruments.md differs from the guide: run python profiles/instruments_table.py")


if __name__ == "__main__":
    main()
