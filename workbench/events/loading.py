"""Loading sources into a store, step by step."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, Protocol

from workbench.events import faults
from workbench.events.captures import curl_bodies
from workbench.events.containers import Flaw, Found, Piece, Reader, Recorded
from workbench.events.envelopes import Envelopes
from workbench.events.faults import Reason
from workbench.events.feeds import Feed, Room, UnpackedFeed, pipe_chunks
from workbench.events.model import EventProblem, Origin, Progress
from workbench.events.places import FilePlace, OpenFiles, Place, Spool, SpoolPlace
from workbench.events.skim import LONGEST
from workbench.events.sniff import GZIP, is_curl, refusal, without_bom
from workbench.events.sources import Finder, Source, system_reason
from workbench.events.window import Window

_OFTEN: Final = 0.04
_HOPELESS: Final = 100


class Shelf(Protocol):
    """Where a loader puts what it finds."""

    envelopes: Envelopes
    files: OpenFiles
    room: Room
    spool: Spool

    def __len__(self) -> int: ...

    @property
    def problem_count(self) -> int: ...

    def add_place(self, place: Place) -> int:
        """The number of a place from which events are going to be added."""
        ...

    def add_event(self, place: int, found: Found) -> None:
        """Takes an event that lies at the place."""
        ...

    def add_problem(self, problem: EventProblem, *, no_source: bool = False) -> None:
        """Takes a problem; `no_source` means that a path which was asked for could not be read at all."""
        ...


class Loader:
    """Loads some sources. All generators give progress at least every 50 ms; ending them cancels."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._unpacked: Spool | None = None
        self._done = 0
        self._total = 0
        self._name = ""
        self._told = time.monotonic()
        self._events_told = -1

    def load(self, sources: Sequence[str | Path]) -> Iterator[Progress]:
        """Loads files, folders, globs and standard input."""
        waiting: list[Source] = []
        for source in Finder().find(sources):
            if isinstance(source, Source):
                waiting.append(source)
                self._total += source.size
            else:
                self._report(source.name, source.reason, no_source=source.given)
            if self._due():
                yield self._progress()
        for source in waiting:
            self._name = source.name
            try:
                place = FilePlace(source.path, source.name, self._shelf.files) if not source.pipe else None
            except OSError as error:
                self._report(source.name, system_reason(error), no_source=source.given)
            else:
                yield from self._file(place) if place else self._pipe(source)
            self._done += source.size
        yield self._progress()

    def load_text(self, text: bytes, name: str) -> Iterator[Progress]:
        """Loads pasted text."""
        self._name = name
        self._total = len(text)
        try:
            start = self._shelf.spool.append(text)
        except OSError as error:
            self._report(name, system_reason(error), no_source=True)
            return
        yield from self._stretch(SpoolPlace(name, self._shelf.spool), start, start + len(text))
        self._done = len(text)
        yield self._progress()

    def _file(self, place: FilePlace) -> Iterator[Progress]:
        yield from self._stretch(place, 0, place.size)

    def _pipe(self, source: Source) -> Iterator[Progress]:
        """Takes in all that a pipe gives, then reads it like a file."""
        spool, room = Spool(), self._shelf.room
        standard = source.path in ("-", "/dev/stdin")
        try:
            descriptor = 0 if standard else os.open(source.path, os.O_RDONLY | os.O_CLOEXEC)
            if os.isatty(descriptor):
                reason = Reason("Nothing is piped in.", "Use it like this: workbench - < FILE")
                self._report(source.name, reason, no_source=True)
                return
            try:
                for chunk in pipe_chunks(descriptor):
                    if chunk:
                        spool.append(chunk)
                        room.used += len(chunk)
                    if refused := room.refusal(spool.size, spool.size):
                        self._report(source.name, refused)
                        break
                    if self._due():
                        yield self._progress()
            finally:
                if not standard:
                    os.close(descriptor)
        except OSError as error:
            self._report(source.name, system_reason(error), no_source=True)
            return
        yield from self._stretch(SpoolPlace(source.name, spool), 0, spool.size)

    def _stretch(self, place: Place, start: int, end: int) -> Iterator[Progress]:
        """Loads a stretch of a place, unpacking it if need be."""
        packed = Feed(place, start, end)
        feed: Feed | UnpackedFeed = packed
        chunks = feed.chunks()
        head = next(chunks, b"")
        if head.startswith(GZIP):
            self._unpacked = self._unpacked or Spool()
            place = SpoolPlace(place.name, self._unpacked)
            feed = UnpackedFeed(packed, chain([head], chunks), place, self._unpacked, self._shelf.room)
            chunks = feed.chunks()
            head = next(chunks, b"")
        reason = None if feed.fault and not head else refusal(head)
        if reason:
            self._report(place.name, reason)
        elif is_curl(head):
            yield from self._commands(place.name, head, chunks)
        elif head:
            window = Window(chain([head], chunks), feed.start)
            pieces = Reader(window, self._shelf.envelopes).read()
            yield from self._pieces(place, pieces, lambda: packed.done)
        if feed.fault:
            self._report(place.name, feed.fault)

    def _commands(self, name: str, head: bytes, chunks: Iterator[bytes]) -> Iterator[Progress]:
        """Loads the bodies of cURL commands."""
        text = without_bom(head)
        while len(text) <= LONGEST and (chunk := next(chunks, b"")):
            text += chunk
        try:
            bodies = list(curl_bodies(text.decode("utf-8", "surrogateescape")))
        except ValueError:
            self._report(name, faults.UNREADABLE_COMMAND)
            return
        if not bodies:
            self._report(name, faults.NO_BODY)
            return
        pieces = (Recorded(1, 0, body.text or b"", body.declared, body.quiet) for body in bodies)
        yield from self._pieces(SpoolPlace(name, self._shelf.spool), pieces, lambda: len(text))

    def _pieces(self, place: Place, pieces: Iterator[Piece], done: Callable[[], int]) -> Iterator[Progress]:
        """Puts the pieces of one place on the shelf."""
        try:
            yield from self._shelve(place, pieces, done)
        except OSError as error:
            self._report(place.name, system_reason(error))

    def _shelve(self, place: Place, pieces: Iterator[Piece], done: Callable[[], int]) -> Iterator[Progress]:
        number = self._shelf.add_place(place)
        recorded: int | None = None
        found, before = 0, self._shelf.problem_count
        for piece in pieces:
            if isinstance(piece, Found):
                self._shelf.add_event(number, piece)
                found += 1
            elif isinstance(piece, Flaw):
                self._report(place.name, piece.reason, piece.line, piece.item)
            elif isinstance(piece, Recorded):
                if recorded is None:
                    recorded = self._shelf.add_place(SpoolPlace(place.name, self._shelf.spool))
                found += self._record(recorded, place.name, piece)
            if not found and self._shelf.problem_count - before >= _HOPELESS:
                self._report(place.name, faults.HOPELESS)
                return
            if self._due() or (found and self._events_told <= 0):
                yield self._progress(done())
        if not found and self._shelf.problem_count == before:
            self._report(place.name, faults.NO_EVENTS)

    def _record(self, number: int, name: str, recorded: Recorded) -> int:
        """Puts the events of a recorded request's body on the shelf; their number."""
        if not recorded.text:
            return 0
        found = 0
        envelopes = self._shelf.envelopes
        envelope = envelopes.add({}, recorded.declared)
        window = Window.of(recorded.text, self._shelf.spool.append(recorded.text), recorded.line)
        reader = Reader(window, envelopes, envelope=envelope, declared=recorded.declared, level=1)
        for piece in reader.read():
            if isinstance(piece, Found):
                item = recorded.item or piece.item
                self._shelf.add_event(number, piece._replace(line=recorded.line, item=item))
                found += 1
            elif isinstance(piece, Flaw) and not recorded.quiet:
                self._report(name, piece.reason, recorded.line, recorded.item or piece.item)
        return found

    def _report(
        self, name: str, reason: Reason, line: int = 0, item: int = 0, *, no_source: bool = False
    ) -> None:
        origin = Origin(name, line, item or None)
        self._shelf.add_problem(EventProblem(origin, reason.reason, reason.hint), no_source=no_source)

    def _due(self) -> bool:
        return time.monotonic() - self._told >= _OFTEN

    def _progress(self, within: int = 0) -> Progress:
        self._told = time.monotonic()
        self._events_told = len(self._shelf)
        return Progress(
            self._done + within, self._total, len(self._shelf), self._shelf.problem_count, self._name
        )
