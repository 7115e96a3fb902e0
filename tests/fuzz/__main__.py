"""Runs random input for a time and prints what crashes or hangs, each with the smallest input that does.

    python -m tests.fuzz --minutes 10 --seed 7 --target fql

Every case that ends otherwise than in a result or a documented failure is a fault, so is one that takes
longer than ten seconds or more than four gigabytes. Exits 0 when there is none, 1 otherwise.
"""

from __future__ import annotations

import argparse
import io
import sys
import time

from tests.fuzz.running import Fault, run
from tests.fuzz.targets import TARGETS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long, all targets together (10)")
    parser.add_argument("--seed", type=int, default=1, help="which cases (1)")
    parser.add_argument("--target", choices=[*TARGETS, "all"], default="all", help="what to fuzz (all)")
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    chosen = list(TARGETS) if options.target == "all" else [options.target]
    faults = 0
    for target in chosen:
        start = time.monotonic()
        cases = 0
        found = 0
        for report in run(target, options.seed, options.minutes * 60 / len(chosen)):
            if isinstance(report, Fault):
                found += 1
                print(report, flush=True)
            else:
                cases += report.cases
        rate = cases / (time.monotonic() - start)
        print(f"{target}: seed {options.seed}, {cases} cases, {rate:.0f}/s, {found} faults", flush=True)
        faults += found
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
