"""Work that takes longer than a frame, as plain functions for worker threads that touch no widget."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench.errors import WorkbenchError
from workbench.events import EventStore, PathIndex
from workbench.triggers import Matcher

_SLICE = 0.004
"""Seconds between two chances for the screen's thread."""
_REPORT = 0.1
_SAMPLED = 3000
"""Events whose keys are offered as completions."""

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Count:
    """How many events each trigger matches, of the first `done` events.

    `together` counts the events by the triggers that match them, in their order.
    """

    counts: tuple[int, ...]
    done: int
    total: int
    together: dict[tuple[int, ...], int] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return self.done >= self.total


def count_matches(store: EventStore, triggers: Sequence[str], cancelled: Cancelled) -> Iterator[Count]:
    """Count matching events for each trigger; yields now and then and at the end, stops when cancelled."""
    matcher = Matcher(triggers)
    counts = [0] * len(matcher)
    together: dict[tuple[int, ...], int] = {}
    total = len(store)
    reported = sliced = time.monotonic()
    for index in range(total):
        try:
            event = store.event(index).data
        except WorkbenchError:  # its file was changed since it was loaded: it matches nothing
            continue
        found = matcher.matching(event)
        together[found] = together.get(found, 0) + 1
        for position in found:
            counts[position] += 1
        if index % 16 == 0:
            now = time.monotonic()
            if now - sliced > _SLICE:
                if cancelled():
                    return
                time.sleep(0)
                sliced = now
            if now - reported > _REPORT:
                yield Count(tuple(counts), index + 1, total)
                reported = now
    yield Count(tuple(counts), total, total, together)


def sample_paths(store: EventStore, start: int, paths: PathIndex, cancelled: Cancelled) -> int:
    """Add the keys of loaded events to the completions, from index `start`; the next index to look at."""
    end = min(len(store), _SAMPLED)
    for index in range(start, end):
        if index % 64 == 0:
            if cancelled():
                return index
            time.sleep(0)
        try:
            event = store.event(index).data
        except WorkbenchError:  # its file was changed since it was loaded: it has no keys to offer
            continue
        paths.add(event)
    return max(start, end)
