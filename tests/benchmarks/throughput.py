"""How many events a second one core takes through the engine, beside the official packages.

    python tests/benchmarks/throughput.py [EVENTS.ndjson] [--action SLUG] [--rounds N] [--no-official]

From the JSON text of each event through the triggers of all automatic presets (each with its action's default
sync mode), mapping, validation and request building, to the JSON text of the requests. `floor_ratio` is that
time over the time of only parsing each event and writing it again, as fast as Python can: by orjson, whose
numbers and keys are not yet JavaScript's. `floor_ratio_own` is the same over the project's own parser and
writer, which give JavaScript's. With `--action`, one mapping with the action's defaults takes every event;
`resolutions_per_second` is the mapping alone with the defaults of trackEvent, on parsed events. The lines
`with_1_mapping`, `with_10_mappings` and `with_50_mappings` are custom mappings for as many event names, of
which each event matches one or none. Without a file, 20,000 generated events are used.

The official packages run the same mappings on the same file where Node and they are installed:

    npm ci --prefix tests/parity --ignore-scripts

Their rounds and ours take turns, and both are measured in CPU time (of all their threads; V8 has helpers),
the best round of each, so that what else the machine does counts little. HTTP is answered in their process.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import orjson

from workbench.actions import ACTIONS, DestinationSettings, prepare_destination, runner_of
from workbench.events.generate import write_ndjson
from workbench.jsvalues import Json, dump_json, parse_json
from workbench.mappings import Mapping, compile_fields
from workbench.project import default_project

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.official import INSTALL, Official, Round, is_installed

SETTINGS: Final = DestinationSettings(api_key="example", app_id="example")
ACTION_SLUGS: Final = ("trackEvent", "updateUserProfile", "trackPurchase")
COUNTS: Final = (1, 10, 50)

Work = Callable[[], tuple[int, int]]
"""One round over all events; how many requests it wrote, and for how many events."""


def floor(lines: Sequence[bytes]) -> Work:
    def run() -> tuple[int, int]:
        for line in lines:
            orjson.dumps(orjson.loads(line))
        return 0, 0

    return run


def own_floor(lines: Sequence[bytes]) -> Work:
    def run() -> tuple[int, int]:
        for line in lines:
            dump_json(parse_json(line))
        return 0, 0

    return run


def destination(lines: Sequence[bytes], mappings: Sequence[Mapping]) -> Work:
    prepared = prepare_destination(mappings, SETTINGS)

    def run() -> tuple[int, int]:
        written = events = 0
        for line in lines:
            requests = prepared.run(parse_json(line)).requests
            for request in requests:
                dump_json(request.body)
            written += len(requests)
            events += bool(requests)
        return written, events

    return run


def one_action(lines: Sequence[bytes], slug: str) -> Work:
    runner = runner_of(Mapping(slug, slug, "", fields=ACTIONS[slug].default_fields()), SETTINGS)

    def run() -> tuple[int, int]:
        written = events = 0
        for line in lines:
            requests = runner.run_matched(parse_json(line), 0).requests
            for request in requests:
                dump_json(request.body)
            written += len(requests)
            events += bool(requests)
        return written, events

    return run


def resolution(lines: Sequence[bytes]) -> Work:
    events = [parse_json(line) for line in lines]
    fields = compile_fields(ACTIONS["trackEvent"].default_fields())

    def run() -> tuple[int, int]:
        for event in events:
            fields.resolve(event)
        return 0, 0

    return run


def for_names(lines: Sequence[bytes], count: int) -> list[Mapping]:
    """As many mappings for one event name each: the first for the commonest name, the others for none."""
    names = [event.get("event") for event in map(parse_json, lines)]
    commonest = max(set(names), key=lambda name: (isinstance(name, str), names.count(name)))
    fields = ACTIONS["trackEvent"].default_fields()
    wanted = [commonest, *(f"Step {number} Finished" for number in range(1, count))]
    return [
        Mapping(name, "trackEvent", f'type = "track" and event = "{name}"', fields=fields) for name in wanted
    ]


def measured(work: Work) -> Round:
    """One round of it, in CPU time."""
    started = time.process_time()
    requests, events = work()
    return Round(time.process_time() - started, requests, events)


def best_of(rounds: int, *works: Callable[[], Round]) -> list[Round]:
    """The best round of each, all in turns, so that what else the machine does falls on all of them."""
    taken = [[work() for work in works] for _ in range(rounds)]
    return [min(column) for column in zip(*taken, strict=True)]


def task(file: Path) -> dict[str, Json]:
    """What the official packages are to run: the same file and the same mappings."""
    return {
        "file": str(file),
        "settings": SETTINGS.to_json(),
        "subscriptions": [
            {"partnerAction": mapping.action, "subscribe": mapping.trigger, "mapping": mapping.fields}
            for mapping in default_project().mappings
        ],
        "mappings": {slug: ACTIONS[slug].default_fields() for slug in ACTION_SLUGS},
        "resolution": ACTIONS["trackEvent"].default_fields(),
    }


def tell(label: str, count: int, ours: Round, theirs: Round | None = None) -> None:
    """The figures of one run, ours first."""
    print(f"{label}: {count / ours.seconds:.0f}")
    if theirs:
        print(f"official_{label}: {count / theirs.seconds:.0f}")
        print(f"times_official_{label}: {theirs.seconds / ours.seconds:.1f}")
        if (ours.requests, ours.events) != (theirs.requests, theirs.events):
            print(f"official_{label} sent {theirs.requests} requests, for {theirs.events} events")
    if ours.events:
        print(f"  {ours.requests} requests, for {ours.events} of {count} events")


def measure(lines: Sequence[bytes], options: argparse.Namespace, official: Official | None) -> None:
    """All runs, each with its figures printed at once."""
    count, rounds = len(lines), options.rounds

    def beside_official(label: str, work: Work, name: str) -> None:
        theirs = [partial(official.round, name)] if official else []
        tell(label, count, *best_of(rounds, partial(measured, work), *theirs))

    if not options.action:
        measure_presets(lines, rounds, official)
    for slug in options.action or ACTION_SLUGS:
        beside_official(f"{slug}_events_per_second", one_action(lines, slug), slug)
    if not options.action:
        beside_official("resolutions_per_second", resolution(lines), "resolution")
        for number in COUNTS:
            work = destination(lines, for_names(lines, number))
            label = f"with_{number}_mapping{'s' * (number > 1)}_events_per_second"
            tell(label, count, *best_of(rounds, partial(measured, work)))


def measure_presets(lines: Sequence[bytes], rounds: int, official: Official | None) -> None:
    """The automatic presets, and how much more they take than reading and writing alone."""
    works = destination(lines, default_project().mappings), floor(lines), own_floor(lines)
    names = ("presets", "floor") if official else ()
    ours, base, own, *others = best_of(
        rounds,
        *(partial(measured, work) for work in works),
        *(partial(official.round, name) for name in names if official),
    )
    tell("events_per_second", len(lines), ours, others[0] if others else None)
    print(f"floor_ratio: {ours.seconds / base.seconds:.2f}")
    print(f"floor_ratio_own: {ours.seconds / own.seconds:.2f}")
    if others:
        print(f"official_floor_ratio: {others[0].seconds / others[1].seconds:.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("events", nargs="?", type=Path)
    parser.add_argument("--action", action="append", choices=ACTION_SLUGS, help="only these actions")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-official", action="store_true", help="without the official packages")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        file = options.events
        if file is None:
            file = Path(stack.enter_context(tempfile.TemporaryDirectory()), "events.ndjson")
            with file.open("wb") as made:
                write_ndjson(made, 20_000)
        lines = [line for line in file.read_bytes().split(b"\n") if line.strip()]
        official = None
        if options.no_official:
            pass
        elif is_installed():
            official = stack.enter_context(Official(task(file.absolute())))
        else:
            print(f"Without the official packages; to compare with them, run: {INSTALL}", file=sys.stderr)
        measure(lines, options, official)
    return 0


if __name__ == "__main__":
    sys.exit(main())
