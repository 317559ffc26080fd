"""The README's table of ratios, each from one run: `python benchmarks`, `--smoke` tiny, `--hapi URL` with a server.
`--stages`: where the time of `validate` goes.

Exit status 1 where a budget is not kept, but with `--smoke`, which only shows that the benchmarks run.
"""

import argparse
import platform
import sys

import cold
import mapping
import pushing
import stages
import validating


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
    kept = True
    for rows in (mapping.rows(rounds), validating.rows(rounds), cold.rows(starts), pushing.rows(copies, chosen.hapi)):
        for row in rows:
            judged = row._replace(at_most=None, at_least=None) if chosen.smoke else row
            print(judged, flush=True)
            kept = kept and judged.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
