"""The events that are loaded, kept as places in their files."""

from __future__ import annotations

import threading
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from workbench.errors import WorkbenchError
from workbench.events.complete import complete_event, event_name, summarize
from workbench.events.containers import Found
from workbench.events.envelopes import NO_ENVELOPE, Envelopes
from workbench.events.feeds import Room, limit_from_environment
from workbench.events.index import Index, Kinds
from workbench.events.loading import Loader
from workbench.events.model import Event, EventProblem, EventSummary, Origin, Progress
from workbench.events.places import FilePlace, OpenFiles, Place, Spool
from workbench.events.query import Query
from workbench.events.search import Search
from workbench.jsvalues import Json, parse_json

MOST_PROBLEMS: Final = 1000
"""How many problems are kept; further ones are only counted."""

_KEPT_EVENTS: Final = 256


class EventStore:
    """Events of files, pipes and pasted text. Append-only; threads may read while another one loads.

    `unpacked_limit` bounds, in bytes, what gzip files and pipes may take in temporary files; without it the
    environment variable `WORKBENCH_MAX_UNPACKED` or a default does. Raises `WorkbenchError` if it is no size.
    """

    def __init__(self, unpacked_limit: int | None = None) -> None:
        self.spool = Spool()
        self.files = OpenFiles()
        self.envelopes = Envelopes(self.spool)
        self.room = Room(limit_from_environment() if unpacked_limit is None else unpacked_limit)
        self._index = Index()
        self._kinds = Kinds()
        self._places: list[Place] = []
        self._problems: list[EventProblem] = []
        self._missing: list[EventProblem] = []
        self._problem_count = 0
        self._parsed: OrderedDict[int, Event] = OrderedDict()
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._index)

    @property
    def problems(self) -> Sequence[EventProblem]:
        """What could not be loaded so far, the first `MOST_PROBLEMS` of it."""
        return self._problems

    @property
    def problem_count(self) -> int:
        """How many problems there are in all."""
        return self._problem_count

    @property
    def missing(self) -> Sequence[EventProblem]:
        """Those of the problems that are paths which were asked for and could not be read at all."""
        return self._missing

    def load(self, sources: Sequence[str | Path]) -> Iterator[Progress]:
        """Loads files, folders, globs and `-` (standard input), step by step.

        Yields at least every 50 ms, and at once when there is a first event. Ending the iteration cancels;
        what was found stays. Problems are kept, never raised.
        """
        return Loader(self).load(sources)

    def load_text(self, text: str | bytes, name: str = "pasted") -> None:
        """Loads pasted text: anything that a file may hold."""
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        for _ in Loader(self).load_text(data, name):
            pass

    def raw(self, at: int) -> bytes:
        """The event exactly as its file has it. Raises `IndexError`, and `WorkbenchError` if the file is
        gone or has other content there than when it was loaded."""
        entry = self._index[at]
        place = self._places[entry.place]
        try:
            data = place.read(entry.offset, entry.length)
        except OSError:
            data = b""
        if zlib.crc32(data) != entry.checksum:
            reason = "The file has changed since it was loaded, and this event is no longer in it."
            raise WorkbenchError(reason, "Load the file again.", file=place.name, line=entry.line)
        return data

    def event(self, at: int) -> Event:
        """The event as a destination would get it, parsed now or lately. Raises as `raw`."""
        with self._lock:
            known = self._parsed.get(at)
            if known is not None:
                self._parsed.move_to_end(at)
                return known
            raw = self.raw(at)
            envelope = self._index.envelope(at)
            data, synthetic = complete_event(parse_json(raw), self.envelopes[envelope], raw)
            event = Event(data, self.origin(at), synthetic)
            if not self.envelopes.pending(envelope):
                self._parsed[at] = event
                if len(self._parsed) > _KEPT_EVENTS:
                    self._parsed.popitem(last=False)
            return event

    def data(self, at: int) -> dict[str, Json]:
        """The data of the event, for a look at many: it is not kept. Raises as `raw`."""
        raw = self.raw(at)
        number = self._index.envelope(at)
        if number == NO_ENVELOPE:
            return complete_event(parse_json(raw), {}, raw)[0]
        with self._lock:
            envelope = self.envelopes[number]
        return complete_event(parse_json(raw), envelope, raw)[0]

    def origin(self, at: int) -> Origin:
        """Where the event came from. Raises `IndexError`."""
        entry = self._index[at]
        return Origin(self._places[entry.place].name, entry.line, entry.item or None)

    def summary(self, at: int) -> EventSummary:
        """What a list shows of the event; only type and name if its file has changed. Raises `IndexError`."""
        try:
            return summarize(self.event(at).data)
        except WorkbenchError:
            kind, name = self._kinds[self._index.kind(at)]
            return EventSummary(kind, name, "", "")

    def kinds(self) -> list[tuple[str, str, int]]:
        """Type, name and number of events of each pair that occurs, in the order of their first event."""
        return self._kinds.counts()

    def search(self, query: str, start: int = 0) -> Iterator[array[int]]:
        """Indices of the events from `start` on whose text holds the query, in order, in chunks.

        Type, name, keys and values count, and what an event got from its batch. Smart case: a query without
        capitals ignores case. Chunks may be empty: they are there to let a caller stop. "" finds all events.
        """
        search = Search(
            query=Query(query),
            index=self._index,
            kinds=self._kinds,
            places=self._places,
            envelopes=self.envelopes,
            raw=self._raw_if_there,
        )
        return search.run(start)

    def changed_files(self) -> list[str]:
        """The loaded files that have since been changed, replaced or removed."""
        files = [place for place in self._places if isinstance(place, FilePlace)]
        return [place.name for place in files if place.changed_on_disk()]

    def close(self) -> None:
        """Gives back open files and temporary space; piped, pasted and unpacked events are gone then."""
        self.files.close()
        self.spool.close()

    def add_place(self, place: Place) -> int:
        """For the loader: the number of a place from which events are going to be added."""
        with self._lock:
            self._places.append(place)
            return len(self._places) - 1

    def add_event(self, place: int, found: Found) -> None:
        """For the loader: takes an event that lies at the place."""
        with self._lock:
            kind = self._kinds.number(found.kind, event_name(found.kind, found.data))
            self._index.append(found, place, kind)

    def add_problem(self, problem: EventProblem, *, no_source: bool = False) -> None:
        """For the loader: takes a problem; `no_source` if it is a path that could not be read at all."""
        with self._lock:
            self._problem_count += 1
            if len(self._problems) < MOST_PROBLEMS:
                self._problems.append(problem)
            if no_source:
                self._missing.append(problem)

    def _raw_if_there(self, at: int) -> bytes | None:
        try:
            return self.raw(at)
        except WorkbenchError:
            return None


def read_events(*paths: str | Path) -> EventStore:
    """All events of files, folders, globs and `-`. Raises `WorkbenchError` for a path that cannot be read;
    other problems are in the store's `problems`."""
    store = EventStore()
    for _ in store.load(paths):
        pass
    for problem in store.missing:
        raise problem.error()
    return store
