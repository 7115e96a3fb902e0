"""The limits of a run: LiquidJS' `memoryLimit` and `renderLimit` as actions-core 3.170.0 sets them.

Memory is counted as LiquidJS counts it, so that the same templates fail. Time cannot be: the run is stopped
once it has computed for as long as LiquidJS lets one take. This is the one place where a result
depends on a clock; see `Stopwatch`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from workbench.jsvalues import Json, to_number
from workbench.mappings.liquid.faults import Fault
from workbench.mappings.nodes import MAX_TEXT

MEMORY_LIMIT: Final = 100_000_000
"""How many units of text and elements of lists the filters of one run may handle together."""

TIME_LIMIT: Final = 0.5
"""How many seconds one run may compute."""

LONGEST_LIST: Final = 5_000_000
"""How many elements a range may have, and a list with all lists inside it. LiquidJS would try more than
fit in memory here, and print lists that contain each other until it is killed."""

OUT_OF_MEMORY: Final = "memory alloc limit exceeded"
OUT_OF_TIME: Final = "template render limit exceeded"
TOO_LONG: Final = "Invalid string length"


class Stopwatch:
    """Says how many seconds the thread has computed since the watch was made.

    Waiting for the processor does not count, so that a busy machine does not fail templates. Asking for the
    thread's time is dear: before the limit can have been reached, the cheaper `wall` clock is asked.
    """

    __slots__ = ("_began", "_began_wall", "_computed", "_wall")

    def __init__(
        self,
        computed: Callable[[], float] = time.thread_time,
        wall: Callable[[], float] = time.monotonic,
    ) -> None:
        self._computed = computed
        self._wall = wall
        self._began = computed()
        self._began_wall = wall()

    def check(self) -> None:
        """Raise `Fault` when the run has computed for longer than `TIME_LIMIT`."""
        if self._wall() - self._began_wall > TIME_LIMIT and self._computed() - self._began > TIME_LIMIT:
            raise Fault(OUT_OF_TIME)


class Memory:
    """What one run has used of `MEMORY_LIMIT`."""

    __slots__ = ("_used",)

    def __init__(self) -> None:
        self._used = 0.0

    def use(self, count: Json) -> None:
        """Count what a filter takes; raises `Fault` beyond the limit. What is no number is free."""
        amount = to_number(count)
        if amount > 0:
            if self._used + amount > MEMORY_LIMIT:
                raise Fault(OUT_OF_MEMORY)
            self._used += amount


class Nesting:
    """Keeps lists that are put into lists from growing at a power of two.

    `a | push: a` is one element more to LiquidJS' count of memory, but twice as much to print.
    """

    __slots__ = ("_sizes",)

    def __init__(self) -> None:
        self._sizes: dict[int, tuple[list[Json], int]] = {}  # with the list, so that its id stays its own

    def add(self, items: list[Json], item: Json) -> None:
        """Know of a list that is to hold `items` and `item`; raises `Fault` when it would be too long."""
        if isinstance(item, list) and self._size(items) + self._size(item) > LONGEST_LIST:
            raise Fault(OUT_OF_MEMORY)

    def _size(self, whole: list[Json]) -> int:
        """How many elements a list has with all lists inside it."""
        size = 0
        pending = [whole]
        while pending:
            items = pending.pop()
            known = self._sizes.get(id(items))
            if known:
                size += known[1]
                continue
            size += len(items)
            pending += (item for item in items if isinstance(item, list))
        self._sizes[id(whole)] = (whole, size)
        return size


def check_length(length: int) -> None:
    """Raise `Fault` for a text that would be longer than any may be."""
    if length > MAX_TEXT:
        raise Fault(TOO_LONG)


def bounded(value: Json) -> Json:
    """A value as it is, unless it is text of more characters than any may have: then `Fault` is raised."""
    if type(value) is str:
        check_length(len(value))
    return value
