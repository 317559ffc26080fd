"""The README's table of ratios, each from one run: `python benchmarks`, `--smoke` tiny, `--hapi URL` with a server.
`--stages`: where the time of `validate` goes.

Exit status 1 where a budget is not kept, but with `--smoke`, which only shows that the benchmarks run.
"""

import argparse
import platform
import sys

import cold
import mapping
import others
import pushing
import stages
import validating
import verdicts
from measure import Row


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python benchmarks", description=__doc__.partition(":")[0])
    parser.add_argument("--smoke", action="store_true", help="tiny, no budgets")
    parser.add_argument("--copies", type=int, default=100, help="episodes pushed (100)")
    parser.add_argument("--hapi", metavar="URL", help="push to this HAPI FHIR server too; what is written stays there")
    parser.add_argument("--stages", action="store_true", help="only where the time of `validate` goes")
    return parser.parse_args()


def main() -> int:
    chosen = arguments()
    if chosen.stages:
        print(stages.table())
        return 0
    rounds, starts, copies = (2, 2, 2) if chosen.smoke else (50, 30, chosen.copies)
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    print("| what | took | beside | ratio | budget |\n|---|---|---|---|---|")
    with others.found() as beside:
        kept = [
            shown(row, judged=not chosen.smoke)
            for table in (
                mapping.rows(rounds),
                validating.rows(rounds, beside),
                cold.rows(starts),
                pushing.rows(copies, chosen.hapi),
            )
            for row in table
        ]
        print()
        for line in verdicts.table(beside, 2 if chosen.smoke else None):
            print(line, flush=True)
    return 0 if all(kept) else 1


def shown(row: Row, *, judged: bool) -> bool:
    """Print a row, as soon as it is measured; whether its budget is kept, where that is judged."""
    row = row if judged else row._replace(at_most=None, at_least=None)
    print(row, flush=True)
    return row.kept


if __name__ == "__main__":
    sys.exit(main())
