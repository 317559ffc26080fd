"""How far kapfhir agrees with HL7's validator, as a table with each disagreement by name. README.md here tells more.

published.py                     the table
published.py --output FILE       written to a file (docs/conformance.md)
published.py --only NAME         one case (or example): what kapfhir, HL7's validator and HL7's publication say
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import judging
import suite
from judging import Judged

__all__ = ["Row", "agreement", "compared", "disagreements", "published", "sections"]

Row = tuple[Judged, bool, bool]  # whether it is valid: as expected, and as kapfhir says
MOST = 160  # characters of a sentence in the list


def published(judged: Judged) -> bool:
    return not judged.case.published


def oracles(judged: Judged) -> bool:
    return not any(finding.error for finding in judged.theirs)


def compared(found: Sequence[Judged], expected: Callable[[Judged], bool], *, strictly: bool = False) -> list[Row]:
    """Their verdict and ours; what kapfhir finds by stricter rules of its own counts `strictly` alone."""
    return [(one, expected(one), not (one.strictly if strictly else one.by_hl7s_rules)) for one in found]


def decidable(found: Sequence[Judged]) -> list[Judged]:
    """Those whose published verdict can be reached by a validator without a network and options."""
    why = suite.differences()
    return [one for one in found if why.get(one.case.key) not in suite.UNDECIDABLE]


def disagreements(rows: Sequence[Row]) -> list[Judged]:
    return [one for one, theirs, ours in rows if theirs != ours]


def agreement(rows: Sequence[Row]) -> float:
    """In per cent."""
    return 100 * (1 - len(disagreements(rows)) / len(rows))


def sections(cases: Sequence[Judged], examples: Sequence[Judged]) -> dict[str, list[Row]]:
    """What is counted, by its title."""
    found: dict[str, list[Row]] = {}
    for title, expected, among in (("what is published", published, decidable(cases)), ("the oracle", oracles, cases)):
        for release in suite.VERSIONS:
            rows = [one for one in among if one.case.release == release]
            found[f"{release} cases, against {title}"] = compared(rows, expected)
        found[f"cases, against {title}, our stricter rules counted"] = compared(among, expected, strictly=True)
    found["official R4 examples, against the oracle"] = compared(examples, oracles)
    return found


# --- as text -----------------------------------------------------------------------------------------------------


def table(found: dict[str, list[Row]]) -> Iterator[str]:
    yield "| | cases | agreed | both valid | both invalid | false errors | not found |"
    yield "|---|---|---|---|---|---|---|"
    for title, rows in found.items():
        count = Counter((theirs, ours) for _, theirs, ours in rows)
        numbers = (count[True, True], count[False, False], count[True, False], count[False, True])
        yield f"| {title} | {len(rows)} | {agreement(rows):.1f} % | {' | '.join(map(str, numbers))} |"


def listed(found: dict[str, list[Row]]) -> Iterator[str]:
    for title, rows in found.items():
        if wrong := disagreements(rows):
            yield from ("", f"## Otherwise than expected: {title}", "")
            yield from (_line(one, title) for one in wrong)


def _line(one: Judged, title: str) -> str:
    errors = one.strictly if "stricter" in title else one.by_hl7s_rules
    if errors:
        return f"- `{one.case.name}`, false error: {_short(str(errors[0]))}"
    theirs = [f"{error.text} [{error.id}] at {error.expression}" for error in one.theirs if error.error]
    return f"- `{one.case.name}`, not found: {_short(next(iter(one.case.published or theirs), ''))}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST else f"{line[:MOST]}…"


def excluded() -> Iterator[str]:
    reasons = suite.table("excluded.json")["reasons"]
    named: dict[str, list[str]] = {}
    for (release, name), why in sorted(suite.excluded().items()):
        named.setdefault(why["reason"], []).append(
            f"{name} ({release}{', ' if 'needs' in why else ''}{why.get('needs', '')})"
        )
    yield from ("", "## Not run", "")
    yield from (f"- {reasons[reason]}: {', '.join(names)}" for reason, names in named.items())
    reasons = suite.table("differences.json")["reasons"]
    yield from ("", "## Run, and not compared with what is published", "")
    for reason in sorted(suite.UNDECIDABLE):
        names = [f"{name} ({release})" for (release, name), why in suite.differences().items() if why == reason]
        yield f"- {reasons[reason]}: {', '.join(names)}"


def details(one: Judged) -> Iterator[str]:
    """All that is said of a case."""
    yield f"{one.case.name} ({one.case.release}), {one.seconds:.3f} s: {one.case.file}"
    yield from (f"  by {given}" for given in (*one.case.profiles, *one.case.definitions))
    yield from ("kapfhir:", *(f"  {issue}" for issue in one.ours), *([f"  raised {one.crash}"] if one.crash else []))
    yield "HL7's validator, offline:"
    for finding in one.theirs:
        offline = f" (offline: {finding.offline})" if finding.offline else ""
        yield f"  {finding.expression}: {finding.severity}: {finding.text} [{finding.id}]{offline}"
    yield from ("published errors:", *(f"  {text}" for text in one.case.published))


def _about(only: str) -> Iterator[str]:
    every = [case for case in chain(suite.cases(), suite.examples()) if only in (case.name, case.file.name)]
    if not every:
        sys.exit(f"no case and no example is called {only}")
    for one in judging.judge(every):
        yield from details(one)


def _everything() -> Iterator[str]:
    found = sections(judging.judge(suite.cases()), judging.judge(suite.examples()))
    yield from table(found)
    yield from listed(found)
    yield from excluded()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="NAME")
    parser.add_argument("--output", metavar="FILE", type=Path)
    given = parser.parse_args()
    text = "\n".join(_about(given.only) if given.only else _everything())
    if given.output:
        given.output.write_text(f"{text}\n", encoding="utf-8")
    else:
        print(text)  # noqa: T201  # a program for the terminal


if __name__ == "__main__":
    main()
