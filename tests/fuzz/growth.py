"""Measures how the time of each entry point grows with the size of hostile input.

    python -m tests.fuzz.growth --size 20000 --only "trigger"

Each bomb is run at a size, at twice and at four times that. Printed are those that take longer than `--slow`
seconds or that grow faster than their input; growth by four for four times the input is linear.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.fuzz.bombs import Bomb, bombs
from tests.fuzz.watched import Watched

_MEASURABLE = 0.02
_MOST_GROWTH = 7.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.growth")
    parser.add_argument("--size", type=int, default=20_000, help="the smallest size (20000)")
    parser.add_argument("--only", default="", help="bombs whose name has this in it")
    parser.add_argument(
        "--slow", type=float, default=2.0, help="what is too slow at any size, in seconds (2)"
    )
    parser.add_argument("--hang", type=float, default=30.0, help="when a run is given up, in seconds (30)")
    options = parser.parse_args()
    findings = 0
    chosen = [bomb for bomb in bombs() if options.only in bomb.name]
    for bomb in chosen:
        try:
            times = [_timed(bomb, options.size * factor, options.hang) for factor in (1, 2, 4)]
        except Exception as error:  # noqa: BLE001 - a crash or a hang is what is looked for
            findings += 1
            print(f"{bomb.name}: {type(error).__name__}: {str(error)[:200]!r}", flush=True)
            continue
        grown = max(times[2], _MEASURABLE) / max(times[0], _MEASURABLE)
        if grown > _MOST_GROWTH or max(times) > options.slow:
            findings += 1
            print(
                f"{bomb.name}: {' '.join(f'{one:.3f}' for one in times)} s, grows by {grown:.1f}", flush=True
            )
    print(f"{len(chosen)} bombs, {findings} findings")
    return 1 if findings else 0


def _timed(bomb: Bomb, size: int, limit: float) -> float:
    made = bomb.build(size)
    with Watched(limit):
        start = time.process_time()
        bomb.run(made)
        return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
