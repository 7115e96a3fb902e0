"""Taking files apart into events: NDJSON, lists, objects one after another, batch bodies, recorded requests.

Everything is read in one pass over a window of the text. A value that is broken costs that value: the reader
goes on at the next place where an event can begin.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from itertools import islice
from typing import Final, NamedTuple

import orjson

from workbench.events import faults
from workbench.events.captures import is_har, recorded_body
from workbench.events.complete import event_type
from workbench.events.envelopes import NO_ENVELOPE, Envelopes
from workbench.events.faults import Reason
from workbench.events.members import member_start
from workbench.events.skim import DEEPEST, LONGEST, STRETCH, Fault, Skimmer
from workbench.events.window import Window
from workbench.jsvalues import Json, JsonError, parse_json

_BLANKS: Final = re.compile(rb"(?:[ \t\r\n,\x1e]|\xef\xbb\xbf)*+")
_SCALAR: Final = re.compile(rb'(?:"(?:[^"\\\n]|\\.)*+"?|[^,\]\n{\["])*+')
_NEXT_LINE: Final = re.compile(rb"\n([ \t]*+)([{\[\]])")
_NEXT_ITEM: Final = re.compile(rb"\}\s*+,\s*+(?=\{)")
_LISTS: Final = (("batch",), ("log", "entries"))
_TRAILING: Final = b" \t\r\n,"
_BOM: Final = b"\xef\xbb\xbf"
_TRIES: Final = 50
_INNERMOST: Final = 3
_FAR: Final = 64 * 1024
_LONGEST_FIRST_KEY: Final = 80
_DEEPEST_SKIPPED: Final = 100_000
_ENDED: Final = -1
_BLANK: Final = -2


class Found(NamedTuple):
    """An event: where it is, its bytes, and what a first parse gave."""

    offset: int
    line: int
    item: int
    envelope: int
    raw: bytes
    kind: str
    data: dict[str, Json]


class Flaw(NamedTuple):
    """Something that is no event."""

    line: int
    item: int
    reason: Reason


class Recorded(NamedTuple):
    """The body of a recorded request as text of its own. A `quiet` one need not hold events."""

    line: int
    item: int
    text: bytes
    declared: str
    quiet: bool


Piece = Found | Flaw | Recorded | None
"""What a reader gives; None only says that it is at work."""


class Reader:
    """Takes one window apart. `declared` is the type of events that do not tell theirs, "" if unknown."""

    def __init__(
        self,
        window: Window,
        envelopes: Envelopes,
        *,
        envelope: int = NO_ENVELOPE,
        declared: str = "",
        level: int = 0,
    ) -> None:
        self._window = window
        self._envelopes = envelopes
        self._envelope = envelope
        self._declared = declared
        self._level = level
        self._begin = window.base
        self._column: int | None = None
        self._lost = False

    def read(self, at: int = 0) -> Iterator[Piece]:
        """The pieces of all values up to the end of the window."""
        window = self._window
        while True:
            if window.data.startswith(b"\n{", at):
                at, self._column = at + 1, 0
            elif (at := self._past_blanks(at)) < 0:
                if at == _ENDED:
                    return
                yield None
                at = 0
                continue
            end = window.data.find(b"\n", at)
            if end < 0:
                yield None
                window.drop(at)
                at, end = 0, self._held_line()
            raw = window.data[at:end].rstrip(_TRAILING)
            if raw[0] == 0x7B and (value := _whole_line(raw)) is not None:
                yield from self._object(value, raw, at, 0)
                at = end
            elif raw[0] in b"{[":
                at = yield from self._value(at, 0)
            else:
                yield Flaw(window.line_at(at), 0, faults.NO_JSON)
                at = yield from self._line_end(end)

    def items(self, at: int) -> Generator[Piece, None, int]:
        """The pieces of a list from behind its `[`; gives the position behind its `]`."""
        window, item = self._window, 0
        while (at := self._past_blanks(at)) != _ENDED:
            if at == _BLANK:
                yield None
                at = 0
                continue
            first = window.data[at]
            if first == 0x5D:
                return at + 1
            if first == 0x7D:
                yield Flaw(window.line_at(at), 0, faults.STRAY)
                at += 1
                continue
            item += 1
            if first not in b"{[":
                yield Flaw(window.line_at(at), item, faults.NO_OBJECT)
                at = max(at + 1, _end(_SCALAR, window.data, at))
                continue
            at = yield from self._value(at, item)
            if self._lost:
                self._lost = False
                return at
        yield Flaw(window.line_at(len(window.data)), 0, faults.NOT_CLOSED)
        return len(window.data)

    def _value(self, at: int, item: int) -> Generator[Piece, None, int]:
        """The pieces of the object or list at a position; gives the position to go on at."""
        window, column = self._window, self._column
        if at > _FAR:
            window.drop(at)
            at = 0
        if window.data[at] == 0x5B and not item:
            return (yield from self.items(at + 1))
        likely_end = _likely_end(window.data, at, column)
        if likely_end and (value := _whole_line(window.data[at:likely_end])) is not None:
            yield from self._object(value, window.data[at:likely_end], at, item)
            return likely_end
        skimmer = Skimmer(window, at)
        while (fault := skimmer.run()) is Fault.LONG and skimmer.longest < LONGEST:
            if skimmer.longest == STRETCH and (start := self._list_start(at)):
                return (yield from self._body(at, *start))
            yield None
            skimmer.longest += STRETCH
        if fault is Fault.NONE:
            yield from self._complete(window.data[at : skimmer.position], at, item)
            return skimmer.position
        if start := self._list_start(at):
            return (yield from self._body(at, *start))
        reason, lines = faults.broken_reason(fault, window.data[at : min(skimmer.position, at + _FAR)])
        yield Flaw(window.line_at(at) + lines, item, reason)
        return (yield from self._go_on(skimmer, fault, at, column, in_list=item > 0))

    def _list_start(self, at: int) -> tuple[tuple[str, ...], int] | None:
        """The keys of the list that makes the object at a position a batch body or HAR, and its start."""
        if self._level < _INNERMOST:
            for keys in _LISTS:
                start = member_start(self._window.data, keys, at)
                if start is not None and self._window.data[start] == 0x5B:
                    return keys, start
        return None

    def _complete(self, raw: bytes, at: int, item: int) -> Iterator[Piece]:
        """The pieces of a value whose brackets match."""
        try:
            value = _parse(raw)
        except JsonError as error:
            inner = self._inner(raw, at)
            if start := inner._list_start(0):
                yield from inner._body(0, *start)
                return
            reason, lines = faults.parse_reason(error, raw)
            yield Flaw(self._window.line_at(at) + lines, item, reason)
            return
        if isinstance(value, dict):
            yield from self._object(value, raw, at, item)
        elif self._level < _INNERMOST:
            yield from self._inner(raw, at).items(1)
        else:
            yield Flaw(self._window.line_at(at), item, faults.NO_OBJECT)

    def _object(self, value: dict[str, Json], raw: bytes, at: int, item: int) -> Iterator[Piece]:
        """The pieces of an object: itself as an event, or the events that it contains."""
        kind = self._declared if self._declared and value.get("type") is None else event_type(value)
        if isinstance(value.get("batch"), list) and not isinstance(value.get("type"), str):
            envelope = self._envelopes.add(value, self._declared)
            yield from self._contained(raw, at, ("batch",), item, envelope=envelope)
        elif kind:
            yield self._found(kind, value, raw, at, item)
        elif is_har(value):
            yield from self._contained(raw, at, ("log", "entries"), item, envelope=self._envelope)
        elif (body := recorded_body(value)) is not None:
            if body.text is None:
                yield from self._contained(
                    raw, at, body.keys, item, envelope=self._envelope, declared=body.declared
                )
            else:
                yield Recorded(self._window.line_at(at), item, body.text, body.declared, body.quiet)
        else:
            yield Flaw(self._window.line_at(at), item, faults.NO_EVENT)

    def _found(self, kind: str, value: dict[str, Json], raw: bytes, at: int, item: int) -> Found:
        window = self._window
        return Found(window.base + at, window.line_at(at), item, self._envelope, raw, kind, value)

    def _contained(
        self, raw: bytes, at: int, keys: tuple[str, ...], item: int, *, envelope: int, declared: str = ""
    ) -> Iterator[Piece]:
        """The pieces of the list or object that a member of a complete object holds."""
        start = member_start(raw, keys)
        if start is None or self._level >= _INNERMOST:
            yield Flaw(self._window.line_at(at), item, faults.NO_EVENT)
            return
        inner = self._inner(raw, at, envelope=envelope, declared=declared)
        if raw[start] == 0x5B:
            yield from inner.items(start + 1)
        else:
            yield from inner._value(start, item)

    def _body(self, at: int, keys: tuple[str, ...], start: int) -> Generator[Piece, None, int]:
        """The pieces of a batch body or HAR that is too long to be held, or broken somewhere.

        What surrounds the list is put together when the end is reached; it tells the batch's envelope.
        """
        window = self._window
        line, head = window.line_at(at), window.data[at:start]
        envelope = self._envelopes.reserve()
        inner = Reader(
            window, self._envelopes, envelope=envelope, declared=self._declared, level=self._level + 1
        )
        after = yield from inner.items(start + 1)
        window.drop(after)
        skimmer = Skimmer(window, 0, stack=b"{" * len(keys))
        fault = skimmer.run()
        around = head + b"[]" + window.data[: skimmer.position]
        try:
            self._envelopes.fill(envelope, parse_json(around))
        except JsonError:
            if fault is Fault.NONE or keys == ("batch",):
                yield Flaw(line, 0, faults.NO_ENVELOPE)
        return skimmer.position

    def _inner(self, raw: bytes, at: int, *, envelope: int | None = None, declared: str = "") -> Reader:
        """A reader of a part of this window."""
        return Reader(
            Window.of(raw, self._window.base + at, self._window.line_at(at)),
            self._envelopes,
            envelope=self._envelope if envelope is None else envelope,
            declared=declared or self._declared,
            level=self._level + 1,
        )

    def _past_blanks(self, at: int) -> int:
        """The position of the next value; notes its column if it is the first on its line.

        `_ENDED` if there is none, `_BLANK` if only blanks were seen so far, which are dropped.
        """
        window = self._window
        while _BOM.startswith(window.data[(stop := _end(_BLANKS, window.data, at)) : stop + 3]):
            if stop - at > STRETCH:
                window.drop(stop)
                return _BLANK
            if not window.more():
                return stop if stop < len(window.data) else _ENDED
        newline = window.data.rfind(b"\n", at, stop)
        if newline >= 0:
            self._column = stop - newline - 1
        else:
            self._column = stop - at if window.base + at == self._begin else None
        return stop

    def _held_line(self) -> int:
        """The end of the line at the window's start, or of as much of it as is worth having at once."""
        window, seen = self._window, 0
        while (end := window.data.find(b"\n", seen)) < 0:
            seen = len(window.data)
            if seen > STRETCH or not window.more():
                return seen
        return end

    def _line_end(self, at: int) -> Generator[Piece, None, int]:
        """The end of the line, however long it is; it is not held."""
        window = self._window
        while (end := window.data.find(b"\n", at)) < 0:
            window.drop(len(window.data))
            at = 0
            yield None
            if not window.more():
                return 0
        return end

    def _go_on(
        self, skimmer: Skimmer, fault: Fault, start: int, column: int | None, *, in_list: bool
    ) -> Generator[Piece, None, int]:
        """Where to go on after a broken value."""
        at = start + 1
        if fault in (Fault.LONG, Fault.DEEP):
            skimmer.deepest, skimmer.longest = _DEEPEST_SKIPPED, STRETCH
            while (ended := skimmer.skip()) is Fault.LONG:
                yield None
            at = skimmer.position
            if ended is Fault.NONE:
                return at
        elif column is None and in_list:
            return (yield from self._next_item(at))
        return (yield from self._next_line(at, column or 0, in_list=in_list))

    def _next_line(self, at: int, column: int, *, in_list: bool) -> Generator[Piece, None, int]:
        """The next line that begins a value, no further to the right than the broken one did."""
        window = self._window
        while True:
            for found in _NEXT_LINE.finditer(window.data, at):
                if len(found[1]) <= column and (in_list or found[2] != b"]"):
                    return found.start(2)
            newline = window.data.rfind(b"\n", at)
            window.drop(newline if 0 <= newline > len(window.data) - _FAR else len(window.data))
            at = 0
            yield None
            if not window.more():
                return len(window.data)

    def _next_item(self, at: int) -> Generator[Piece, None, int]:
        """The next item of a list on one line that is an event; if none can be told, the next line."""
        window = self._window
        for found in islice(_NEXT_ITEM.finditer(window.data, at), _TRIES):
            yield None
            skimmer = Skimmer(window, found.end())
            if skimmer.run() is Fault.NONE:
                value = _whole_line(window.data[found.end() : skimmer.position])
                if value is not None and event_type(value):
                    return found.end()
        yield Flaw(window.line_at(at), 0, faults.LOST)
        self._lost = True
        return (yield from self._next_line(at, 0, in_list=False))


def _end(pattern: re.Pattern[bytes], data: bytes, at: int) -> int:
    """Where a match ends that begins at a position; the position itself if there is none."""
    return found.end() if (found := pattern.match(data, at)) else at


def _likely_end(data: bytes, at: int, column: int | None) -> int:
    """A guess at the end of an object, 0 for none: it saves skimming when what lies between is one object.

    If the object begins its line, its end does so too and is indented alike. On one line, the next object
    often begins with the same key.
    """
    if column is not None:
        closing = b"\n" + data[at - column : at] + b"}"
        found = data.find(closing, at)
        return found + len(closing) if found >= 0 else 0
    colon = data.find(b":", at, at + _LONGEST_FIRST_KEY)
    for separator in (b"},", b"}, ") if colon >= 0 else ():
        found = data.find(separator + data[at:colon], at)
        if found >= 0:
            return found + 1
    return 0


def _whole_line(raw: bytes) -> dict[str, Json] | None:
    """The object that the text is, None if it is another thing or needs a closer look."""
    if len(raw) > LONGEST or raw.count(b"{") + raw.count(b"[") > DEEPEST:
        return None
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _parse(raw: bytes) -> Json:
    """The value of JSON text, quickly where the fast parser is enough. Raises `JsonError`."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return parse_json(raw)
