"""How fast and in how much memory events are loaded, searched and read.

    python -m tests.benchmarks.events [--count N] [--textual] [FILE…]

Without files, makes N events (100,000) as NDJSON, as a compressed file, as a list and as a batch body, and
measures each in a process of its own. The loader runs in a thread beside a loop that wants to run each
millisecond, as a screen does: *stall* is the longest and the 99th percentile time it had to wait. With
`--textual` the process has imported Textual, as the real one has. Memory is resident, in megabytes.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from workbench.events import EventStore
from workbench.events.generate import generate_events, write_ndjson


def resident(field: str = "VmRSS") -> float:
    """A figure of the process's memory in megabytes: now, or `VmHWM` at most."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1000
    raise SystemExit(f"the system does not tell {field}")


def load(store: EventStore, path: str) -> dict[str, float]:
    """Loads a file in a thread and watches how long this one has to wait meanwhile."""
    moments: dict[str, float] = {}
    started = time.perf_counter()

    def work() -> None:
        for progress in store.load([path]):
            if progress.events and "first_events_ms" not in moments:
                moments["first_events_ms"] = 1000 * (time.perf_counter() - started)
        moments["all_s"] = time.perf_counter() - started

    worker = threading.Thread(target=work)
    worker.start()
    waits: list[float] = []
    before = time.perf_counter()
    while worker.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        waits.append(1000 * (now - before - 0.001))
        before = now
    waits.sort()
    return moments | {"stall_max_ms": waits[-1], "stall_p99_ms": waits[int(len(waits) * 0.99)]}


def search(store: EventStore, query: str) -> dict[str, float]:
    """Searches all events."""
    started = time.perf_counter()
    first, hits = 0.0, 0
    for chunk in store.search(query):
        hits += len(chunk)
        if hits and not first:
            first = 1000 * (time.perf_counter() - started)
    return {"hits": hits, "first_ms": first, "all_s": time.perf_counter() - started}


def measure(path: str, libraries: list[str]) -> None:
    """Prints the figures of one file, in a process that has imported some libraries."""
    for library in libraries:
        importlib.import_module(library)
    base = resident()
    store = EventStore()
    loading = load(store, path)
    figures: dict[str, object] = {
        "file": Path(path).name,
        "megabytes": round(Path(path).stat().st_size / 1e6, 1),
        "events": len(store),
        "problems": store.problem_count,
        "base_mb": round(base, 1),
        **{name: round(value, 2) for name, value in loading.items()},
    }
    for query in ("trip booked", "Osaka", "dvořák", "not there"):
        figures[f"search {query!r}"] = {name: round(value, 2) for name, value in search(store, query).items()}
    started = time.perf_counter()
    rows = range(0, len(store), max(1, len(store) // 1000))
    for at in rows:
        store.summary(at)
    figures["summary_us"] = round(1e6 * (time.perf_counter() - started) / max(1, len(rows)), 1)
    figures["peak_mb"] = round(resident("VmHWM"), 1)
    print(json.dumps(figures, ensure_ascii=False), flush=True)


def containers(folder: Path, count: int) -> list[Path]:
    """The same events in several containers."""
    lines, packed = folder / "events.ndjson", folder / "events.ndjson.gz"
    listed, batch = folder / "list.json", folder / "batch.json"
    with lines.open("wb") as file:
        write_ndjson(file, count)
    with lines.open("rb") as plain, gzip.open(packed, "wb", compresslevel=1) as file:
        while chunk := plain.read(2**20):
            file.write(chunk)
    with listed.open("w") as pretty, batch.open("w") as body:
        pretty.write("[\n")
        body.write('{"sentAt":"2026-03-01T00:00:00.000Z","batch":[')
        for number, event in enumerate(generate_events(count)):
            pretty.write((",\n" if number else "") + json.dumps(event, indent=2))
            body.write(("," if number else "") + json.dumps(event))
        pretty.write("\n]\n")
        body.write('],"context":{"ip":"192.0.2.1"}}')
    return [lines, packed, listed, batch]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--textual", action="store_true")
    options = parser.parse_args()
    if len(options.files) == 1:
        measure(options.files[0], ["textual.app", "textual.widgets", "httpx"] if options.textual else [])
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for path in options.files or containers(Path(folder), options.count):
            again = [sys.executable, "-m", "tests.benchmarks.events", str(path)]
            subprocess.run(again + ["--textual"] * options.textual, check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
