"""How many events a second one core takes through the engine.

    python tests/benchmarks/throughput.py [EVENTS.ndjson] [--action SLUG] [--rounds N]

From the JSON text of each event through the triggers of all automatic presets (each with its action's default
sync mode), mapping, validation and request building, to the JSON text of the requests. `floor_ratio` is that
time over the time of only parsing each event and writing it again. With `--action`, one mapping with the
action's defaults takes every event; `resolutions_per_second` is the mapping alone with the defaults of
trackEvent. Without a file, 20,000 generated events are used.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.actions import ACTIONS, DestinationSettings, run_action, run_destination
from workbench.events.generate import write_ndjson
from workbench.jsvalues import Json, dump_json, parse_json
from workbench.mappings import Mapping, compile_fields
from workbench.project import default_project

SETTINGS = DestinationSettings(api_key="example", app_id="example")
ACTION_SLUGS = ("trackEvent", "updateUserProfile", "trackPurchase")


def best(work: Callable[[], None], rounds: int) -> float:
    """Seconds of CPU that the work takes, the best of several rounds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def floor(lines: Sequence[bytes]) -> None:
    for line in lines:
        dump_json(parse_json(line))


def presets(lines: Sequence[bytes]) -> Callable[[], None]:
    mappings = default_project().mappings

    def run() -> None:
        for line in lines:
            for request in run_destination(mappings, SETTINGS, parse_json(line)).requests:
                dump_json(request.body)

    return run


def one_action(lines: Sequence[bytes], slug: str) -> Callable[[], None]:
    mapping = Mapping(slug, slug, "", fields=ACTIONS[slug].default_fields())

    def run() -> None:
        for line in lines:
            for request in run_action(mapping, SETTINGS, parse_json(line)).requests:
                dump_json(request.body)

    return run


def resolution(events: Sequence[dict[str, Json]]) -> Callable[[], None]:
    fields = compile_fields(ACTIONS["trackEvent"].default_fields())

    def run() -> None:
        for event in events:
            fields.resolve(event)

    return run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", nargs="?", type=Path)
    parser.add_argument("--action", action="append", choices=ACTION_SLUGS, help="only these actions")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.events is None:
        memory = io.BytesIO()
        write_ndjson(memory, 20_000)
        lines = memory.getvalue().splitlines()
    else:
        lines = [line for line in options.events.read_bytes().splitlines() if line.strip()]
    count = len(lines)
    base = best(lambda: floor(lines), options.rounds)
    if not options.action:
        whole = best(presets(lines), options.rounds)
        print(f"events_per_second: {count / whole:.0f}")
        print(f"floor_ratio: {whole / base:.2f}")
    for slug in options.action or ACTION_SLUGS:
        taken = best(one_action(lines, slug), options.rounds)
        print(f"{slug}_events_per_second: {count / taken:.0f}")
    if not options.action:
        events = [parse_json(line) for line in lines]
        print(f"resolutions_per_second: {count / best(resolution(events), options.rounds):.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
