"""What a report over 100,000 events costs: seconds of one core, and memory.

    python -m tests.benchmarks.report [--events N] [--rounds N]

Runs `workbench report` with the destination's presets, as a process of its own on one core, over generated
events, and prints the processor's and the clock's seconds (the least of the rounds: other work on the machine
only ever adds) and the largest resident memory, for the whole command and beside it for reading the events
alone. Then opens the screen on the same events, lets it make the report, presses keys meanwhile and takes the
time until each shows.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.screen import Program, percentile
from workbench.events.generate import write_ndjson


def measured(arguments: list[str], folder: Path) -> tuple[float, float, float]:
    """Processor seconds, seconds and MB of a command that runs on one core."""
    started = time.perf_counter()
    process = os.fork()
    if process == 0:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-m", "workbench", *arguments])
    _, status, usage = os.wait4(process, 0)
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024


def command(events: Path, folder: Path, rounds: int) -> None:
    for name, arguments in (
        ("read", ["events", "validate", str(events)]),
        ("report", ["report", "--presets", str(events)]),
        ("report_html", ["report", "--presets", str(events), "--values", "-o", str(folder / "report.html")]),
    ):
        found = [measured(arguments, folder) for _ in range(rounds)]
        processor, clock, memory = (min(values) for values in zip(*found, strict=True))
        print(f"{name}: {processor:.1f} s of one core, {clock:.1f} s by the clock, {memory:.0f} MB")


_KEYS = ((b"2", rb"2 Coverage"), (b"3", rb"3 Differences"), (b"4", rb"4 Failures"), (b"1", rb"1 Overview"))
_HERE = b"\xe2\x96\xb8"
"""The mark before the part that is shown."""


def screen(events: Path, state: Path, count: int) -> None:
    program = Program(events, state)
    try:
        program.until(f"of {count:,}".encode(), 300)
        program.quiet(3.0, 300)
        program.press(b"\x12")
        program.until(rb"Esc stops")
        shown: list[float] = []
        started = time.perf_counter()
        while b"requests: Actions" not in program.output:
            key, pattern = _KEYS[len(shown) % len(_KEYS)]
            program.press(key)
            shown.append(program.until(_HERE + pattern))
            pause = time.perf_counter() + 0.1
            while time.perf_counter() < pause:
                program.read(0.02)
        print(f"screen_report: {time.perf_counter() - started:.1f} s by the clock")
        middle, late = percentile(shown, 0.5), percentile(shown, 0.9)
        print(f"screen_key: p50 {middle:.1f} ms, p90 {late:.1f} ms, {len(shown)} keys")
        print(f"screen_memory: {program.resident():.0f} MB")
    finally:
        program.end()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        events = folder / "events.ndjson"
        with events.open("wb") as file:
            write_ndjson(file, options.events)
        command(events, folder, options.rounds)
        screen(events, folder / "state", options.events)
    return 0


if __name__ == "__main__":
    sys.exit(main())
