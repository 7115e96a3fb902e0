"""The events that are loaded, kept as places in their files."""

from __future__ import annotations

import threading
import time
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import orjson

from workbench.errors import WorkbenchError
from workbench.events.complete import complete_event, event_name, event_type, summarize
from workbench.events.index import Entry, Index, Kinds
from workbench.events.model import Event, EventProblem, EventSummary, Origin, Progress
from workbench.events.places import FilePlace, OpenFiles, Place, Spool, SpoolPlace
from workbench.jsvalues import Json, parse_json

_KEPT_EVENTS: Final = 64
_CHUNK: Final = 256 * 1024


class EventStore:
    """Events of files, pipes and pasted text. Append-only; one thread may read while another one loads."""

    def __init__(self) -> None:
        self._index = Index()
        self._kinds = Kinds()
        self._places: list[Place] = []
        self._envelopes: list[dict[str, Json]] = [{}]
        self._problems: list[EventProblem] = []
        self._files = OpenFiles()
        self._spool: Spool | None = None
        self._parsed: OrderedDict[int, Event] = OrderedDict()
        self._lock = threading.RLock()

    def __len__(self) -> int:
        return len(self._index)

    @property
    def problems(self) -> Sequence[EventProblem]:
        """What could not be loaded so far."""
        return self._problems

    def raw(self, at: int) -> bytes:
        """The event exactly as its file has it. Raises `WorkbenchError` if the file has changed since."""
        entry = self._index[at]
        place = self._places[entry.place]
        data = place.read(entry.offset, entry.length)
        if zlib.crc32(data) != entry.checksum:
            raise WorkbenchError(
                "The file has changed since it was loaded.", "Load it again.", file=place.name
            )
        return data

    def event(self, at: int) -> Event:
        """The event, parsed now or lately. Raises `WorkbenchError` if its file has changed since."""
        with self._lock:
            if at in self._parsed:
                self._parsed.move_to_end(at)
                return self._parsed[at]
        raw = self.raw(at)
        envelope = self._envelopes[self._index[at].envelope]
        data, synthetic = complete_event(parse_json(raw), envelope, raw)
        event = Event(data, self.origin(at), synthetic)
        with self._lock:
            self._parsed[at] = event
            if len(self._parsed) > _KEPT_EVENTS:
                self._parsed.popitem(last=False)
        return event

    def origin(self, at: int) -> Origin:
        """Where the event came from."""
        entry = self._index[at]
        return Origin(self._places[entry.place].name, entry.line, entry.item or None)

    def summary(self, at: int) -> EventSummary:
        """What a list shows of the event. Raises `WorkbenchError` if its file has changed since."""
        return summarize(self.event(at).data)

    def load(self, sources: Sequence[str | Path]) -> Iterator[Progress]:
        """Loads files, folders, globs and `-` (standard input), step by step.

        Yields at least every 50 ms. Ending the iteration cancels; what was found stays.
        """
        for source in sources:
            try:
                place = FilePlace(Path(source), str(source), self._files)
            except OSError as problem:
                self._problems.append(
                    EventProblem(Origin(str(source)), problem.strerror or "It cannot be read.")
                )
                continue
            yield from self._scan(place, 0, place.size)

    def load_text(self, text: str | bytes, name: str = "pasted") -> None:
        """Loads pasted text."""
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        self._spool = self._spool or Spool()
        start = self._spool.append(data)
        for _ in self._scan(SpoolPlace(name, self._spool), start, start + len(data)):
            pass

    def search(self, query: str, start: int = 0) -> Iterator[array[int]]:
        """Indices of the events from `start` on whose text holds the query, in order, in chunks.

        Smart case: a query without capitals ignores case. Chunks may be empty: they are there to let a
        caller stop. "" finds every event.
        """
        needle = query.encode("utf-8", "surrogatepass")
        smart = query == query.lower()
        for first in range(start, len(self), 200):
            hits: array[int] = array("L")
            for at in range(first, min(first + 200, len(self))):
                raw = self.raw(at)
                if needle in (raw.lower() if smart else raw):
                    hits.append(at)
            yield hits

    def _scan(self, place: Place, offset: int, end: int) -> Iterator[Progress]:
        number = len(self._places)
        self._places.append(place)
        line, rest, total = 0, b"", end - offset
        while offset < end:
            chunk = place.read(offset, min(_CHUNK, end - offset))
            base = offset - len(rest)
            offset += len(chunk)
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop() if offset < end else b""
            for raw in lines:
                line += 1
                if raw.strip():
                    self._add_line(number, base, raw, line)
                base += len(raw) + 1
            yield Progress(total - (end - offset), total, len(self), len(self._problems), place.name)
            time.sleep(0)

    def _add_line(self, place: int, offset: int, raw: bytes, line: int) -> None:
        try:
            data = orjson.loads(raw)
        except orjson.JSONDecodeError:
            data = None
        kind = event_type(data) if isinstance(data, dict) else ""
        if not kind:
            origin = Origin(self._places[place].name, line)
            self._problems.append(
                EventProblem(origin, "This line is no event.", "Each line is one JSON object.")
            )
            return
        number = self._kinds.number(kind, event_name(kind, data))
        self._index.append(Entry(place, offset, len(raw), line, 0, 0, zlib.crc32(raw), number))


def read_events(*paths: str | Path) -> EventStore:
    """All events of files, folders and globs. Raises `WorkbenchError` for what is missing or unreadable."""
    store = EventStore()
    for _ in store.load(paths):
        pass
    for problem in store.problems:
        if not problem.origin.line:
            raise problem.error()
    return store
