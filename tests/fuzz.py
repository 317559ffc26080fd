"""`kapfhir.validate` never raises, and no document takes it long, whatever it is (`absurd`). Seeded.

fuzz.py [--count N] [--seed N] [--jobs N]      a line for each fault, and what was tried
fuzz.py --only N --seed N                      one document, as it is
"""

import argparse
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import kapfhir
from absurd import asked

__all__ = ["Fault", "faults"]

SLOW = 2.0  # seconds of the processor's time


class Fault(NamedTuple):
    """A document that made `validate` raise or wait."""

    number: int
    what: str
    seconds: float


def faults(count: int, seed: int, jobs: int = 1) -> Iterator[Fault]:
    """All that made it raise or wait, of this many documents."""
    step = 500
    chunks = [(seed, start, min(start + step, count)) for start in range(0, count, step)]
    if jobs == 1:
        yield from chain.from_iterable(map(_tried, chunks))
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from chain.from_iterable(pool.imap_unordered(_tried, chunks))


def _tried(chunk: tuple[int, int, int]) -> list[Fault]:
    seed, start, end = chunk
    found = []
    for number in range(start, end):
        content, release, profiles, packages = asked(seed, number)
        began = time.process_time()
        try:
            str(kapfhir.validate(content, release=release, profiles=profiles, packages=packages))
            what = ""
        except BaseException as error:  # a RecursionError, a MemoryError, what else
            last = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        seconds = time.process_time() - began
        if what or seconds > SLOW:
            found.append(Fault(number, what or "slow", seconds))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, metavar="N")
    given = parser.parse_args()
    if given.only is not None:
        one = asked(given.seed, given.only)
        sys.stdout.buffer.write(one.content)
        sys.exit(f"\n{one[1:]}: {_tried((given.seed, given.only, given.only + 1))}")
    found = []
    for fault in faults(given.count, given.seed, given.jobs):
        found.append(fault)
        print(f"{fault.number}: {fault.what} ({fault.seconds:.1f} s)", flush=True)
    of_whom = resource.RUSAGE_SELF if given.jobs == 1 else resource.RUSAGE_CHILDREN
    peak = resource.getrusage(of_whom).ru_maxrss // 1024
    print(f"{given.count} documents: {len(found)} faults; at most {peak} MB a process")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
