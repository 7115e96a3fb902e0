"""Looking for text in all events: large pieces of the files at a time, nothing parsed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from workbench.events.envelopes import NO_ENVELOPE, Envelopes
from workbench.events.index import Index, Kinds
from workbench.events.places import Place
from workbench.events.query import Query
from workbench.events.window import Pace

_BLOCK: Final = 128 * 1024
_MOST: Final = 2000


class Search:
    """One search. `raw` reads one event; it is used where a file has changed since it was loaded."""

    def __init__(
        self,
        *,
        query: Query,
        index: Index,
        kinds: Kinds,
        places: list[Place],
        envelopes: Envelopes,
        raw: Callable[[int], bytes | None],
    ) -> None:
        self._query = query
        self._index = index
        self._kinds = kinds
        self._places = places
        self._envelopes = envelopes
        self._raw = raw
        self._named: dict[int, bool] = {}
        self._enclosed: tuple[int, bool] = (NO_ENVELOPE, False)

    def run(self, start: int) -> Iterator[array[int]]:
        """The hits from an index on, block by block, up to the last event when it gets there."""
        pace = Pace()
        while start < len(self._index):
            end = self._block_end(start)
            yield self._block(start, end)
            start = end
            pace.breathe()

    def _block_end(self, first: int) -> int:
        """The end of a run of events that lie one behind the other in one place, not too far apart."""
        index = self._index
        place, begin, at = index.place(first), index.start(first), first + 1
        stop = min(len(index), first + _MOST)
        before = index.end(first)
        while at < stop and index.place(at) == place and index.start(at) >= before:
            before = index.end(at)
            if before - begin > _BLOCK:
                break
            at += 1
        return at

    def _block(self, first: int, end: int) -> array[int]:
        if not self._query.text:
            return array("L", range(first, end))
        found = self._matching(first, end)
        hits = (at for at in range(first, end) if at in found or self._is_named(at) or self._is_enclosed(at))
        return array("L", hits)

    def _matching(self, first: int, end: int) -> set[int]:
        """The events of a block whose own text holds the query."""
        index, place = self._index, self._places[self._index.place(first)]
        begin = index.start(first)
        try:
            same = place.unchanged()
            data = place.read(begin, index.end(end - 1) - begin) if same else b""
        except OSError:
            same, data = False, b""
        if not same:
            return {at for at in range(first, end) if self._holds(self._raw(at))}
        haystack, found = self._query.haystack(data), set()
        for find in self._query.finders:
            position = 0
            while hit := find(haystack, position):
                at = bisect_right(index.starts, begin + hit[0], first, end) - 1
                event_end = index.end(at) - begin
                if hit[1] <= event_end:
                    found.add(at)
                    position = event_end
                else:
                    position = hit[0] + 1
        return found

    def _holds(self, raw: bytes | None) -> bool:
        return raw is not None and self._query.is_in_json(raw)

    def _is_named(self, at: int) -> bool:
        """Whether the type or name holds the query: the type may be inferred and then is not in the text."""
        kind = self._index.kind(at)
        known = self._named.get(kind)
        if known is None:
            known = any(self._query.is_in(text) for text in self._kinds[kind])
            self._named[kind] = known
        return known

    def _is_enclosed(self, at: int) -> bool:
        """Whether the event's batch holds the query."""
        envelope = self._index.envelope(at)
        if envelope == NO_ENVELOPE:
            return False
        if self._enclosed[0] != envelope:
            try:
                self._enclosed = (envelope, self._holds(self._envelopes.text(envelope)))
            except OSError:
                self._enclosed = (envelope, False)
        return self._enclosed[1]
