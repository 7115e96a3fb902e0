"""Compares the workbench with the official packages on as many random cases as wanted.

    python -m tests.parity --kind actions --cases 20000 --seed 7

Exits 0 when they agree on all cases, 1 when not; differences are printed with the smallest case that
shows them.
"""

from __future__ import annotations

import argparse
import io
import sys

from tests.parity.compare import GENERATORS, differences
from tests.parity.official import Official


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.parity", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--kind", choices=[*GENERATORS, "all"], default="all", help="what to compare (all)")
    parser.add_argument(
        "--cases", type=int, default=1000, metavar="N", help="how many cases of each kind (1000)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which cases (1)")
    parser.add_argument(
        "--show", type=int, default=10, metavar="N", help="stop a kind after so many differences (10)"
    )
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # lone surrogates are part of some cases
    failed = 0
    with Official() as official:
        for kind in GENERATORS if options.kind == "all" else [options.kind]:
            found = 0
            for difference in differences(official, kind, options.cases, options.seed):
                print(difference, flush=True)
                found += 1
                if found == options.show:
                    break
            failed += found
            print(
                f"{kind}: seed {options.seed}, {options.cases} cases, {found} differences shown", flush=True
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
